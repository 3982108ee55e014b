#include "server/hosting/admin/account_command.h"

#include "server/accounts/one_time_code.h"
#include "server/app/every_account_data.h"
#include "server/app/exit_codes.h"
#include "server/hosting/admin/account_admin_store.h"
#include "server/hosting/admin/operator_database.h"
#include "server/hosting/admin/terminal_text.h"

#include <algorithm>
#include <array>

namespace server {

namespace {

using terminal::printable;

// What the actions on one account are given.
struct Target {
    const Configuration& configuration;
    OperatorDatabase& database;
    QString name;  // as the operator typed it

    // In one transaction with the account found and locked. Throws StartError(NotFound).
    void run(const std::function<void(Transaction&, UserId)>& work) const {
        database.run([this, &work](Transaction& transaction) {
            const std::optional<UserId> user = admin::findAccount(transaction, name);
            if (!user)
                throw StartError(ExitCode::NotFound, QStringLiteral("there is no account \"%1\"").arg(printable(name)));
            work(transaction, *user);
        });
    }
    // The same for a store function that may find nothing to do.
    bool changes(bool (*store)(Transaction&, UserId)) const {
        bool isChanged = false;
        run([&isChanged, store](Transaction& transaction, UserId user) { isChanged = store(transaction, user); });
        return isChanged;
    }
};

QString stateOf(const admin::AccountLine& line) {
    if (line.disabledAt)
        return QStringLiteral("disabled");
    if (line.deletionDueAt)
        return QStringLiteral("deleted on %1").arg(terminal::time(line.deletionDueAt));
    return QStringLiteral("active");
}

QString orDash(const QString& text) {
    return text.isEmpty() ? QStringLiteral("-") : printable(text);
}

void list(OperatorDatabase& database, const Printer& print) {
    constexpr int pageSize = 500;
    const QStringList titles{QStringLiteral("ID"),      QStringLiteral("NAME"),      QStringLiteral("E-MAIL"),
                             QStringLiteral("CREATED"), QStringLiteral("LAST SEEN"), QStringLiteral("TWO-FACTOR"),
                             QStringLiteral("STATE")};
    UserId after = 0;
    std::vector<admin::AccountLine> page;
    do {
        database.run([&](Transaction& transaction) { page = admin::accountsAfter(transaction, after, pageSize); });
        std::vector<QStringList> lines;
        for (const admin::AccountLine& line : page) {
            lines.push_back({QString::number(line.user), line.username, orDash(line.email),
                             terminal::time(line.createdAt), terminal::time(line.lastSeenAt), orDash(line.twoFactor),
                             stateOf(line)});
            after = line.user;
        }
        if (!lines.empty())
            print(terminal::table(titles, lines));
    } while (page.size() == static_cast<std::size_t>(pageSize));
    if (after == 0)
        print(QStringLiteral("There are no accounts.\n"));
}

void show(const Target& target, const Printer& print) {
    std::optional<admin::AccountDetails> found;
    target.run([&found](Transaction& transaction, UserId user) { found = admin::detailsOf(transaction, user); });
    const admin::AccountLine& line = found->line;
    QString email = orDash(line.email);
    email += found->isEmailConfirmed ? QStringLiteral(" (confirmed)") : QStringLiteral(" (not confirmed)");
    if (!found->pendingEmail.isEmpty())
        email += QStringLiteral(", to become %1").arg(printable(found->pendingEmail));
    QString twoFactor = QStringLiteral("off");
    if (!line.twoFactor.isEmpty())
        twoFactor = QStringLiteral("%1; recovery codes left: %2").arg(line.twoFactor).arg(found->recoveryCodesLeft);
    std::vector<std::pair<QString, QString>> values{
        {QStringLiteral("name"), line.username},
        {QStringLiteral("id"), QString::number(line.user)},
        {QStringLiteral("e-mail"), email},
        {QStringLiteral("created"), terminal::time(line.createdAt)},
        {QStringLiteral("last seen"), terminal::time(line.lastSeenAt)},
        {QStringLiteral("state"), stateOf(line)},
        {QStringLiteral("two-factor"), twoFactor},
        {QStringLiteral("devices"),
         QStringLiteral("signed in: %1, trusted: %2").arg(found->signIns).arg(found->trustedDevices)},
        {QStringLiteral("matches"),
         QStringLiteral("played: %1, won: %2").arg(found->gamesPlayed).arg(found->gamesWon)}};
    for (const QString& sanction : found->sanctions)
        values.emplace_back(QStringLiteral("sanction"), printable(sanction));
    print(terminal::list(values));
}

void resetPassword(const Target& target, const Printer& print) {
    const std::optional<ServerKey> key = ServerKey::load(target.configuration.dataFolder);
    if (!key)
        throw StartError(ExitCode::FolderUnusable,
                         QStringLiteral("%1 has no server.key, which codes are made with: name the server's data "
                                        "folder with --data-dir")
                             .arg(target.configuration.dataFolder));
    const QString code = one_time_code::makeLetters();
    const QByteArray hash = one_time_code::hash(*key, code);
    target.run([&hash](Transaction& transaction, UserId user) { admin::handOverResetCode(transaction, user, hash); });
    print(QStringLiteral("%1\n"
                         "Hand this code to %2. With it, \"Forgot your password?\" on the log in page takes a new\n"
                         "password, once and within a day. A second factor is asked for as ever.\n")
              .arg(code, printable(target.name)));
}

void disable(const Target& target, const Printer& print) {
    print(target.changes(admin::disable)
              ? QStringLiteral("%1 is disabled, and signed out everywhere within seconds.\n").arg(target.name)
              : QStringLiteral("%1 was disabled already.\n").arg(target.name));
}

void enable(const Target& target, const Printer& print) {
    print(target.changes(admin::enable) ? QStringLiteral("%1 can log in again.\n").arg(target.name)
                                        : QStringLiteral("%1 was not disabled.\n").arg(target.name));
}

void disableTwoFactor(const Target& target, const Printer& print) {
    print(target.changes(admin::disableTwoFactor)
              ? QStringLiteral("%1 logs in with the password only from now on.\n").arg(target.name)
              : QStringLiteral("%1 had no second factor.\n").arg(target.name));
}

void erase(const Target& target, const Printer& print) {
    const std::vector<Sql> erasures = everyAccountData().erasures;
    target.run([&erasures](Transaction& transaction, UserId user) { admin::eraseNow(transaction, user, erasures); });
    print(QStringLiteral("%1 is deleted. The matches of others keep a deleted player.\n").arg(target.name));
}

struct Action {
    const char* name;
    void (*run)(const Target&, const Printer&);
};
constexpr std::array actions{Action{"show", show},       Action{"reset-password", resetPassword},
                             Action{"disable", disable}, Action{"enable", enable},
                             Action{"delete", erase},    Action{"disable-two-factor", disableTwoFactor}};

[[noreturn]] void refuseUsage() {
    throw StartError(ExitCode::BadOption,
                     QStringLiteral("say: account list, or account show|reset-password|disable|enable|delete|"
                                    "disable-two-factor NAME"));
}

}  // namespace

void runAccountCommand(const Configuration& configuration, const Printer& print) {
    const QString word = configuration.words.value(0);
    const bool isList = word == u"list" && configuration.words.size() == 1;
    const auto action = std::find_if(actions.begin(), actions.end(),
                                     [&word](const Action& each) { return word == QLatin1StringView(each.name); });
    if (!isList && (action == actions.end() || configuration.words.size() != 2))
        refuseUsage();
    OperatorDatabase database(configuration);
    if (isList)
        list(database, print);
    else
        action->run({configuration, database, configuration.words[1]}, print);
}

}  // namespace server

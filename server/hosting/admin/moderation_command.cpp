#include "server/hosting/admin/moderation_command.h"

#include "server/app/exit_codes.h"
#include "server/hosting/admin/account_admin_store.h"
#include "server/hosting/admin/operator_database.h"
#include "server/hosting/admin/terminal_text.h"
#include "server/moderation/reports_store.h"
#include "server/moderation/sanctions_admin_store.h"

namespace server {

namespace {

using moderation::SanctionKind;
using terminal::printable;

constexpr int mostLines = 200;
constexpr int longestReason = 500;

[[noreturn]] void refuseUsage() {
    throw StartError(ExitCode::BadOption,
                     QStringLiteral("say: moderation reports|sanctions, moderation mute|ban NAME --reason TEXT [--for "
                                    "30m|12h|7d], moderation unmute|unban NAME, or moderation close REPORT"));
}

// With the account found and locked. Throws StartError(NotFound).
void onAccount(OperatorDatabase& database, const QString& name, const std::function<void(Transaction&, UserId)>& work) {
    database.run([&](Transaction& transaction) {
        const std::optional<UserId> user = admin::findAccount(transaction, name);
        if (!user)
            throw StartError(ExitCode::NotFound, QStringLiteral("there is no account \"%1\"").arg(printable(name)));
        work(transaction, *user);
    });
}

void printReports(OperatorDatabase& database, const Printer& print) {
    std::vector<moderation::ReportLine> lines;
    database.run([&lines](Transaction& transaction) { lines = moderation::openReports(transaction, mostLines); });
    if (lines.empty())
        print(QStringLiteral("There are no open reports.\n"));
    for (const moderation::ReportLine& line : lines) {
        print(QStringLiteral("#%1  %2  %3 reports %4: %5\n")
                  .arg(QString::number(line.id), terminal::time(line.createdAt), line.reporter, line.reported,
                       printable(line.reason)));
        for (const moderation::ContextLine& said : line.context)
            print(QStringLiteral("   %1 %2  %3: %4\n")
                      .arg(said.isReported ? QStringLiteral(">") : QStringLiteral(" "), terminal::time(said.sentAt),
                           said.sender, printable(said.text)));
    }
}

void printSanctions(OperatorDatabase& database, const Printer& print) {
    std::vector<moderation::SanctionLine> sanctions;
    database.run(
        [&sanctions](Transaction& transaction) { sanctions = moderation::sanctionsInForce(transaction, mostLines); });
    if (sanctions.empty()) {
        print(QStringLiteral("Nobody is muted or banned.\n"));
        return;
    }
    std::vector<QStringList> lines;
    for (const moderation::SanctionLine& line : sanctions)
        lines.push_back({line.username, moderation::columnText(line.sanction.kind), terminal::time(line.since),
                         line.sanction.endsAt ? terminal::time(line.sanction.endsAt) : QStringLiteral("for good"),
                         printable(line.sanction.reason)});
    print(terminal::table({QStringLiteral("NAME"), QStringLiteral("WHAT"), QStringLiteral("SINCE"),
                           QStringLiteral("UNTIL"), QStringLiteral("REASON")},
                          lines));
}

void impose(OperatorDatabase& database, const Configuration& configuration, SanctionKind kind, const Printer& print) {
    const QString reason = configuration.sanctionReason.simplified();
    if (reason.isEmpty() || reason.size() > longestReason)
        throw StartError(ExitCode::BadOption, QStringLiteral("--reason must say why, in at most %1 characters; the "
                                                             "person reads it")
                                                  .arg(longestReason));
    std::optional<std::chrono::minutes> duration;
    if (!configuration.sanctionFor.isEmpty()) {
        duration = moderation::durationOf(configuration.sanctionFor);
        if (!duration)
            throw StartError(
                ExitCode::BadOption,
                QStringLiteral("--for must be like 30m, 12h, 7d or 4w, not \"%1\"").arg(configuration.sanctionFor));
    }
    const QString name = configuration.words[1];
    std::optional<moderation::Sanction> imposed;
    onAccount(database, name, [&](Transaction& transaction, UserId user) {
        imposed = moderation::impose(transaction, user, kind, reason, duration);
    });
    print(QStringLiteral("%1 is %2.\n").arg(name, printable(moderation::describe(*imposed))));
}

void lift(OperatorDatabase& database, const QString& name, SanctionKind kind, const Printer& print) {
    bool isLifted = false;
    onAccount(database, name,
              [&](Transaction& transaction, UserId user) { isLifted = moderation::lift(transaction, user, kind); });
    const QString what = kind == SanctionKind::Mute ? QStringLiteral("muted") : QStringLiteral("banned");
    print(isLifted ? QStringLiteral("%1 is no longer %2.\n").arg(name, what)
                   : QStringLiteral("%1 was not %2.\n").arg(name, what));
}

void close(OperatorDatabase& database, const QString& number, const Printer& print) {
    bool isNumber = false;
    const std::int64_t report = number.toLongLong(&isNumber);
    bool isClosed = false;
    if (isNumber)
        database.run([&](Transaction& transaction) { isClosed = moderation::closeReport(transaction, report); });
    if (!isClosed)
        throw StartError(ExitCode::NotFound, QStringLiteral("there is no open report \"%1\"").arg(printable(number)));
    print(QStringLiteral("Report #%1 is closed.\n").arg(report));
}

}  // namespace

std::optional<std::chrono::minutes> moderation::durationOf(const QString& text) {
    constexpr std::chrono::minutes longest = std::chrono::hours(24 * 3660);
    if (text.size() < 2 || text.size() > 8)
        return std::nullopt;
    bool isNumber = false;
    const int count = text.chopped(1).toInt(&isNumber);
    std::chrono::minutes unit(0);
    switch (text.back().unicode()) {
        case u'm':
            unit = std::chrono::minutes(1);
            break;
        case u'h':
            unit = std::chrono::hours(1);
            break;
        case u'd':
            unit = std::chrono::hours(24);
            break;
        case u'w':
            unit = std::chrono::hours(7 * 24);
            break;
        default:
            return std::nullopt;
    }
    if (!isNumber || count <= 0 || count > longest / unit)
        return std::nullopt;
    return count * unit;
}

void runModerationCommand(const Configuration& configuration, const Printer& print) {
    const QStringList& words = configuration.words;
    const QString action = words.value(0);
    const bool isList = words.size() == 1 && (action == u"reports" || action == u"sanctions");
    const QStringList onOne{QStringLiteral("mute"), QStringLiteral("ban"), QStringLiteral("unmute"),
                            QStringLiteral("unban"), QStringLiteral("close")};
    if (!isList && (words.size() != 2 || !onOne.contains(action)))
        refuseUsage();
    const SanctionKind kind = action.endsWith(u"mute") ? SanctionKind::Mute : SanctionKind::Ban;
    OperatorDatabase database(configuration);
    if (action == u"reports")
        printReports(database, print);
    else if (action == u"sanctions")
        printSanctions(database, print);
    else if (action == u"close")
        close(database, words[1], print);
    else if (action.startsWith(u"un"))
        lift(database, words[1], kind, print);
    else
        impose(database, configuration, kind, print);
}

}  // namespace server

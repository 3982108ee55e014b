#include "server/hosting/bot_accounts.h"

#include "server/accounts/token.h"
#include "server/database/sql_array.h"
#include "server/database/transaction_runner.h"

#include <QSaveFile>

#include <chrono>
#include <stdexcept>

namespace server::bots {

namespace {

constexpr std::chrono::seconds mintWithin{60};

// The lines of the file, in a file of its own until all are there; it takes the old one's place by commit().
void write(QSaveFile& file, const QList<QByteArray>& tokens) {
    bool good =
        file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    for (qsizetype at = 0; good && at < tokens.size(); ++at) {
        const QByteArray line = nameOf(static_cast<int>(at) + 1).toLatin1() + ' ' + tokens[at] + '\n';
        good = file.write(line) == line.size();
    }
    if (!good || !file.flush())
        throw std::runtime_error("Cannot write " + file.fileName().toStdString() + ": " +
                                 file.errorString().toStdString());
}

}  // namespace

QString nameOf(int number) {
    return QStringLiteral("bot.%1").arg(number, 6, 10, QLatin1Char('0'));
}

void signIn(Transaction& transaction, QList<QByteArray> tokenHashes) {
    transaction.execute(
        "INSERT INTO users (kind, username)"
        " SELECT 'bot', 'bot.' || lpad(number::text, 6, '0') FROM generate_series(1, $1) AS number"
        " ON CONFLICT (username) DO NOTHING",
        static_cast<int>(tokenHashes.size()));
    transaction.execute("DELETE FROM sessions USING users WHERE users.id = sessions.user_id AND users.kind = 'bot'");
    SqlArray hashes;
    for (const QByteArray& hash : tokenHashes)
        hashes.addHex(hash);
    const Rows signedIn = transaction.execute(
        "INSERT INTO sessions (user_id, token, device, expires_at)"
        " SELECT users.id, decode(hashes.hash, 'hex'), 'pong-load', now() + interval '30 days'"
        " FROM unnest($1::text[]) WITH ORDINALITY AS hashes (hash, number)"
        " JOIN users ON users.kind = 'bot' AND users.username = ('bot.' || lpad(hashes.number::text, 6, '0'))::citext",
        hashes.text());
    if (signedIn.affected() != tokenHashes.size())
        throw std::logic_error("not every bot has an account");
}

void mint(const ConnectionSettings& settings, int count, const QString& file) {
    if (count < 1 || count > mostBots)
        throw std::invalid_argument("the number of bots is out of its bounds");

    QList<QByteArray> tokens;
    QList<QByteArray> hashes;
    for (int number = 0; number < count; ++number) {
        tokens.append(token::make());
        hashes.append(token::hash(tokens.last()));
    }
    // A file that cannot be written must not cost the tokens of the one that is there.
    QSaveFile out(file);
    write(out, tokens);
    Connection connection(settings, ConnectionLimits{std::chrono::seconds(5), mintWithin});
    runInTransaction(
        connection, [&hashes](Transaction& transaction) { signIn(transaction, hashes); },
        std::chrono::steady_clock::now() + mintWithin);
    if (!out.commit())
        throw std::runtime_error("Cannot write " + file.toStdString() + ": " + out.errorString().toStdString());
}

}  // namespace server::bots

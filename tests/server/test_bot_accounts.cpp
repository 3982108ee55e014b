// Bots for load tests against a real database: accounts, tokens that sign in, renewing them, the file.

#include "server/accounts/accounts_store.h"
#include "server/accounts/token.h"
#include "server/async/main_queue.h"
#include "server/database/database.h"
#include "server/hosting/bot_accounts.h"
#include "tests/support/test_database.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

namespace bots = server::bots;

namespace {

QList<QByteArray> linesOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QByteArray> lines = file.readAll().split('\n');
    lines.removeLast();  // behind the last line's end
    return lines;
}

QByteArray tokenOf(const QByteArray& line) {
    return line.split(' ').last();
}

}  // namespace

class BotAccountsTest : public QObject {
    Q_OBJECT

 private:
    QString file() const { return m_folder.filePath(QStringLiteral("bots.tokens")); }

    QTemporaryDir m_folder;

 private Q_SLOTS:
    void theirTokensSignIn();
    void onceMoreRenewsTokens();
    void areNoPeople();
    void theFileIsPrivate();
    void aFileThatCannotBeWrittenChangesNothing();
};

void BotAccountsTest::theirTokensSignIn() {
    test::TestDatabase database;
    bots::mint(database.settings(), 3, file());
    const QList<QByteArray> lines = linesOf(file());
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith("bot.000001 "));
    QVERIFY(lines[2].startsWith("bot.000003 "));

    server::MainQueue queue;
    server::Database accounts(queue, database.settings());
    accounts.open();
    const auto signIn = test::result(
        accounts.transaction(&server::accounts::resumeSignIn, server::token::hash(tokenOf(lines[2])), QString()));
    QVERIFY(signIn.has_value());
    QCOMPARE(signIn->user.username(), std::string("bot.000003"));
    const auto stranger = test::result(
        accounts.transaction(&server::accounts::resumeSignIn, server::token::hash(server::token::make()), QString()));
    QVERIFY(!stranger.has_value());
}

void BotAccountsTest::onceMoreRenewsTokens() {
    test::TestDatabase database;
    bots::mint(database.settings(), 2, file());
    const QList<QByteArray> before = linesOf(file());
    bots::mint(database.settings(), 4, file());
    const QList<QByteArray> after = linesOf(file());
    QCOMPARE(after.size(), 4);
    QVERIFY(before[0] != after[0]);
    QCOMPARE(database.number(QStringLiteral("SELECT count(*) FROM users WHERE kind = 'bot'")), 4);
    QCOMPARE(database.number(QStringLiteral("SELECT count(*) FROM sessions")), 4);
    const QString hash = QString::fromLatin1(server::token::hash(tokenOf(after[0])).toHex());
    QCOMPARE(
        database.number(QStringLiteral("SELECT count(*) FROM sessions WHERE token = decode('%1', 'hex')").arg(hash)),
        1);
}

void BotAccountsTest::areNoPeople() {
    test::TestDatabase database;
    const qint64 person = database.addUser(QStringLiteral("bot_000001"));  // as near as a person's name gets
    database.execute(QStringLiteral("INSERT INTO sessions (user_id, token, expires_at) VALUES "
                                    "(%1, sha256('t'), now() + interval '1 day')")
                         .arg(person));
    bots::mint(database.settings(), 1, file());
    QCOMPARE(database.number(QStringLiteral("SELECT count(*) FROM users WHERE kind = 'human'")), 1);
    QCOMPARE(database.number(QStringLiteral("SELECT count(*) FROM users WHERE kind = 'bot' AND password_hash IS NULL")),
             1);
    QCOMPARE(database.number(QStringLiteral("SELECT count(*) FROM sessions WHERE user_id = %1").arg(person)), 1);
}

void BotAccountsTest::theFileIsPrivate() {
    test::TestDatabase database;
    bots::mint(database.settings(), 1, file());
    QFile::setPermissions(file(), QFileDevice::Permissions(0x6666));
    bots::mint(database.settings(), 1, file());
    const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                                            QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    QVERIFY(!(QFileInfo(file()).permissions() & others));
}

void BotAccountsTest::aFileThatCannotBeWrittenChangesNothing() {
    test::TestDatabase database;
    bots::mint(database.settings(), 2, file());
    const QString nowhere = m_folder.filePath(QStringLiteral("no/such/folder/bots.tokens"));
    QVERIFY_EXCEPTION_THROWN(bots::mint(database.settings(), 5, nowhere), std::runtime_error);
    QCOMPARE(database.number(QStringLiteral("SELECT count(*) FROM users WHERE kind = 'bot'")), 2);
    QVERIFY_EXCEPTION_THROWN(bots::mint(database.settings(), 0, file()), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(bots::mint(database.settings(), bots::mostBots + 1, file()), std::invalid_argument);
    QCOMPARE(linesOf(file()).size(), 2);
}

QTEST_GUILESS_MAIN(BotAccountsTest)
#include "test_bot_accounts.moc"

// `pong-server account`: what it shows, what it changes, that a running server acts on it, and the row of audit that
// each change leaves. In this process, beside a server; and once as the program itself, with no server running.

#include "account_fixture.h"
#include "server/accounts/data/deletion_store.h"
#include "server/app/exit_codes.h"
#include "server/hosting/admin/account_command.h"
#include "tests/support/server_process.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_cluster.h"

#include <QTemporaryDir>
#include <QtTest>

namespace {

namespace wire = pong::wire;
using server::ExitCode;
using test::AccountFixture;
using test::TestClient;

}  // namespace

class TestAccountCommand : public QObject {
    Q_OBJECT

 private:
    server::FeatureOptions options() const {
        server::FeatureOptions options = AccountFixture::patient();
        options.key = server::ServerKey::loadOrCreate(m_folder->path());
        return options;
    }
    // What it prints; where it refuses, the text of that, and `code` tells why. On the server's database, or another.
    QString run(const QStringList& words, ExitCode* code = nullptr,
                const std::optional<server::ConnectionSettings>& settings = std::nullopt) {
        server::Configuration configuration;
        configuration.command = server::Configuration::Command::Account;
        configuration.words = words;
        configuration.dataFolder = m_folder->path();
        configuration.database = settings ? *settings : m_fixture->database().settings();
        QString printed;
        try {
            server::runAccountCommand(configuration, [&printed](const QString& text) { printed += text; });
        } catch (const server::StartError& error) {
            if (code != nullptr)
                *code = error.code();
            return QString::fromUtf8(error.what());
        }
        if (code != nullptr)
            *code = ExitCode::Success;
        return printed;
    }
    QString on(const char* action, const char* name = "mara", ExitCode* code = nullptr) {
        return run({QString::fromLatin1(action), QString::fromLatin1(name)}, code);
    }
    // By the operator, on mara's account, since the start.
    qint64 audited(const char* action) {
        return m_fixture->database().number(
            QStringLiteral("SELECT count(*) FROM audit WHERE action = '%1' AND actor = 'operator' AND actor_id IS NULL"
                           " AND user_id = %2")
                .arg(QLatin1StringView(action))
                .arg(m_id));
    }
    qint64 audited() { return number("SELECT count(*) FROM audit WHERE actor = 'operator'"); }
    qint64 number(const char* sql) { return m_fixture->database().number(QString::fromLatin1(sql)); }
    wire::Refusal refusalOfLogIn() { return m_fixture->connect()->request(m_fixture->logIn("mara")).refusal; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<TestClient> m_mara;
    qint64 m_id = 0;

 private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_fixture = std::make_unique<AccountFixture>(nullptr, options());
        m_mara = m_fixture->signUp(QStringLiteral("mara"));
        QVERIFY(m_mara);
        m_id = number("SELECT id FROM users");
    }
    void cleanup() {
        m_mara.reset();
        m_fixture.reset();
        m_folder.reset();
    }
    void listsPeople();
    void showsAnAccount();
    void showsNothingThatATerminalObeys();
    void whatItDoesNotKnow_data();
    void whatItDoesNotKnow();
    void resetPasswordHandsACodeOver();
    void resetPasswordNeedsTheServersKey();
    void disablingEndsWhatIsLive();
    void enablingLetsInAgain();
    void twiceIsOnce();
    void twoFactorCanBeTurnedOff();
    void deletingIsForGood();
    void tablesDoNotChangeUnderAServer();
    void tablesAreBroughtUpToDateWithoutOne();
    void worksWithoutAServer();
};

void TestAccountCommand::listsPeople() {
    QVERIFY(m_fixture->signUp(QStringLiteral("kaito")));
    m_fixture->database().execute(QStringLiteral("INSERT INTO users (kind, username) VALUES ('bot', 'bot.1')"));
    m_fixture->database().execute(QStringLiteral("UPDATE users SET disabled_at = now() WHERE username = 'kaito'"));
    const QStringList lines = run({QStringLiteral("list")}).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith(QStringLiteral("ID")));
    QVERIFY(lines[1].contains(QStringLiteral("mara@example.org")) && lines[1].endsWith(QStringLiteral("active")));
    QVERIFY(lines[2].contains(QStringLiteral("kaito")) && lines[2].endsWith(QStringLiteral("disabled")));
    // Below each other.
    QCOMPARE(lines[1].indexOf(QStringLiteral("active")), lines[0].indexOf(QStringLiteral("STATE")));
    QCOMPARE(audited(), 0);
}

void TestAccountCommand::showsAnAccount() {
    const test::AuthenticatorApp app(*m_fixture, *m_mara);
    QVERIFY(app.isOn);
    m_fixture->database().execute(
        QStringLiteral("INSERT INTO sanctions (user_id, kind, reason) SELECT id, 'mute', 'too loud' FROM users"));
    for (const char* name : {"mara", "MARA", "mara@example.org"}) {
        const QString shown = on("show", name);
        QVERIFY(shown.contains(QStringLiteral("mara@example.org (not confirmed)")));
        QVERIFY(shown.contains(QStringLiteral("app; recovery codes left: 10")));
        QVERIFY(shown.contains(QStringLiteral("signed in: 1, trusted: 0")));
        QVERIFY(shown.contains(QStringLiteral("muted for good: too loud")));
    }
}

void TestAccountCommand::showsNothingThatATerminalObeys() {
    m_fixture->database().execute(QStringLiteral(
        "INSERT INTO sanctions (user_id, kind, reason) SELECT id, 'mute', E'red \\x1b[31m \\u202e back' FROM users"));
    const QString shown = on("show");
    QVERIFY(shown.contains(QStringLiteral("red")));
    QVERIFY(!shown.contains(QChar(0x1b)) && !shown.contains(QChar(0x202e)));
}

void TestAccountCommand::whatItDoesNotKnow_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    const int usage = static_cast<int>(ExitCode::BadOption);
    QTest::newRow("nothing") << QStringList() << usage;
    QTest::newRow("an action that is none") << QStringList{QStringLiteral("promote"), QStringLiteral("mara")} << usage;
    QTest::newRow("no name") << QStringList{QStringLiteral("show")} << usage;
    QTest::newRow("two names") << QStringList{QStringLiteral("show"), QStringLiteral("a"), QStringLiteral("b")}
                               << usage;
    QTest::newRow("a list of one") << QStringList{QStringLiteral("list"), QStringLiteral("mara")} << usage;
    for (const char* action : {"show", "reset-password", "disable", "enable", "delete", "disable-two-factor"})
        QTest::newRow(action) << QStringList{QString::fromLatin1(action), QStringLiteral("nobody")}
                              << static_cast<int>(ExitCode::NotFound);
}

void TestAccountCommand::whatItDoesNotKnow() {
    QFETCH(QStringList, words);
    ExitCode code = ExitCode::Success;
    QVERIFY(!run(words, &code).isEmpty());
    QTEST(static_cast<int>(code), "code");
    QCOMPARE(audited(), 0);
}

void TestAccountCommand::resetPasswordHandsACodeOver() {
    const test::AuthenticatorApp app(*m_fixture, *m_mara);
    const QString printed = on("reset-password");
    const QString code = printed.section(QLatin1Char('\n'), 0, 0);
    QCOMPARE(code.size(), 11);
    QCOMPARE(audited("hand-over-reset-code"), 1);
    wire::PasswordResetConfirmRequest confirm;
    confirm.set_account("mara");
    confirm.set_code(code.toStdString());
    confirm.set_password("battery staple");
    QVERIFY(m_fixture->connect()->request(confirm));
    QVERIFY(m_mara->take(pong::ServerBody::kSignedOut));
    QCOMPARE(m_fixture->connect()->request(confirm).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);  // once
    wire::LogInRequest request = m_fixture->logIn("mara");
    request.set_password("battery staple");
    const auto loggedIn = m_fixture->connect()->request(request);
    QVERIFY(loggedIn && loggedIn.reply->has_two_factor());
}

void TestAccountCommand::resetPasswordNeedsTheServersKey() {
    QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("server.key"))));
    ExitCode code = ExitCode::Success;
    QVERIFY(on("reset-password", "mara", &code).contains(QStringLiteral("--data-dir")));
    QCOMPARE(code, ExitCode::FolderUnusable);
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("server.key"))));
    QCOMPARE(audited(), 0);
}

void TestAccountCommand::disablingEndsWhatIsLive() {
    const auto kaito = m_fixture->signUp(QStringLiteral("kaito"));
    QVERIFY(on("disable").contains(QStringLiteral("disabled")));
    const auto told = m_mara->take(pong::ServerBody::kSignedOut);
    QVERIFY(told);
    QVERIFY(told->signed_out().reason().text().find("disabled") != std::string::npos);
    QCOMPARE(m_mara->request(wire::ProfileRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(refusalOfLogIn().code(), wire::REFUSAL_FORBIDDEN);
    QCOMPARE(number("SELECT count(*) FROM sessions"), 1);
    QVERIFY(kaito->request(wire::ProfileRequest()));
    QCOMPARE(audited("disable-account"), 1);
}

void TestAccountCommand::enablingLetsInAgain() {
    on("disable");
    on("enable");
    QVERIFY(m_fixture->connect()->request(m_fixture->logIn("mara")));
    QCOMPARE(audited("enable-account"), 1);
}

void TestAccountCommand::twiceIsOnce() {
    for (const char* action : {"enable", "disable-two-factor", "disable", "disable"}) {
        ExitCode code = ExitCode::Unexpected;
        QVERIFY(!on(action, "mara", &code).isEmpty());
        QCOMPARE(code, ExitCode::Success);
    }
    QCOMPARE(audited(), 1);
}

void TestAccountCommand::twoFactorCanBeTurnedOff() {
    const test::AuthenticatorApp app(*m_fixture, *m_mara);
    QVERIFY(app.isOn);
    on("disable-two-factor");
    const auto loggedIn = m_fixture->connect()->request(m_fixture->logIn("mara"));
    QVERIFY(loggedIn && loggedIn.reply->has_signed_in());
    QCOMPARE(number("SELECT count(*) FROM recovery_codes"), 0);
    QCOMPARE(audited("disable-two-factor"), 1);
}

void TestAccountCommand::deletingIsForGood() {
    on("delete");
    const auto told = m_mara->take(pong::ServerBody::kSignedOut);
    QVERIFY(told);
    QCOMPARE(refusalOfLogIn().code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(number("SELECT count(*) FROM users WHERE email IS NULL AND deleted_at IS NOT NULL"), 1);
    QCOMPARE(audited("delete-account"), 1);
    ExitCode code = ExitCode::Success;
    on("show", "mara", &code);
    QCOMPARE(code, ExitCode::NotFound);
    QVERIFY(m_fixture->signUp(QStringLiteral("mara")));
}

void TestAccountCommand::tablesDoNotChangeUnderAServer() {
    // As an older server sees them.
    m_fixture->database().execute(QStringLiteral("DELETE FROM schema_migrations WHERE number > 3"));
    ExitCode code = ExitCode::Success;
    const QString text = on("show", "mara", &code);
    QVERIFY2(text.contains(QStringLiteral("restart it first")), qPrintable(text));
    QCOMPARE(code, ExitCode::InUse);
    QCOMPARE(number("SELECT count(*) FROM schema_migrations"), 3);
}

void TestAccountCommand::tablesAreBroughtUpToDateWithoutOne() {
    const test::TestDatabase empty(test::TestDatabase::Tables::None);
    ExitCode code = ExitCode::Unexpected;
    QCOMPARE(run({QStringLiteral("list")}, &code, empty.settings()), QStringLiteral("There are no accounts.\n"));
    QCOMPARE(code, ExitCode::Success);
}

void TestAccountCommand::worksWithoutAServer() {
    const test::EnterableFolder folder;
    const auto account = [&folder](const QStringList& words) {
        return test::ServerProcess::run(
            QStringList{QStringLiteral("account")} + words +
            QStringList{QStringLiteral("--data-dir"), folder.filePath(QStringLiteral("data"))});
    };
    const auto listed = account({QStringLiteral("list")});
    QCOMPARE(listed.exitCode, 0);
    QVERIFY2(listed.output.contains(QStringLiteral("There are no accounts.")), qPrintable(listed.output));
    QCOMPARE(account({QStringLiteral("disable"), QStringLiteral("nobody")}).exitCode, 8);
    QCOMPARE(account({QStringLiteral("promote")}).exitCode, 2);
}

PONG_SERVER_TEST_MAIN(TestAccountCommand)
#include "test_account_command.moc"

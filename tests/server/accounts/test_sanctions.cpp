// Mutes and bans: `pong-server moderation` imposes and lifts them, a ban keeps its person out and tells why and until
// when, a mute is there for the chat to ask for, and each leaves its row of audit.

#include "account_fixture.h"
#include "server/app/exit_codes.h"
#include "server/hosting/admin/moderation_command.h"
#include "server/moderation/sanctions_store.h"
#include "tests/support/server_test_main.h"

#include <QtTest>

namespace {

namespace wire = pong::wire;
using server::ExitCode;
using test::AccountFixture;
using test::TestClient;

}  // namespace

class TestSanctions : public QObject {
    Q_OBJECT

 private:
    // What it prints; where it refuses, the text of that.
    QString run(const QStringList& words, const QString& reason = {}, const QString& duration = {}) {
        server::Configuration configuration;
        configuration.command = server::Configuration::Command::Moderation;
        configuration.words = words;
        configuration.sanctionReason = reason;
        configuration.sanctionFor = duration;
        configuration.database = m_fixture->database().settings();
        QString printed;
        m_code = ExitCode::Success;
        try {
            server::runModerationCommand(configuration, [&printed](const QString& text) { printed += text; });
        } catch (const server::StartError& error) {
            m_code = error.code();
            return QString::fromUtf8(error.what());
        }
        return printed;
    }
    QString on(const char* action, const QString& reason = QStringLiteral("said too much"),
               const QString& duration = {}) {
        return run({QString::fromLatin1(action), QStringLiteral("mara")}, reason, duration);
    }
    std::optional<server::moderation::Sanction> mute() {
        std::optional<server::moderation::Sanction> found;
        const qint64 user = number("SELECT id FROM users WHERE username = 'mara'");
        m_fixture->inTransaction(
            [&](server::Transaction& transaction) { found = server::moderation::muteOf(transaction, user); });
        return found;
    }
    wire::Refusal refusalOfLogIn() { return m_fixture->connect()->request(m_fixture->logIn("mara")).refusal; }
    void letItEnd() {
        m_fixture->database().execute(QStringLiteral("UPDATE sanctions SET ends_at = now() WHERE ends_at IS NOT NULL"));
    }
    qint64 number(const char* sql) { return m_fixture->database().number(QString::fromLatin1(sql)); }

    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<TestClient> m_mara;
    std::string m_token;
    ExitCode m_code = ExitCode::Success;

 private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<AccountFixture>(nullptr);
        m_mara = m_fixture->connect();
        const auto answer = m_mara->request(test::TestServer::signUpRequest("mara"));
        QVERIFY(answer);
        m_token = answer.reply->token();
    }
    void cleanup() {
        m_mara.reset();
        m_fixture.reset();
    }
    void aBanEndsWhatIsLive();
    void aBanKeepsOut();
    void aBanEndsByItself();
    void aBanCanBeLifted();
    void aBannedPersonsPasswordIsStillChecked();
    void aMuteIsForTheChat();
    void aNewOneTakesTheOldOnesPlace();
    void areListed();
    void leaveTheirTrace();
    void whatItDoesNotKnow_data();
    void whatItDoesNotKnow();
    void durations_data();
    void durations();
};

void TestSanctions::aBanEndsWhatIsLive() {
    const auto kaito = m_fixture->signUp(QStringLiteral("kaito"));
    QVERIFY(on("ban").contains(QStringLiteral("banned for good: said too much")));
    const auto told = m_mara->take(pong::ServerBody::kSignedOut);
    QVERIFY(told);
    QVERIFY(told->signed_out().reason().text().find("said too much") != std::string::npos);
    QCOMPARE(m_mara->request(wire::ProfileRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QVERIFY(kaito->request(wire::ProfileRequest()));
}

void TestSanctions::aBanKeepsOut() {
    on("ban", QStringLiteral("said too much"), QStringLiteral("7d"));
    const QString until = m_fixture->database()
                              .value(QStringLiteral("SELECT to_char(ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')"
                                                    " FROM sanctions"))
                              .toString();
    wire::ResumeRequest resume;
    resume.set_token(m_token);
    const auto client = m_fixture->connect();
    for (const wire::Refusal& refusal : {refusalOfLogIn(), client->request(resume).refusal}) {
        QCOMPARE(refusal.code(), wire::REFUSAL_FORBIDDEN);
        const QString text = QString::fromStdString(refusal.text());
        QVERIFY2(text.contains(until) && text.contains(QStringLiteral("said too much")), qPrintable(text));
    }
    QCOMPARE(number("SELECT count(*) FROM sanctions WHERE ends_at = created_at + interval '7 days'"), 1);
}

void TestSanctions::aBanEndsByItself() {
    on("ban", QStringLiteral("said too much"), QStringLiteral("1h"));
    QCOMPARE(refusalOfLogIn().code(), wire::REFUSAL_FORBIDDEN);
    letItEnd();
    QVERIFY(m_fixture->connect()->request(m_fixture->logIn("mara")));
}

void TestSanctions::aBanCanBeLifted() {
    on("ban");
    QVERIFY(on("unban").contains(QStringLiteral("no longer banned")));
    QVERIFY(m_fixture->connect()->request(m_fixture->logIn("mara")));
    QVERIFY(on("unban").contains(QStringLiteral("was not banned")));
    QCOMPARE(m_code, ExitCode::Success);
}

// Who is banned is nobody's business but that person's.
void TestSanctions::aBannedPersonsPasswordIsStillChecked() {
    on("ban");
    wire::LogInRequest request = m_fixture->logIn("mara");
    request.set_password("wrong horse");
    QCOMPARE(m_fixture->connect()->request(request).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
}

void TestSanctions::aMuteIsForTheChat() {
    QVERIFY(!mute());
    on("mute", QStringLiteral("too loud"), QStringLiteral("30m"));
    QVERIFY(mute());
    QCOMPARE(number("SELECT count(*) FROM notifications WHERE kind = 'moderation' AND text LIKE '%too loud'"), 1);
    const server::Refusal refusal = server::moderation::sanctionRefusal(*mute());
    QCOMPARE(refusal.code(), wire::REFUSAL_FORBIDDEN);
    QVERIFY(refusal.text().endsWith(QStringLiteral("UTC: too loud")));
    QVERIFY(m_mara->request(wire::ProfileRequest()));
    QVERIFY(m_fixture->connect()->request(m_fixture->logIn("mara")));
    letItEnd();
    QVERIFY(!mute());
    on("mute");
    QVERIFY(mute() && !mute()->endsAt);
    on("unmute");
    QVERIFY(!mute());
}

void TestSanctions::aNewOneTakesTheOldOnesPlace() {
    on("mute", QStringLiteral("first"));
    on("mute", QStringLiteral("second"), QStringLiteral("1h"));
    QCOMPARE(mute()->reason, QStringLiteral("second"));
    on("unmute");
    QVERIFY(!mute());
}

void TestSanctions::areListed() {
    QVERIFY(run({QStringLiteral("sanctions")}).contains(QStringLiteral("Nobody")));
    QVERIFY(m_fixture->signUp(QStringLiteral("kaito")));
    on("mute", QStringLiteral("too \x1b[31m loud"), QStringLiteral("1w"));
    run({QStringLiteral("ban"), QStringLiteral("kaito")}, QStringLiteral("cheats"));
    const QString listed = run({QStringLiteral("sanctions")});
    const QStringList lines = listed.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[1].startsWith(QStringLiteral("kaito")) && lines[1].contains(QStringLiteral("for good")));
    QVERIFY(lines[2].startsWith(QStringLiteral("mara")) && lines[2].contains(QStringLiteral("mute")));
    QVERIFY(!listed.contains(QChar(0x1b)));
}

void TestSanctions::leaveTheirTrace() {
    for (const char* action : {"mute", "unmute", "ban", "unban"}) {
        on(action);
        QCOMPARE(m_fixture->database().number(
                     QStringLiteral("SELECT count(*) FROM audit WHERE action = '%1' AND actor = 'operator'")
                         .arg(QLatin1StringView(action))),
                 1);
    }
    QCOMPARE(number("SELECT count(*) FROM audit WHERE detail->>'reason' = 'said too much'"), 2);
}

void TestSanctions::whatItDoesNotKnow_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("duration");
    QTest::addColumn<int>("code");
    const int usage = static_cast<int>(ExitCode::BadOption);
    const int unknown = static_cast<int>(ExitCode::NotFound);
    const QString why = QStringLiteral("why");
    const QString mara = QStringLiteral("mara");
    const QString nobody = QStringLiteral("nobody");
    QTest::newRow("nothing") << QStringList() << why << QString() << usage;
    QTest::newRow("another action") << QStringList{QStringLiteral("kick"), mara} << why << QString() << usage;
    QTest::newRow("nobody named") << QStringList{QStringLiteral("ban")} << why << QString() << usage;
    QTest::newRow("no reason") << QStringList{QStringLiteral("ban"), mara} << QString() << QString() << usage;
    QTest::newRow("a long reason") << QStringList{QStringLiteral("ban"), mara} << QString(501, QLatin1Char('x'))
                                   << QString() << usage;
    QTest::newRow("a strange time") << QStringList{QStringLiteral("ban"), mara} << why << QStringLiteral("soon")
                                    << usage;
    for (const char* action : {"mute", "ban", "unmute", "unban"})
        QTest::newRow(action) << QStringList{QString::fromLatin1(action), nobody} << why << QString() << unknown;
    QTest::newRow("a report") << QStringList{QStringLiteral("close"), QStringLiteral("12")} << why << QString()
                              << unknown;
    QTest::newRow("no report") << QStringList{QStringLiteral("close"), QStringLiteral("x")} << why << QString()
                               << unknown;
}

void TestSanctions::whatItDoesNotKnow() {
    QFETCH(QStringList, words);
    QFETCH(QString, reason);
    QFETCH(QString, duration);
    QVERIFY(!run(words, reason, duration).isEmpty());
    QTEST(static_cast<int>(m_code), "code");
    QCOMPARE(number("SELECT count(*) FROM sanctions"), 0);
    QCOMPARE(number("SELECT count(*) FROM audit WHERE actor = 'operator'"), 0);
}

void TestSanctions::durations_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("minutes");
    QTest::newRow("minutes") << "30m" << 30;
    QTest::newRow("hours") << "12h" << 720;
    QTest::newRow("days") << "7d" << 10080;
    QTest::newRow("weeks") << "4w" << 40320;
    for (const char* bad : {"", "7", "d", "0d", "-1d", "7y", "7 days", "99999d", "1.5h", "999999999999d"})
        QTest::newRow(bad) << QString::fromLatin1(bad) << 0;
}

void TestSanctions::durations() {
    QFETCH(QString, text);
    QTEST(static_cast<int>(server::moderation::durationOf(text).value_or(std::chrono::minutes(0)).count()), "minutes");
}

PONG_SERVER_TEST_MAIN(TestSanctions)
#include "test_sanctions.moc"

// Reports: what may be reported, by whom and how often, and what `pong-server moderation` shows the host of it.

#include "account_fixture.h"
#include "server/app/exit_codes.h"
#include "server/hosting/admin/moderation_command.h"
#include "tests/support/server_test_main.h"

#include <QtTest>

namespace {

namespace wire = pong::wire;
using test::AccountFixture;
using test::TestClient;

}  // namespace

class TestReports : public QObject {
    Q_OBJECT

 private:
    wire::ReportRequest report(qint64 user, qint64 message = 0,
                               const std::string& reason = "He insults people.") const {
        wire::ReportRequest request;
        request.set_user_id(user);
        request.set_message_id(message);
        request.set_reason(reason);
        return request;
    }
    wire::RefusalCode refusal(TestClient& client, const wire::ReportRequest& request) {
        return client.request(request).refusal.code();
    }
    qint64 idOf(const char* name) {
        return m_fixture->database().number(
            QStringLiteral("SELECT id FROM users WHERE username = '%1'").arg(QLatin1StringView(name)));
    }
    // Its id; without a receiver it is said in the lobby.
    qint64 say(const char* sender, const QString& text, const char* receiver = nullptr) {
        const QString to = receiver == nullptr ? QStringLiteral("NULL") : QString::number(idOf(receiver));
        if (receiver != nullptr)
            m_fixture->database().execute(
                QStringLiteral("INSERT INTO channels (kind, user1_id, user2_id) VALUES ('direct', least(%1, %2),"
                               " greatest(%1, %2)) ON CONFLICT DO NOTHING")
                    .arg(idOf(sender))
                    .arg(to));
        return m_fixture->database().number(
            QStringLiteral("INSERT INTO messages (channel_id, sender_id, receiver_id, client_id, message)"
                           " SELECT channels.id, %1, %2, 'message-' || %3, '%4' FROM channels WHERE kind = '%5'"
                           " RETURNING id")
                .arg(idOf(sender))
                .arg(to)
                .arg(++m_said)
                .arg(text, receiver == nullptr ? QStringLiteral("lobby") : QStringLiteral("direct")));
    }
    QString run(const QStringList& words) {
        server::Configuration configuration;
        configuration.command = server::Configuration::Command::Moderation;
        configuration.words = words;
        configuration.database = m_fixture->database().settings();
        QString printed;
        try {
            server::runModerationCommand(configuration, [&printed](const QString& text) { printed += text; });
        } catch (const server::StartError& error) {
            return QString::fromUtf8(error.what());
        }
        return printed;
    }
    qint64 number(const char* sql) { return m_fixture->database().number(QString::fromLatin1(sql)); }

    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<TestClient> m_mara;
    std::unique_ptr<TestClient> m_kaito;
    std::unique_ptr<TestClient> m_juno;
    int m_said = 0;

 private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<AccountFixture>(nullptr);
        m_mara = m_fixture->signUp(QStringLiteral("mara"));
        m_kaito = m_fixture->signUp(QStringLiteral("kaito"));
        m_juno = m_fixture->signUp(QStringLiteral("juno"));
        QVERIFY(m_mara && m_kaito && m_juno);
    }
    void cleanup() {
        m_juno.reset();
        m_kaito.reset();
        m_mara.reset();
        m_fixture.reset();
    }
    void aPersonCanBeReported();
    void aMessageCanBeReported();
    void othersConversationsAreNobodysBusiness();
    void whatIsNotThere();
    void reasonsHaveTheirRules_data();
    void reasonsHaveTheirRules();
    void onceIsEnough();
    void oneCanReportSoMuch();
    void strangersCannot();
    void theHostSeesWhatWasSaidAround();
    void theHostSeesWhatAPersonSaidLast();
    void theHostsTerminalObeysNobody();
    void theHostClosesThem();
};

void TestReports::aPersonCanBeReported() {
    QVERIFY(m_mara->request(report(idOf("kaito"), 0, "  He insults people. ")));
    QCOMPARE(number("SELECT count(*) FROM reports JOIN users ON users.id = reporter_id WHERE username = 'mara'"
                    " AND message_id IS NULL AND reason = 'He insults people.' AND closed_at IS NULL"),
             1);
}

void TestReports::aMessageCanBeReported() {
    const qint64 lobby = say("kaito", QStringLiteral("you are all bad"));
    const qint64 direct = say("kaito", QStringLiteral("you are bad"), "mara");
    QVERIFY(m_mara->request(report(idOf("kaito"), lobby)));
    QVERIFY(m_mara->request(report(idOf("kaito"), direct)));
    QCOMPARE(number("SELECT count(*) FROM reports WHERE message_id IS NOT NULL"), 2);
}

void TestReports::othersConversationsAreNobodysBusiness() {
    const qint64 direct = say("kaito", QStringLiteral("you are bad"), "mara");
    QCOMPARE(refusal(*m_juno, report(idOf("kaito"), direct)), wire::REFUSAL_NOT_FOUND);
    // What a block kept from its receiver.
    m_fixture->database().execute(QStringLiteral("UPDATE messages SET is_withheld = true"));
    QCOMPARE(refusal(*m_mara, report(idOf("kaito"), direct)), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(number("SELECT count(*) FROM reports"), 0);
}

void TestReports::whatIsNotThere() {
    const qint64 lobby = say("kaito", QStringLiteral("you are all bad"));
    QCOMPARE(refusal(*m_mara, report(987654)), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(refusal(*m_mara, report(-1)), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(refusal(*m_mara, report(idOf("kaito"), 987654)), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(refusal(*m_mara, report(idOf("juno"), lobby)), wire::REFUSAL_NOT_FOUND);  // somebody else's
    QCOMPARE(refusal(*m_mara, report(idOf("mara"))), wire::REFUSAL_CONFLICT);
    m_fixture->database().execute(QStringLiteral("UPDATE users SET deleted_at = now() WHERE username = 'juno'"));
    QCOMPARE(refusal(*m_mara, report(idOf("juno"))), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(number("SELECT count(*) FROM reports"), 0);
}

void TestReports::reasonsHaveTheirRules_data() {
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("spaces") << QByteArray("   ");
    QTest::newRow("too long") << QByteArray(501, 'x');
}

void TestReports::reasonsHaveTheirRules() {
    QFETCH(QByteArray, reason);
    const auto answer = m_mara->request(report(idOf("kaito"), 0, reason.toStdString()));
    QCOMPARE(answer.refusal.code(), wire::REFUSAL_INVALID_FIELD);
    QCOMPARE(answer.refusal.field(), std::string("reason"));
}

void TestReports::onceIsEnough() {
    const qint64 lobby = say("kaito", QStringLiteral("you are all bad"));
    QVERIFY(m_mara->request(report(idOf("kaito"))));
    QVERIFY(m_mara->request(report(idOf("kaito"), lobby)));
    QCOMPARE(refusal(*m_mara, report(idOf("kaito"))), wire::REFUSAL_CONFLICT);
    QCOMPARE(refusal(*m_mara, report(idOf("kaito"), lobby)), wire::REFUSAL_CONFLICT);
    QVERIFY(m_juno->request(report(idOf("kaito"), lobby)));
    run({QStringLiteral("close"), QString::number(number("SELECT min(id) FROM reports"))});
    QVERIFY(m_mara->request(report(idOf("kaito"))));  // again, after the host looked at it
}

void TestReports::oneCanReportSoMuch() {
    for (int said = 0; said < 5; ++said)
        QVERIFY(m_mara->request(report(idOf("kaito"), say("kaito", QStringLiteral("bad")))));
    const auto refused = m_mara->request(report(idOf("kaito"), say("kaito", QStringLiteral("bad"))));
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_TOO_MANY);
    QVERIFY(refused.refusal.retry_after_ms() > 0);
    QVERIFY(m_juno->request(report(idOf("kaito"))));
}

void TestReports::strangersCannot() {
    QCOMPARE(refusal(*m_fixture->connect(), report(idOf("kaito"))), wire::REFUSAL_NOT_SIGNED_IN);
}

void TestReports::theHostSeesWhatWasSaidAround() {
    QVERIFY(run({QStringLiteral("reports")}).contains(QStringLiteral("no open reports")));
    say("mara", QStringLiteral("elsewhere"), "juno");
    for (int line = 1; line <= 5; ++line)
        say("juno", QStringLiteral("before %1").arg(line));
    const qint64 reported = say("kaito", QStringLiteral("you are all bad"));
    for (int line = 1; line <= 5; ++line)
        say("mara", QStringLiteral("after %1").arg(line));
    QVERIFY(m_mara->request(report(idOf("kaito"), reported)));
    const QString shown = run({QStringLiteral("reports")});
    const QStringList lines = shown.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 8);
    QVERIFY(lines[0].contains(QStringLiteral("mara reports kaito: He insults people.")));
    QVERIFY(lines[1].endsWith(QStringLiteral("juno: before 3")));
    QVERIFY(lines[4].contains(QLatin1Char('>')) && lines[4].endsWith(QStringLiteral("kaito: you are all bad")));
    QVERIFY(lines[7].endsWith(QStringLiteral("mara: after 3")));
}

void TestReports::theHostSeesWhatAPersonSaidLast() {
    say("kaito", QStringLiteral("in private"), "mara");
    for (int line = 1; line <= 7; ++line)
        say("kaito", QStringLiteral("in public %1").arg(line));
    QVERIFY(m_mara->request(report(idOf("kaito"))));
    const QString shown = run({QStringLiteral("reports")});
    QVERIFY(shown.contains(QStringLiteral("in public 3")) && shown.contains(QStringLiteral("in public 7")));
    QVERIFY(!shown.contains(QStringLiteral("in public 2")) && !shown.contains(QStringLiteral("in private")));
}

void TestReports::theHostsTerminalObeysNobody() {
    const qint64 reported = say("kaito", QStringLiteral("red \x1b[31m"));
    QVERIFY(m_mara->request(report(idOf("kaito"), reported, "look \x1b[2J here")));
    const QString shown = run({QStringLiteral("reports")});
    QVERIFY(shown.contains(QStringLiteral("red")) && shown.contains(QStringLiteral("here")));
    QVERIFY(!shown.contains(QChar(0x1b)));
}

void TestReports::theHostClosesThem() {
    QVERIFY(m_mara->request(report(idOf("kaito"))));
    const QString id = QString::number(number("SELECT id FROM reports"));
    QVERIFY(run({QStringLiteral("close"), id}).contains(QStringLiteral("closed")));
    QVERIFY(run({QStringLiteral("reports")}).contains(QStringLiteral("no open reports")));
    QVERIFY(run({QStringLiteral("close"), id}).contains(QStringLiteral("no open report")));
    QCOMPARE(number("SELECT count(*) FROM audit WHERE action = 'close-report' AND actor = 'operator'"), 1);
}

PONG_SERVER_TEST_MAIN(TestReports)
#include "test_reports.moc"

// Mails handed to a real mail server: with STARTTLS, TLS and neither, with a password, refused, stalled and cut off;
// and what that server's own mail parser made of them.

#include "server/hosting/mail/mime_message.h"
#include "server/hosting/mail/smtp_client.h"
#include "tests/support/smtp_server.h"
#include "tests/support/waiting.h"

#include <QtTest>

#include <thread>

using server::SmtpClient;
using server::SmtpOutcome;
using server::SmtpSettings;
using Security = SmtpSettings::Security;

namespace {

const QString mara = QStringLiteral("mara@example.org");

QByteArray message(const QString& to, const QString& text = QStringLiteral("Hello\n")) {
    const server::Mail mail{to, QStringLiteral("Hello"), text, QStringLiteral("<p>Hello</p>\n")};
    const server::MailSender from{QStringLiteral("Pong"), QStringLiteral("pong@example.org")};
    return server::mimeMessage(mail, from, "pong-1", QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC));
}

}  // namespace

class TestSmtpClient : public QObject {
    Q_OBJECT

 private:
    SmtpOutcome send(const SmtpSettings& settings, const QString& to = mara) {
        SmtpClient client(settings, m_cancelled);
        return client.send(to, message(to));
    }

    std::atomic<bool> m_cancelled = false;

 private Q_SLOTS:
    void init() { m_cancelled = false; }
    void handsIn_data();
    void handsIn();
    void aParserReadsWhatWasMeant();
    void severalOverOneConnection();
    void neverWithoutTls();
    void aStrangersCertificate();
    void aWrongPassword();
    void aReceiverThatIsRefused_data();
    void aReceiverThatIsRefused();
    void anAddressThatIsNone();
    void aServerThatStalls();
    void aServerThatHangsUp();
    void aServerThatIsAway();
    void isBrokenOffWhenCancelled();
};

void TestSmtpClient::handsIn_data() {
    using Password = test::SmtpServer::Password;
    QTest::addColumn<Security>("security");
    QTest::addColumn<Password>("password");
    QTest::newRow("STARTTLS, password") << Security::StartTls << Password::Wanted;
    QTest::newRow("STARTTLS") << Security::StartTls << Password::NotWanted;
    QTest::newRow("TLS, password") << Security::Tls << Password::Wanted;
    QTest::newRow("plain") << Security::None << Password::NotWanted;
}

void TestSmtpClient::handsIn() {
    QFETCH(Security, security);
    QFETCH(test::SmtpServer::Password, password);
    test::SmtpServer server(security, password);
    const SmtpOutcome outcome = send(server.settings());
    QVERIFY2(outcome.kind == SmtpOutcome::Kind::Sent, qPrintable(outcome.text));
    const std::optional<test::ReceivedMail> mail = server.take();
    QVERIFY(mail);
    QCOMPARE(mail->tls, security != Security::None);
    QCOMPARE(mail->authenticated, password == test::SmtpServer::Password::Wanted);
    QCOMPARE(mail->sender, QStringLiteral("pong@example.org"));
    QCOMPARE(mail->receivers, QStringList{mara});
}

void TestSmtpClient::aParserReadsWhatWasMeant() {
    test::SmtpServer server;
    const QString text = QStringLiteral("Schläger \U0001F3D3 = 100 %\n.\n..\nTo: nobody\n\n") +
                         QStringLiteral("A long line. ").repeated(20) + QStringLiteral("\nend \n");
    const QString subject = QStringLiteral("Übergröße \U0001F3D3 ").repeated(8).trimmed();
    const server::Mail mail{QStringLiteral("käthe@example.org"), subject, text, QStringLiteral("<p>Ü</p>\n")};
    const server::MailSender from{QStringLiteral("Pöng \"one\", <two>"), QStringLiteral("pong@example.org")};
    const QByteArray bytes =
        server::mimeMessage(mail, from, "pong-7", QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC));
    SmtpClient client(server.settings(), m_cancelled);
    const SmtpOutcome outcome = client.send(mail.to, bytes);
    QVERIFY2(outcome.kind == SmtpOutcome::Kind::Sent, qPrintable(outcome.text));
    const std::optional<test::ReceivedMail> received = server.take();
    QVERIFY(received);
    QCOMPARE(received->text, text);
    QCOMPARE(received->html, mail.html);
    QCOMPARE(received->header(QStringLiteral("subject")), subject);
    QVERIFY(received->header(QStringLiteral("from")).contains(QStringLiteral("Pöng")));
    QVERIFY(received->header(QStringLiteral("from")).endsWith(QStringLiteral("<pong@example.org>")));
    QCOMPARE(received->header(QStringLiteral("date")), QStringLiteral("Tue, 14 Nov 2023 22:13:20 +0000"));
    QCOMPARE(received->header(QStringLiteral("message-id")), QStringLiteral("<pong-7@example.org>"));
    QCOMPARE(received->header(QStringLiteral("auto-submitted")), QStringLiteral("auto-generated"));
    QCOMPARE(received->headerCount, 8);
    QCOMPARE(received->defects, QStringList());
}

void TestSmtpClient::severalOverOneConnection() {
    test::SmtpServer server;
    SmtpClient client(server.settings(), m_cancelled);
    for (int number = 0; number < 3; ++number) {
        const QString to = QStringLiteral("player%1@example.org").arg(number);
        QVERIFY(client.send(to, message(to)).kind == SmtpOutcome::Kind::Sent);
        const std::optional<test::ReceivedMail> mail = server.take();
        QVERIFY(mail);
        QCOMPARE(mail->receivers, QStringList{to});
    }
    // The connection that is kept open may be gone when it is wanted again.
    server.stop();
    server.start();
    const SmtpOutcome outcome = client.send(mara, message(mara));
    QVERIFY2(outcome.kind == SmtpOutcome::Kind::Sent, qPrintable(outcome.text));
}

void TestSmtpClient::neverWithoutTls() {
    test::SmtpServer server(Security::None, test::SmtpServer::Password::NotWanted);
    SmtpSettings settings = server.settings();
    settings.security = Security::StartTls;
    QVERIFY(send(settings).kind == SmtpOutcome::Kind::TryAgain);
    QCOMPARE(server.tries(mara), 0);
}

void TestSmtpClient::aStrangersCertificate() {
    test::SmtpServer server;
    SmtpSettings settings = server.settings();
    settings.caFile.clear();
    QVERIFY(send(settings).kind == SmtpOutcome::Kind::TryAgain);
    settings = server.settings();
    settings.host = QStringLiteral("127.0.0.1");  // the certificate is localhost's
    QVERIFY(send(settings).kind == SmtpOutcome::Kind::TryAgain);
    QCOMPARE(server.tries(mara), 0);
}

void TestSmtpClient::aWrongPassword() {
    test::SmtpServer server;
    SmtpSettings settings = server.settings();
    settings.password = QStringLiteral("not it");
    const SmtpOutcome outcome = send(settings);
    QVERIFY(outcome.kind == SmtpOutcome::Kind::TryAgain);  // the operator may put it right
    QVERIFY(!outcome.text.contains(settings.password));
    QCOMPARE(server.tries(mara), 0);
}

void TestSmtpClient::aReceiverThatIsRefused_data() {
    QTest::addColumn<QString>("behaviour");
    QTest::addColumn<bool>("isFinal");
    QTest::newRow("for now") << QStringLiteral("refuse 450") << false;
    QTest::newRow("too busy") << QStringLiteral("refuse 452") << false;
    QTest::newRow("no such box") << QStringLiteral("refuse 550") << true;
    QTest::newRow("no such name") << QStringLiteral("refuse 553") << true;
    QTest::newRow("not through us") << QStringLiteral("refuse 554") << false;
}

void TestSmtpClient::aReceiverThatIsRefused() {
    QFETCH(QString, behaviour);
    QFETCH(bool, isFinal);
    test::SmtpServer server;
    server.behave(behaviour);
    const SmtpOutcome outcome = send(server.settings());
    QCOMPARE(outcome.kind, isFinal ? SmtpOutcome::Kind::Refused : SmtpOutcome::Kind::TryAgain);
    QVERIFY(outcome.text.contains(behaviour.right(3)));
    QTRY_COMPARE(server.tries(mara), 1);
}

void TestSmtpClient::anAddressThatIsNone() {
    test::SmtpServer server;
    const QString two = QStringLiteral("mara@example.org>\r\nRCPT TO:<other@example.org");
    QVERIFY(send(server.settings(), two).kind == SmtpOutcome::Kind::Refused);
    QCOMPARE(server.waiting(), 0);
}

void TestSmtpClient::aServerThatStalls() {
    test::SmtpServer server;
    server.behave(QStringLiteral("stall"));
    SmtpSettings settings = server.settings();
    settings.mailTimeout = std::chrono::milliseconds(1500);
    QVERIFY(send(settings).kind == SmtpOutcome::Kind::TryAgain);
    QTRY_COMPARE(server.tries(mara), 1);
}

void TestSmtpClient::aServerThatHangsUp() {
    test::SmtpServer server;
    server.behave(QStringLiteral("drop"));
    QVERIFY(send(server.settings()).kind == SmtpOutcome::Kind::TryAgain);
}

void TestSmtpClient::aServerThatIsAway() {
    test::SmtpServer server;
    server.stop();
    QVERIFY(send(server.settings()).kind == SmtpOutcome::Kind::TryAgain);
    server.start();
    QVERIFY(send(server.settings()).kind == SmtpOutcome::Kind::Sent);
}

void TestSmtpClient::isBrokenOffWhenCancelled() {
    test::SmtpServer server;
    server.behave(QStringLiteral("stall"));
    SmtpClient client(server.settings(), m_cancelled);  // its own patience is a minute
    std::optional<SmtpOutcome> outcome;
    std::thread thread([&] { outcome = client.send(mara, message(mara)); });
    const bool wasAsked = test::waitFor([&] { return server.tries(mara) == 1; }, 20'000);
    m_cancelled = true;
    thread.join();
    QVERIFY(wasAsked);
    QVERIFY(outcome->kind == SmtpOutcome::Kind::TryAgain);
}

QTEST_GUILESS_MAIN(TestSmtpClient)
#include "test_smtp_client.moc"

// The real pong-server, killed while its mail server is away: the mail of before is sent by the next one, and its code
// is good. Nothing of it is in the log.

#include "account_fixture.h"
#include "tests/support/server_process.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_cluster.h"

#include <QFile>
#include <QtTest>

namespace {

namespace wire = pong::wire;
using test::AccountFixture;
using test::ServerProcess;

}  // namespace

class TestMailSurvives : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void aKilledServerAndAMailServerThatIsAway();
};

void TestMailSurvives::aKilledServerAndAMailServerThatIsAway() {
    const test::EnterableFolder folder;
    const QString data = folder.filePath(QStringLiteral("data"));
    test::SmtpServer smtp;
    const server::SmtpSettings settings = smtp.settings();
    QFile passwordFile(folder.filePath(QStringLiteral("password")));
    QVERIFY(passwordFile.open(QIODevice::WriteOnly));
    passwordFile.write(settings.password.toUtf8() + '\n');
    passwordFile.close();
    const QStringList options{QStringLiteral("--data-dir"),
                              data,
                              QStringLiteral("--port"),
                              QStringLiteral("0"),
                              QStringLiteral("--plaintext-loopback"),
                              QStringLiteral("--smtp-url"),
                              QStringLiteral("smtp://%1@%2:%3").arg(settings.user, settings.host).arg(settings.port),
                              QStringLiteral("--smtp-password-file"),
                              passwordFile.fileName(),
                              QStringLiteral("--smtp-ca-file"),
                              settings.caFile,
                              QStringLiteral("--mail-from"),
                              QStringLiteral("Pong at home <pong@example.org>")};
    smtp.stop();
    {
        ServerProcess killed(options);
        QVERIFY2(killed.waitUntilListening(data), qPrintable(killed.output()));
        test::TestClient client(killed.url());
        QVERIFY(client.greet());
        QVERIFY(client.request(test::TestServer::signUpRequest("mara")));
        QTRY_VERIFY2(killed.output().contains(QStringLiteral("not sent mail=")), qPrintable(killed.output()));
        killed.kill();
        killed.waitForExit();
        QVERIFY(QFile::remove(data + QStringLiteral("/server.json")));  // what it left behind is not the next one's
    }
    smtp.start();
    ServerProcess next(options);
    QVERIFY2(next.waitUntilListening(data), qPrintable(next.output()));
    const std::optional<test::ReceivedMail> mail = smtp.take();
    QVERIFY2(mail, qPrintable(next.output()));
    QVERIFY(mail->tls && mail->authenticated);
    QCOMPARE(mail->header(QStringLiteral("from")), QStringLiteral("Pong at home <pong@example.org>"));
    const QString code = AccountFixture::codeIn(mail);

    test::TestClient client(next.url());
    QVERIFY(client.greet());
    wire::LogInRequest logIn;
    logIn.set_username("mara");
    logIn.set_password(AccountFixture::password);
    QVERIFY(client.request(logIn));
    wire::EmailConfirmRequest confirm;
    confirm.set_code(code.toStdString());
    QVERIFY(client.request(confirm));
    next.terminate();
    QCOMPARE(next.waitForExit(), 0);
    for (const QString& secret : {code, settings.password, QStringLiteral("mara@example.org")})
        QVERIFY2(!next.output().contains(secret), qPrintable(secret));
}

PONG_SERVER_TEST_MAIN(TestMailSurvives)
#include "test_mail_survives.moc"

// Mails in their form on the wire, addresses, the mail server's address on the command line, and the server's key: all
// that needs no network. (test_smtp_client has mails parsed by somebody else's parser.)

#include "server/hosting/mail/mime_message.h"
#include "server/hosting/mail/smtp_settings.h"
#include "server/hosting/server_key.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

#include <stdexcept>

using server::MailSender;
using server::ServerKey;
using server::SmtpSettings;

class TestMailMessage : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void addresses_data();
    void addresses();
    void aMaskedAddressTellsLittle();
    void senders();
    void textCannotBecomeAHeader();
    void linesAreShortAndPlain();
    void aBodySaysTheSameTwice();
    void smtpUrls_data();
    void smtpUrls();
    void badSmtpUrls_data();
    void badSmtpUrls();
    void passwordFiles();
    void theServersKeyIsKeptAndPrivate();
    void aDamagedKeyIsNotReplaced();
    void sealsAreForOnePurposeAndKey();
};

void TestMailMessage::addresses_data() {
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const char* address, bool isGood) {
        QTest::newRow(address) << QString::fromUtf8(address) << isGood;
    };
    row("mara@example.org", true);
    row("mara.k+pong@mail.example.org", true);
    row("o'neill_99@example.co.uk", true);
    row("käthe@bücher.example", true);
    row("mara", false);
    row("mara@localhost", false);
    row("@example.org", false);
    row("mara@", false);
    row(".mara@example.org", false);
    row("mara.@example.org", false);
    row("ma..ra@example.org", false);
    row("mara@example..org", false);
    row("mara@-example.org", false);
    row("mara@example.org, other@example.org", false);
    row("mara@example.org>", false);
    row("<mara@example.org", false);
    row("\"mara\"@example.org", false);
    row("mara(comment)@example.org", false);
    row("mara@example.org\r\nBcc: other@example.org", false);
    row("mara@example.org\n", false);
    row("ma ra@example.org", false);
    row("mara;other@example.org", false);
    row("mara@[127.0.0.1]", false);
    QTest::newRow("long") << QString(65, QLatin1Char('a')) + QStringLiteral("@example.org") << false;
}

void TestMailMessage::addresses() {
    QFETCH(QString, address);
    QFETCH(bool, isGood);
    QCOMPARE(server::isMailAddress(address), isGood);
}

void TestMailMessage::aMaskedAddressTellsLittle() {
    QCOMPARE(server::maskedAddress(QStringLiteral("mara@mail.example.org")), QStringLiteral("m***@m***.org"));
    QCOMPARE(server::maskedAddress(QStringLiteral("x@y.de")), QStringLiteral("x***@y***.de"));
    QCOMPARE(server::maskedAddress(QStringLiteral("nothing")), QString());
}

void TestMailMessage::senders() {
    const auto named = MailSender::fromText(QStringLiteral("Pong at home <pong@example.org>"));
    QVERIFY(named);
    QCOMPARE(named->name, QStringLiteral("Pong at home"));
    QCOMPARE(named->address, QStringLiteral("pong@example.org"));
    const auto bare = MailSender::fromText(QStringLiteral(" pong@example.org "));
    QVERIFY(bare);
    QCOMPARE(bare->name, QString());
    QVERIFY(!MailSender::fromText(QStringLiteral("Pong")));
    QVERIFY(!MailSender::fromText(QStringLiteral("Pong <pong@example.org> <other@example.org>")));
}

void TestMailMessage::textCannotBecomeAHeader() {
    const MailSender from{QStringLiteral("Pong\r\nBcc: a@example.org"), QStringLiteral("pong@example.org")};
    server::Mail mail;
    mail.to = QStringLiteral("mara@example.org");
    mail.subject = QStringLiteral("Hello\r\nBcc: b@example.org\r\n\r\nbody");
    mail.text = QStringLiteral("Hello\n.\nMAIL FROM:<x@example.org>\n");
    mail.html = QStringLiteral("<p>Hello</p>");
    const QByteArray message = server::mimeMessage(mail, from, "pong-1", QDateTime::currentDateTimeUtc());
    const QByteArray head = message.left(message.indexOf("\r\n\r\n"));
    QVERIFY(!head.contains("\r\nBcc"));
    QCOMPARE(head.count("Subject: "), 1);
    QVERIFY(head.contains("Subject: Hello  Bcc: b@example.org    body\r\n"));
    QVERIFY(!message.contains("\r\n.\r\n"));
    // Only whole line ends, as SMTP wants them.
    QCOMPARE(message.count('\n'), message.count("\r\n"));
    QCOMPARE(message.count('\r'), message.count("\r\n"));
}

void TestMailMessage::linesAreShortAndPlain() {
    const QString text = QStringLiteral("Zwölf Boxkämpfer = ").repeated(30) + QStringLiteral(" \n\U0001F3D3 ");
    const QList<QByteArray> lines = server::quotedPrintable(text.toUtf8()).split('\n');
    for (const QByteArray& line : lines) {
        QVERIFY2(line.size() <= 77, line.constData());
        QVERIFY(!line.endsWith(" \r") && !line.endsWith(' '));
        QVERIFY(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' || c == '\r'; }));
    }
    const QByteArray subject = server::headerText(QStringLiteral("Ping \U0001F3D3 ").repeated(30));
    const QList<QByteArray> words = subject.split('\n');
    for (const QByteArray& word : words) {
        QVERIFY(word.size() <= 77);
        QVERIFY(std::all_of(word.begin(), word.end(), [](char c) { return c >= ' ' || c == '\r'; }));
    }
}

void TestMailMessage::aBodySaysTheSameTwice() {
    server::MailBody body;
    body.paragraph(QStringLiteral("Hello <b>mara</b>,")).code(QStringLiteral("123456"));
    body.link(QStringLiteral("pong://reset?a=1&b=2"), QStringLiteral("Open \"Pong\""));
    QVERIFY(body.text().contains(QStringLiteral("Hello <b>mara</b>,\n")));
    QVERIFY(body.text().contains(QStringLiteral("    123456\n")));
    QVERIFY(body.text().contains(QStringLiteral("pong://reset?a=1&b=2\n")));
    QVERIFY(body.html().contains(QStringLiteral("Hello &lt;b&gt;mara&lt;/b&gt;,")));
    QVERIFY(body.html().contains(QStringLiteral("<b>123456</b>")));
    QVERIFY(body.html().contains(QStringLiteral("href=\"pong://reset?a=1&amp;b=2\"")));

    const server::Mail mail{QStringLiteral("to"), QStringLiteral("subject"), body.text(), body.html()};
    const std::optional<server::Mail> again = server::Mail::fromBytes(mail.toBytes());
    QVERIFY(again);
    QCOMPARE(again->text, mail.text);
    QCOMPARE(again->html, mail.html);
    QVERIFY(!server::Mail::fromBytes(mail.toBytes().chopped(1)));
}

void TestMailMessage::smtpUrls_data() {
    using Security = SmtpSettings::Security;
    QTest::addColumn<QString>("url");
    QTest::addColumn<Security>("security");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("user");
    const auto row = [](const char* url, Security security, const char* host, int port, const char* user) {
        QTest::newRow(url) << QString::fromLatin1(url) << security << QString::fromLatin1(host) << port
                           << QString::fromLatin1(user);
    };
    row("smtp://mail.example.org", Security::StartTls, "mail.example.org", 587, "");
    row("smtp://me%40example.org@mail.example.org:2525", Security::StartTls, "mail.example.org", 2525,
        "me@example.org");
    row("smtps://pong@mail.example.org", Security::Tls, "mail.example.org", 465, "pong");
    row("smtp+plaintext://127.0.0.1", Security::None, "127.0.0.1", 25, "");
    row("smtp+plaintext://localhost:1025", Security::None, "localhost", 1025, "");
    row("smtp+plaintext://[::1]", Security::None, "::1", 25, "");
}

void TestMailMessage::smtpUrls() {
    QFETCH(QString, url);
    const SmtpSettings settings = SmtpSettings::fromUrl(url);
    QTEST(settings.security, "security");
    QTEST(settings.host, "host");
    QTEST(static_cast<int>(settings.port), "port");
    QTEST(settings.user, "user");
}

void TestMailMessage::badSmtpUrls_data() {
    QTest::addColumn<QString>("url");
    const char* const urls[] = {"",
                                "mail.example.org",
                                "http://mail.example.org",
                                "smtp://",
                                "smtp://:25",
                                "smtp://me:secret@mail.example.org",
                                "smtp+plaintext://mail.example.org",
                                "smtp+plaintext://192.0.2.1",
                                "smtp://mail.example.org:99999"};
    for (const char* url : urls)
        QTest::newRow(url) << QString::fromLatin1(url);
}

void TestMailMessage::badSmtpUrls() {
    QFETCH(QString, url);
    QVERIFY_EXCEPTION_THROWN(SmtpSettings::fromUrl(url), std::invalid_argument);
}

void TestMailMessage::passwordFiles() {
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("password")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(" a word, with spaces \r\nanother line\n");
    file.close();
    SmtpSettings settings;
    settings.readPassword(file.fileName());
    QCOMPARE(settings.password, QStringLiteral(" a word, with spaces "));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY_EXCEPTION_THROWN(settings.readPassword(file.fileName()), std::runtime_error);
    QVERIFY_EXCEPTION_THROWN(settings.readPassword(folder.filePath(QStringLiteral("none"))), std::runtime_error);
}

void TestMailMessage::theServersKeyIsKeptAndPrivate() {
    QTemporaryDir folder;
    const QByteArray sealed =
        ServerKey::loadOrCreate(folder.path()).seal(ServerKey::Purpose::TwoFactorSecret, "a secret");
    const QFileDevice::Permissions others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    const QString path = folder.filePath(QStringLiteral("server.key"));
    QVERIFY(!(QFileInfo(path).permissions() & others));
    QFile::setPermissions(path, QFileDevice::Permissions(0x6644));
    const ServerKey again = ServerKey::loadOrCreate(folder.path());
    QCOMPARE(again.open(ServerKey::Purpose::TwoFactorSecret, sealed), QByteArray("a secret"));
    QVERIFY(!(QFileInfo(path).permissions() & others));
}

void TestMailMessage::aDamagedKeyIsNotReplaced() {
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("server.key")));
    for (const int bytes : {0, 31, 33}) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(bytes, 'k'));
        file.close();
        QVERIFY_EXCEPTION_THROWN(ServerKey::loadOrCreate(folder.path()), std::runtime_error);
        QCOMPARE(file.size(), bytes);
    }
}

void TestMailMessage::sealsAreForOnePurposeAndKey() {
    const ServerKey key = ServerKey::make();
    const QByteArray sealed = key.seal(ServerKey::Purpose::Mail, "text");
    QVERIFY(!sealed.contains("text"));
    QVERIFY(sealed != key.seal(ServerKey::Purpose::Mail, "text"));
    QCOMPARE(key.open(ServerKey::Purpose::Mail, sealed), QByteArray("text"));
    QVERIFY(!key.open(ServerKey::Purpose::TwoFactorSecret, sealed));
    QVERIFY(!ServerKey::make().open(ServerKey::Purpose::Mail, sealed));
    QByteArray changed = sealed;
    changed[changed.size() - 1] = static_cast<char>(changed.back() ^ 1);
    QVERIFY(!key.open(ServerKey::Purpose::Mail, changed));
    QVERIFY(!key.open(ServerKey::Purpose::Mail, "short"));
    QCOMPARE(key.hash(ServerKey::Purpose::OneTimeCode, "123456").size(), 32);
    QCOMPARE(key.hash(ServerKey::Purpose::OneTimeCode, "123456"), key.hash(ServerKey::Purpose::OneTimeCode, "123456"));
    QVERIFY(key.hash(ServerKey::Purpose::OneTimeCode, "123456") != key.hash(ServerKey::Purpose::Mail, "123456"));
    QVERIFY(key.hash(ServerKey::Purpose::OneTimeCode, "123456") !=
            ServerKey::make().hash(ServerKey::Purpose::OneTimeCode, "123456"));
}

QTEST_GUILESS_MAIN(TestMailMessage)
#include "test_mail_message.moc"

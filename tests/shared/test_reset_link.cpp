// The link of a mail about a forgotten password, as the server writes and the client reads it.

#include "shared/accounts/reset_link.h"

#include <QFile>
#include <QUrl>
#include <QtTest>

using pong::accounts::ResetLink;

class TestResetLink : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void whatIsWrittenIsRead_data() {
        QTest::addColumn<QString>("account");
        QTest::newRow("plain") << QStringLiteral("mara@example.org");
        QTest::newRow("signs of links") << QStringLiteral("m+a&r=a?#%25@example.org");
        QTest::newRow("letters of another alphabet") << QStringLiteral("\u043c\u0430\u0440\u0430@example.org");
    }
    void whatIsWrittenIsRead() {
        QFETCH(QString, account);
        const ResetLink link{account, QStringLiteral("K7QF2-9MXWB")};
        const auto read = ResetLink::parse(link.text());
        QVERIFY(read);
        QCOMPARE(read->account, link.account);
        QCOMPARE(read->code, link.code);
    }

    void anythingElseIsRefused_data() {
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const QString& text) { QTest::newRow(name) << text; };
        row("nothing", {});
        row("another scheme", QStringLiteral("https://reset?account=mara&code=1"));
        row("another page", QStringLiteral("pong://play?account=mara&code=1"));
        row("a path", QStringLiteral("pong://reset/now?account=mara&code=1"));
        row("no code", QStringLiteral("pong://reset?account=mara"));
        row("no account", QStringLiteral("pong://reset?account=&code=1"));
        row("a long code", QStringLiteral("pong://reset?account=mara&code=") + QString(65, u'1'));
        row("a long account", QStringLiteral("pong://reset?code=1&account=") + QString(255, u'm'));
        row("a long link", QStringLiteral("pong://reset?account=mara&code=1&x=") + QString(3000, u'x'));
        row("an option", QStringLiteral("--server=evil.example"));
    }
    void anythingElseIsRefused() {
        QFETCH(QString, text);
        QVERIFY(!ResetLink::parse(text));
    }

    void theDesktopFileTakesTheLink() {
        QFile file(qEnvironmentVariable("PONG_SOURCE_DIR") + QStringLiteral("/resources/packaging/pong.desktop"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList lines = file.readAll().split('\n');
        const QUrl link(ResetLink{QStringLiteral("mara"), QStringLiteral("1")}.text());
        QVERIFY(lines.contains("MimeType=x-scheme-handler/" + link.scheme().toLatin1() + ';'));
        QVERIFY(lines.contains("Exec=pong %u"));
    }

    void aSlashThatAProgramAddsIsRead() {
        QVERIFY(ResetLink::parse(QStringLiteral("pong://reset/?account=mara&code=1")));
    }
};

QTEST_GUILESS_MAIN(TestResetLink)
#include "test_reset_link.moc"

// What never reaches a log.

#include "server/app/logging.h"

#include <QTest>

class TestLogging : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void secretsAreBlanked_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("logged");
        const auto row = [](const char* name, const char* text, const char* logged) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(logged);
        };
        row("nothing secret", "listening url=wss://127.0.0.1:1972 data=\"/var/lib/pong\"",
            "listening url=wss://127.0.0.1:1972 data=\"/var/lib/pong\"");
        row("URL", "cannot open postgres://pong:hush@db.example.org:5432/pong",
            "cannot open postgres://pong:***@db.example.org:5432/pong");
        row("connection string", "host=db password=hush user=pong", "host=db password=*** user=pong");
        row("quoted", "Token=\"a b\" x=1", "Token=*** x=1");
        row("row values", "duplicate key DETAIL: Key (email)=(mara@example.org) already exists.",
            "duplicate key DETAIL: Key (email)=(***) already exists.");
        row("line ends", "one\r\ntwo\x1b[31m", "one  two [31m");
    }
    void secretsAreBlanked() {
        QFETCH(QString, text);
        QFETCH(QString, logged);
        QCOMPARE(server::redacted(text), logged);
    }
};

QTEST_GUILESS_MAIN(TestLogging)
#include "test_logging.moc"

#include "server/database/connection_settings.h"
#include "server/database/start_error.h"

#include <QTest>

using server::ConnectionSettings;
using server::DatabaseStartError;

class TestConnectionSettings : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void readsUrls_data();
    void readsUrls();
    void refusesOthers_data();
    void refusesOthers();
    void makesUrlsThatReadTheSame();
    void describesWithoutThePassword();
};

void TestConnectionSettings::readsUrls_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::newRow("full") << "postgres://me:pw@db.example.org:6543/pong"
                          << "db.example.org" << 6543 << "pong"
                          << "me"
                          << "pw";
    QTest::newRow("no port, no password") << "postgresql://me@localhost/pong"
                                          << "localhost" << 5432 << "pong"
                                          << "me"
                                          << "";
    QTest::newRow("IPv6") << "postgres://me@[::1]/pong"
                          << "::1" << 5432 << "pong"
                          << "me"
                          << "";
    QTest::newRow("escaped") << "postgres://m%40e:p%3Aw%2F%25@h/po%20ng"
                             << "h" << 5432 << "po ng"
                             << "m@e"
                             << "p:w/%";
    QTest::newRow("socket") << "postgres://me@localhost/pong?host=%2Frun%2Fpostgresql"
                            << "/run/postgresql" << 5432 << "pong"
                            << "me"
                            << "";
}

void TestConnectionSettings::readsUrls() {
    QFETCH(QString, url);
    const ConnectionSettings settings = ConnectionSettings::fromUrl(url);
    QTEST(settings.host, "host");
    QTEST(settings.port, "port");
    QTEST(settings.database, "database");
    QTEST(settings.user, "user");
    QTEST(settings.password, "password");
}

void TestConnectionSettings::refusesOthers_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << ""
                           << "read";
    QTest::newRow("scheme") << "mysql://me@host/pong"
                            << "postgres://";
    QTest::newRow("no host") << "postgres:///pong"
                             << "host";
    QTest::newRow("no database") << "postgres://me@host"
                                 << "database";
    QTest::newRow("no user") << "postgres://host/pong"
                             << "user";
    QTest::newRow("bad port") << "postgres://me@host:port/pong"
                              << "read";
    QTest::newRow("option") << "postgres://me@host/pong?sslmoed=require"
                            << "sslmoed";
}

void TestConnectionSettings::refusesOthers() {
    QFETCH(QString, url);
    QFETCH(QString, says);
    try {
        ConnectionSettings::fromUrl(url);
        QFAIL("accepted");
    } catch (const DatabaseStartError& error) {
        QCOMPARE(error.problem(), DatabaseStartError::Problem::BadUrl);
        QVERIFY2(error.text().contains(says), error.what());
    }
}

void TestConnectionSettings::makesUrlsThatReadTheSame() {
    ConnectionSettings settings;
    settings.host = QStringLiteral("/tmp/with space/ü&=?");
    settings.port = 6543;
    settings.database = QStringLiteral("po/ng");
    settings.user = QStringLiteral("m@e");
    settings.password = QStringLiteral("p:w/%&?#+ ");
    settings.options = {{QStringLiteral("sslmode"), QStringLiteral("verify-full")},
                        {QStringLiteral("sslrootcert"), QStringLiteral("/a b/c&d.pem")}};
    const ConnectionSettings again = ConnectionSettings::fromUrl(settings.url());
    QCOMPARE(again.host, settings.host);
    QCOMPARE(again.port, settings.port);
    QCOMPARE(again.database, settings.database);
    QCOMPARE(again.user, settings.user);
    QCOMPARE(again.password, settings.password);
    QCOMPARE(again.options, settings.options);
}

void TestConnectionSettings::describesWithoutThePassword() {
    const ConnectionSettings settings = ConnectionSettings::fromUrl(QStringLiteral("postgres://me:pw@host/pong"));
    QCOMPARE(settings.describe(), QStringLiteral("me@host:5432/pong"));
    QCOMPARE(settings.withDatabase(QStringLiteral("other")).describe(), QStringLiteral("me@host:5432/other"));
}

QTEST_APPLESS_MAIN(TestConnectionSettings)

#include "test_connection_settings.moc"

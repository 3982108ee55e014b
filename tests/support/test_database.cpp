#include "tests/support/test_database.h"

#include "server/database/migrator.h"
#include "tests/support/test_cluster.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QUuid>

namespace test {

namespace {

using server::Connection;
using server::ConnectionLimits;

constexpr ConnectionLimits limits{std::chrono::seconds(10), std::chrono::milliseconds(60'000)};

std::unique_ptr<TestCluster>& ownCluster() {
    static std::unique_ptr<TestCluster> cluster;
    return cluster;
}

QString templateName() {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const server::Migration& migration : server::Migrator::builtIn())
        hash.addData(migration.checksum());
    return QStringLiteral("template_") + QString::fromLatin1(hash.result().toHex().left(16));
}

// Makes the migrated template once a cluster, whichever process comes first.
void ensureTemplate(Connection& admin, const server::ConnectionSettings& settings) {
    const QString name = templateName();
    admin.runScript(QStringLiteral("SELECT pg_advisory_lock(1)"));
    if (admin.run("SELECT 1 AS found FROM pg_database WHERE datname = $1", {name}).isEmpty()) {
        const QString unfinished = name + QStringLiteral("_new");
        admin.runScript(QStringLiteral("DROP DATABASE IF EXISTS %1").arg(unfinished));
        admin.runScript(QStringLiteral("CREATE DATABASE %1").arg(unfinished));
        server::Migrator(settings.withDatabase(unfinished)).apply();
        admin.runScript(QStringLiteral("ALTER DATABASE %1 RENAME TO %2").arg(unfinished, name));
    }
    admin.runScript(QStringLiteral("SELECT pg_advisory_unlock(1)"));
}

}  // namespace

server::ConnectionSettings TestDatabase::adminSettings() {
    const QString url = qEnvironmentVariable("PONG_TEST_DATABASE_URL");
    if (!url.isEmpty())
        return server::ConnectionSettings::fromUrl(url);
    if (!ownCluster()) {
        ownCluster() = std::make_unique<TestCluster>();
        qAddPostRoutine([] { ownCluster().reset(); });
    }
    return ownCluster()->adminSettings();
}

TestDatabase::TestDatabase(Tables tables) {
    const server::ConnectionSettings adminSettings = TestDatabase::adminSettings();
    Connection admin(adminSettings, limits);
    admin.open();
    const QString name = QStringLiteral("test_") + QUuid::createUuid().toString(QUuid::Id128);
    if (tables == Tables::Migrated) {
        ensureTemplate(admin, adminSettings);
        // Files are copied three times as fast as pages through the log.
        admin.runScript(QStringLiteral("CREATE DATABASE %1 TEMPLATE %2 STRATEGY file_copy").arg(name, templateName()));
    } else {
        admin.runScript(QStringLiteral("CREATE DATABASE %1").arg(name));
    }
    m_settings = adminSettings.withDatabase(name);
    m_connection = std::make_unique<Connection>(m_settings, limits);
}

TestDatabase::~TestDatabase() {
    m_connection->close();
    try {
        Connection admin(adminSettings(), limits);
        admin.open();
        admin.runScript(QStringLiteral("DROP DATABASE %1 WITH (FORCE)").arg(m_settings.database));
    } catch (const server::SqlError& error) {
        qWarning("a test's database stays behind: %s", error.what());
    }
}

template <typename Use>
auto TestDatabase::onConnection(Use use) {
    try {
        m_connection->open();
        return use(*m_connection);
    } catch (const server::SqlError& error) {
        if (!error.connectionLost())
            throw;
        m_connection->close();  // the test has broken every connection, this one too
        m_connection->open();
        return use(*m_connection);
    }
}

void TestDatabase::execute(const QString& sql) {
    onConnection([&](Connection& connection) { connection.runScript(sql); });
}

server::Rows TestDatabase::query(const QString& sql) {
    return onConnection([&](Connection& connection) { return connection.query(sql); });
}

QVariant TestDatabase::value(const QString& sql) {
    const server::Rows rows = query(sql);
    return rows.one().value(rows.columns().constFirst());
}

qint64 TestDatabase::addUser(const QString& name) {
    return number(QStringLiteral("INSERT INTO users (username, email, password_hash) "
                                 "VALUES ('%1', '%1@example.org', 'none') RETURNING id")
                      .arg(name));
}

}  // namespace test

#include "server/database/migrator.h"

#include "server/database/connection.h"
#include "server/database/start_error.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace server {

namespace {

using Problem = DatabaseStartError::Problem;

[[noreturn]] void fail(const QString& text) {
    throw DatabaseStartError(Problem::MigrationFailed, text);
}

}  // namespace

QByteArray Migration::checksum() const {
    return QCryptographicHash::hash(sql.toUtf8(), QCryptographicHash::Sha256).toHex();
}

Migrator::Migrator(ConnectionSettings settings) : Migrator(std::move(settings), builtIn()) {}

Migrator::Migrator(ConnectionSettings settings, QList<Migration> migrations)
    : m_settings(std::move(settings)), m_migrations(std::move(migrations)) {}

QList<Migration> Migrator::builtIn() {
    const QDir folder(QStringLiteral(":/migrations"));
    QList<Migration> migrations;
    for (const QString& file : folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile content(folder.filePath(file));
        if (!content.open(QIODevice::ReadOnly))
            throw std::logic_error("a compiled-in migration cannot be read");
        const QString name = file.chopped(4);
        migrations.append({name.left(4).toInt(), name, QString::fromUtf8(content.readAll())});
    }
    for (qsizetype i = 0; i < migrations.size(); ++i) {
        if (migrations[i].number != i + 1)
            throw std::logic_error("the numbers of the migrations have a gap");
    }
    return migrations;
}

int Migrator::apply() {
    return onConnection([this](Connection& connection) {
        // The number is "mig" in ASCII. The session's end gives the lock back.
        connection.run("SELECT pg_advisory_lock(x'6d6967'::bigint)");
        return applyLocked(connection);
    });
}

int Migrator::missing() {
    return onConnection([this](Connection& connection) {
        const Rows table = connection.run("SELECT to_regclass('schema_migrations') IS NOT NULL AS is_there");
        const int applied = table.one().boolean(u"is_there") ? checkApplied(connection) : 0;
        return static_cast<int>(m_migrations.size()) - applied;
    });
}

int Migrator::onConnection(const std::function<int(Connection&)>& work) {
    // A step may take long on a big database: no statement time-out.
    Connection connection(m_settings, ConnectionLimits{std::chrono::seconds(5), std::chrono::milliseconds(0)});
    try {
        connection.open();
    } catch (const SqlError& error) {
        throw DatabaseStartError(Problem::Unreachable,
                                 QStringLiteral("No connection to the database %1: %2")
                                     .arg(m_settings.describe(), QString::fromUtf8(error.what())));
    }
    try {
        return work(connection);
    } catch (const SqlError& error) {
        fail(QStringLiteral("The tables of the database %1 cannot be brought up to date: %2")
                 .arg(m_settings.describe(), QString::fromUtf8(error.what())));
    }
}

int Migrator::applyLocked(Connection& connection) {
    connection.runScript(
        QStringLiteral("CREATE TABLE IF NOT EXISTS schema_migrations ("
                       "  number integer PRIMARY KEY,"
                       "  name text NOT NULL,"
                       "  checksum text NOT NULL,"
                       "  applied_at timestamptz(3) NOT NULL DEFAULT now())"));
    const int applied = checkApplied(connection);
    for (qsizetype i = applied; i < m_migrations.size(); ++i)
        applyOne(connection, m_migrations[i]);
    return static_cast<int>(m_migrations.size()) - applied;
}

int Migrator::checkApplied(Connection& connection) const {
    const Rows rows = connection.run("SELECT number, name, checksum FROM schema_migrations ORDER BY number");
    if (rows.size() > static_cast<std::size_t>(m_migrations.size())) {
        fail(QStringLiteral("The database %1 was made by a newer version of this program (it has %2)")
                 .arg(m_settings.describe(), rows.at(rows.size() - 1).text(u"name")));
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row row = rows.at(i);
        const Migration& migration = m_migrations[static_cast<qsizetype>(i)];
        if (row.integer(u"number") != migration.number || row.text(u"checksum").toLatin1() != migration.checksum()) {
            fail(QStringLiteral("The database %1 was made with another %2 than this program's %3")
                     .arg(m_settings.describe(), row.text(u"name"), migration.name));
        }
    }
    return static_cast<int>(rows.size());
}

void Migrator::applyOne(Connection& connection, const Migration& migration) const {
    try {
        connection.begin();
        connection.runScript(migration.sql);
        connection.run("INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)",
                       {migration.number, migration.name, QString::fromLatin1(migration.checksum())});
        connection.commit();
    } catch (const SqlError& error) {
        connection.rollback();
        fail(QStringLiteral("Migration %1 failed on the database %2, which is as it was before: %3")
                 .arg(migration.name, m_settings.describe(), QString::fromUtf8(error.what())));
    }
}

}  // namespace server

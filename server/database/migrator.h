#pragma once

// Brings a database to the tables that this program needs: applies resources/migrations/NNNN_name.sql (compiled in),
// each in a transaction of its own together with its line in schema_migrations, so that a step that fails leaves
// nothing behind. Under an advisory lock, so two programs may try at once. Blocks; runs before the event loop.

#include "server/database/connection_settings.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

namespace server {

class Connection;

struct Migration {
    int number = 0;  // from 1, without gaps
    QString name;    // "0001_foundation"
    QString sql;

    // Of the text; a migration that was applied must never change.
    QByteArray checksum() const;
};

class Migrator {
 public:
    // With the migrations of this program.
    explicit Migrator(ConnectionSettings settings);
    Migrator(ConnectionSettings settings, QList<Migration> migrations);

    // How many were applied; 0 where the database is up to date. Throws DatabaseStartError: MigrationFailed where a
    // step failed, an applied one differs from this program's, or the database is newer than this program; Unreachable.
    int apply();
    // How many apply() would apply; changes nothing. Throws the same.
    int missing();

    // In their order.
    static QList<Migration> builtIn();

 private:
    int onConnection(const std::function<int(Connection&)>& work);
    int applyLocked(Connection& connection);
    int checkApplied(Connection& connection) const;
    void applyOne(Connection& connection, const Migration& migration) const;

    ConnectionSettings m_settings;
    QList<Migration> m_migrations;
};

}  // namespace server

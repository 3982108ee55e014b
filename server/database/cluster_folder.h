#pragma once

// The files of a private PostgreSQL: the cluster itself (data), its log, the folder of its socket and the password that
// only this server knows. Locked for one server at a time. Main thread, at start-up.

#include "server/database/connection_settings.h"
#include "server/database/postgres_account.h"
#include "server/database/postgres_programs.h"

#include <QLockFile>

#include <memory>

namespace server {

class ClusterFolder {
 public:
    // `path` is made if need be; what is above it must let PostgreSQL's user through.
    ClusterFolder(const QString& path, PostgresAccount account);

    // Makes the folder and takes its lock. Throws DatabaseStartError (BadFolder, InUse).
    void open();
    // Makes the cluster on first use, and writes its settings anew. Throws DatabaseStartError. `durable` false is for
    // tests: what was written is lost with the machine's power.
    void prepare(const QStringList& programFolders, bool durable);
    void close() { m_lock.reset(); }

    const PostgresPrograms& programs() const { return m_programs; }
    const PostgresAccount& account() const { return m_account; }
    QString path() const { return m_path; }
    QString dataPath() const { return m_path + QStringLiteral("/data"); }
    QString logPath() const { return m_path + QStringLiteral("/postgresql.log"); }
    // A postmaster runs on the data, or did not end cleanly.
    bool hasPostmasterFile() const;
    // The log's last lines, for an error's text.
    QString logTail() const;

    // The server's own user and database.
    ConnectionSettings settings() const;
    // The superuser, for making those (and the databases of tests).
    ConnectionSettings adminSettings() const;

 private:
    QString socketFolder() const;
    void makePassword();
    void initialise(const QStringList& programFolders, bool durable);
    void writeSettings(bool durable) const;
    void rotateLog() const;

    QString m_path;
    PostgresAccount m_account;
    PostgresPrograms m_programs;
    QString m_password;
    std::unique_ptr<QLockFile> m_lock;
};

}  // namespace server

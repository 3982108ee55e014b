#include "server/hosting/admin/operator_database.h"

#include "server/app/exit_codes.h"
#include "server/database/database_unavailable.h"
#include "server/database/migrator.h"
#include "server/database/server_lock.h"
#include "server/database/sql_error.h"
#include "server/database/start_error.h"
#include "server/database/transaction_runner.h"

#include <chrono>

namespace server {

namespace {
constexpr std::chrono::seconds patience(30);
}

OperatorDatabase::OperatorDatabase(const Configuration& configuration) {
    try {
        m_settings = open(configuration);
    } catch (const DatabaseStartError& error) {
        throw StartError(exitCodeFor(error.problem()), error.text());
    }
}

ConnectionSettings OperatorDatabase::open(const Configuration& configuration) {
    if (configuration.database)
        return *configuration.database;
    if (const auto running = DataFolder::runningServer(configuration.dataFolder))
        return ConnectionSettings::fromUrl((*running)[QStringLiteral("database")].toString());
    return startCluster(configuration.dataFolder);
}

ConnectionSettings OperatorDatabase::startCluster(const QString& dataFolder) {
    m_folder.emplace(dataFolder);
    m_folder->open();
    PrivateClusterOptions options;
    options.folder = m_folder->clusterPath();
    m_cluster = std::make_unique<PrivateCluster>(options);
    m_cluster->start();
    return m_cluster->settings();
}

// Never under a server that runs, which knows the tables as they were when it started.
void OperatorDatabase::bringUpToDate() {
    Migrator migrator(m_settings);
    if (migrator.missing() == 0)
        return;
    const ServerLock::Observer nobody{[] {}, [] {}, [](const QString&) {}};
    ServerLock lock(m_settings, ConnectionLimits{patience, patience}, {}, nobody);
    try {
        lock.acquire();
    } catch (const DatabaseStartError& error) {
        if (error.problem() != DatabaseStartError::Problem::InUse)
            throw;
        throw StartError(ExitCode::InUse, QStringLiteral("the server that runs on the database %1 is older than this "
                                                         "program: restart it first")
                                              .arg(m_settings.describe()));
    }
    migrator.apply();
}

void OperatorDatabase::run(const std::function<void(Transaction&)>& work) {
    try {
        if (!m_connection) {
            bringUpToDate();
            m_connection = std::make_unique<Connection>(m_settings, ConnectionLimits{patience, patience});
        }
        runInTransaction(*m_connection, work, std::chrono::steady_clock::now() + patience);
    } catch (const DatabaseStartError& error) {
        throw StartError(exitCodeFor(error.problem()), error.text());
    } catch (const SqlError& error) {
        throw StartError(ExitCode::DatabaseUnusable, QString::fromUtf8(error.what()));
    } catch (const DatabaseUnavailable& error) {
        throw StartError(ExitCode::DatabaseUnusable, QString::fromUtf8(error.what()));
    }
}

}  // namespace server

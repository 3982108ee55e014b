#pragma once

// The database that a command of the operator works on: the one --database names, that of the server that runs in the
// data folder, or the data folder's own, whose PostgreSQL then runs for as long as this object lives. Blocks; main
// thread, without an event loop.

#include "server/app/configuration.h"
#include "server/app/data_folder.h"
#include "server/database/connection.h"
#include "server/database/private_cluster.h"
#include "server/database/transaction.h"

#include <functional>
#include <memory>
#include <optional>

namespace server {

class OperatorDatabase {
 public:
    // Throws StartError with a line for people.
    explicit OperatorDatabase(const Configuration& configuration);

    const ConnectionSettings& settings() const { return m_settings; }

    // The tables; run() does it by itself. Throws StartError where an older server runs on them, and
    // DatabaseStartError.
    void bringUpToDate();
    // In one transaction, on this thread; the tables are up to date. Throws what the work throws, and StartError where
    // the database cannot be used, also because an older server runs on it.
    void run(const std::function<void(Transaction&)>& work);

 private:
    ConnectionSettings open(const Configuration& configuration);
    ConnectionSettings startCluster(const QString& dataFolder);

    std::optional<DataFolder> m_folder;         // only while no server runs in it
    std::unique_ptr<PrivateCluster> m_cluster;  // the same
    ConnectionSettings m_settings;
    std::unique_ptr<Connection> m_connection;
};

}  // namespace server

#pragma once

// A throw-away PostgreSQL for tests: the server's own PrivateCluster in a temporary folder, not durable. It is gone
// with the object, and with the process however that ends.

#include "server/database/private_cluster.h"

#include <QTemporaryDir>

namespace test {

// A temporary folder that PostgreSQL's user can enter when the tests run as root.
class EnterableFolder {
 public:
    EnterableFolder();
    QString filePath(const QString& name) const { return m_folder.filePath(name); }
    QString path() const { return m_folder.path(); }

 private:
    QTemporaryDir m_folder;
};

class TestCluster {
 public:
    // Throws server::DatabaseStartError.
    TestCluster();

    server::ConnectionSettings adminSettings() const { return m_cluster.adminSettings(); }

 private:
    EnterableFolder m_folder;
    server::PrivateCluster m_cluster;
};

}  // namespace test

#include "tests/support/test_cluster.h"

#include <QFile>

namespace test {

EnterableFolder::EnterableFolder() : m_folder(QDir::tempPath() + QStringLiteral("/pong-test-XXXXXX")) {
    if (!m_folder.isValid())
        qFatal("no temporary folder: %s", qUtf8Printable(m_folder.errorString()));
    QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeOther);
}

TestCluster::TestCluster()
    : m_cluster([this] {
        server::PrivateClusterOptions options;
        options.folder = m_folder.filePath(QStringLiteral("postgresql"));
        options.durable = false;
        options.behindMainThread = false;
        return options;
    }()) {
    m_cluster.start();
}

}  // namespace test

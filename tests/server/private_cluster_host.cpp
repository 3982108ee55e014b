// private_cluster_host FOLDER: runs a PrivateCluster, says "ready", and stays. For the test that kills it.

#include "server/database/private_cluster.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    server::PrivateClusterOptions options;
    options.folder = QCoreApplication::arguments().at(1);
    options.durable = false;
    server::PrivateCluster cluster(options);
    cluster.start();
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

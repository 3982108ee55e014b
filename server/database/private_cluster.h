#pragma once

// A PostgreSQL of the server's own, for whoever has none: made on first use in a folder of the server's, reached
// through a unix socket that only it can enter, restarted when it dies, stopped with the server, and by the kernel if
// the server is killed. Main thread; start() and stop() block and are for before and after the event loop. It is tied
// to the life of the thread that starts it.

#include "server/database/cluster_folder.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>

#include <chrono>
#include <memory>

class QTimer;

namespace server {

struct PrivateClusterOptions {
    QString folder;  // its parent must be enterable for the user `postgres` when the server runs as root
    QStringList programFolders = PostgresPrograms::usualFolders();
    std::chrono::milliseconds startWithin{60'000};  // a crash recovery takes its time
    std::chrono::milliseconds stopWithin{30'000};
    std::chrono::milliseconds restartFor{10'000};
    bool durable = true;           // false: for tests
    bool behindMainThread = true;  // see server/async/scheduling.h; false: for tests
};

class PrivateCluster : public QObject {
    Q_OBJECT

 public:
    explicit PrivateCluster(PrivateClusterOptions options, QObject* parent = nullptr);
    ~PrivateCluster() override;  // stop()

    // Makes the cluster if there is none, starts it and makes the server's user and database. A postmaster that was
    // left behind by a server that was killed is recognised by connecting to it, and replaced. Throws
    // DatabaseStartError.
    void start();
    // Fast shutdown: waits until everything is on disk.
    void stop();

    ConnectionSettings settings() const { return m_folder.settings(); }
    // The superuser: for tests, never for the server.
    ConnectionSettings adminSettings() const { return m_folder.adminSettings(); }
    qint64 processId() const { return m_process.processId(); }

 Q_SIGNALS:
    // It died, and is being started again; the Database's lost() and regained() tell what that means for queries.
    void restarting();
    // It could not be started again: the server must stop.
    void failed(const QString& reason);

 private:
    enum class Stage { Stopped, Starting, Running, Restarting, Stopping };

    void launch();
    void waitUntilReady();
    qint64 answeringPostmaster() const;
    void makeDatabase() const;
    void processFinished();

    const PrivateClusterOptions m_options;
    ClusterFolder m_folder;
    QProcess m_process;
    Stage m_stage = Stage::Stopped;
    QElapsedTimer m_restartingSince;
    QTimer* m_relaunch;
    QTimer* m_settled;
};

}  // namespace server

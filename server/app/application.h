#pragma once

// One running server: starts its parts in their order (data folder, PostgreSQL, lock, tables, features, port), says
// where it listens, and stops them in reverse when asked: no new connections, matches stored, clients told why,
// database and PostgreSQL closed. Main thread.

#include "server/app/configuration.h"
#include "server/app/data_folder.h"
#include "server/app/exit_codes.h"
#include "server/app/host_notice.h"
#include "server/async/main_queue.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <exception>
#include <memory>

namespace server {

class Database;
class Features;
class Listener;
class LoadFile;
class PrivateCluster;

class Application : public QObject {
    Q_OBJECT

 public:
    explicit Application(Configuration configuration, QObject* parent = nullptr);
    ~Application() override;

    // Blocks until the server listens. Throws StartError; what had started by then is stopped by the destructor.
    void start();

    // For the person who started it; once it listens.
    const HostNotice& notice() const { return m_notice; }

    // Starts the orderly end; stopped() follows. Further calls do nothing.
    void stop(const QString& reason, ExitCode code = ExitCode::Success);

 Q_SIGNALS:
    void stopped(int exitCode);

 private:
    ConnectionSettings startPostgres();
    void openDatabase(const ConnectionSettings& settings);
    void startFeatures();
    QCoro::Task<void> watchStart(QCoro::Task<void> task);
    void listen();
    void describe(const ConnectionSettings& settings);
    void finishStop();

    const Configuration m_configuration;
    DataFolder m_folder;
    MainQueue m_queue;
    std::unique_ptr<PrivateCluster> m_cluster;  // none with a database of the operator's
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Features> m_features;
    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<LoadFile> m_loadFile;
    QString m_fingerprint;
    HostNotice m_notice;
    pong::TaskScope m_tasks;  // what features do to start and to end
    std::exception_ptr m_startFailure;

    bool m_stopping = false;
    ExitCode m_exitCode = ExitCode::Success;
    QElapsedTimer m_stoppingSince;
    QTimer m_stopPoll;
};

}  // namespace server

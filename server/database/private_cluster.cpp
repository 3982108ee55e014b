#include "server/database/private_cluster.h"

#include "server/async/scheduling.h"
#include "server/database/connection.h"
#include "server/database/start_error.h"

#include <QDeadlineTimer>
#include <QLoggingCategory>
#include <QTimer>

#include <csignal>

namespace server {

namespace {

using Problem = DatabaseStartError::Problem;

constexpr int probeEveryMs = 20;
constexpr std::chrono::milliseconds relaunchEvery{250};
// After a restart it has to live that long before its next death counts as a new one.
constexpr std::chrono::milliseconds settledAfter{5'000};
constexpr int quitWithinMs = 5'000;
constexpr std::chrono::milliseconds predecessorStopsWithin{15'000};

constexpr ConnectionLimits probeLimits{std::chrono::seconds(2), std::chrono::milliseconds(2'000)};
// Making a database copies a folder and waits for the disk.
constexpr ConnectionLimits makeLimits{std::chrono::seconds(2), std::chrono::milliseconds(30'000)};

}  // namespace

PrivateCluster::PrivateCluster(PrivateClusterOptions options, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_folder(m_options.folder, PostgresAccount::resolve())
    , m_relaunch(new QTimer(this))
    , m_settled(new QTimer(this)) {
    m_relaunch->setSingleShot(true);
    m_relaunch->setInterval(relaunchEvery);
    connect(m_relaunch, &QTimer::timeout, this, &PrivateCluster::launch);
    m_settled->setSingleShot(true);
    m_settled->setInterval(settledAfter);
    connect(m_settled, &QTimer::timeout, this, [this] { m_stage = Stage::Running; });
    connect(&m_process, &QProcess::finished, this, &PrivateCluster::processFinished);
}

PrivateCluster::~PrivateCluster() {
    stop();
}

void PrivateCluster::start() {
    m_folder.open();
    m_folder.prepare(m_options.programFolders, m_options.durable);

    m_process.setProgram(m_folder.programs().postgres);
    m_process.setArguments({QStringLiteral("-D"), m_folder.dataPath()});
    m_process.setWorkingDirectory(m_folder.path());
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(m_folder.logPath(), QIODevice::Append);
    m_process.setChildProcessModifier(
        [behind = m_options.behindMainThread, becomePostgres = m_folder.account().childModifier()] {
            if (behind)
                stepBehindMainThread();
            becomePostgres();
        });

    m_stage = Stage::Starting;
    try {
        waitUntilReady();
        makeDatabase();
    } catch (...) {
        stop();
        throw;
    }
    m_stage = Stage::Running;
}

void PrivateCluster::launch() {
    m_process.start();
}

void PrivateCluster::waitUntilReady() {
    const QDeadlineTimer predecessorGone(predecessorStopsWithin);
    bool predecessor = m_folder.hasPostmasterFile();
    bool launched = false;
    for (const QDeadlineTimer deadline(m_options.startWithin); !deadline.hasExpired();) {
        const bool running = m_process.state() != QProcess::NotRunning;
        const qint64 answering = answeringPostmaster();
        if (running && answering == m_process.processId())
            return;
        if (answering != 0)
            ::kill(static_cast<pid_t>(answering), SIGINT);  // left behind by a server that was killed
        if (!running) {
            // Ours could not start beside another that shuts down or comes up; anything else will not pass by waiting.
            predecessor = predecessor || m_folder.hasPostmasterFile();
            if (launched && (!predecessor || predecessorGone.hasExpired()))
                break;
            launch();
            launched = true;
        }
        m_process.waitForFinished(probeEveryMs);
    }
    throw DatabaseStartError(
        Problem::ClusterFailed,
        QStringLiteral("The private PostgreSQL in %1 does not start: %2").arg(m_folder.path(), m_folder.logTail()));
}

// The process id of the postmaster that answers on our socket, to our password, for our data; 0: none does.
qint64 PrivateCluster::answeringPostmaster() const {
    Connection connection(adminSettings(), probeLimits);
    try {
        connection.open();
        const Rows rows = connection.run(
            "SELECT current_setting('data_directory') AS folder,"
            "       split_part(pg_read_file('postmaster.pid'), chr(10), 1)::bigint AS pid");
        return rows.one().text(u"folder") == m_folder.dataPath() ? rows.one().int64(u"pid") : 0;
    } catch (const SqlError&) {
        return 0;
    }
}

void PrivateCluster::makeDatabase() const {
    Connection connection(adminSettings(), makeLimits);
    try {
        connection.open();
        if (connection.run("SELECT 1 AS found FROM pg_roles WHERE rolname = 'pong'").isEmpty())
            connection.runScript(QStringLiteral("CREATE ROLE pong LOGIN PASSWORD '%1'").arg(settings().password));
        if (connection.run("SELECT 1 AS found FROM pg_database WHERE datname = 'pong'").isEmpty())
            connection.runScript(QStringLiteral("CREATE DATABASE pong OWNER pong"));
    } catch (const SqlError& error) {
        throw DatabaseStartError(Problem::ClusterFailed,
                                 QStringLiteral("Cannot make the database in the private PostgreSQL: %1")
                                     .arg(QString::fromUtf8(error.what())));
    }
}

void PrivateCluster::stop() {
    m_stage = Stage::Stopping;
    m_relaunch->stop();
    m_settled->stop();
    if (m_process.state() == QProcess::Starting)
        m_process.waitForStarted();
    if (m_process.state() == QProcess::Running) {
        ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
        if (!m_process.waitForFinished(static_cast<int>(m_options.stopWithin.count()))) {
            qWarning("the private PostgreSQL does not stop; it will recover at its next start");
            ::kill(static_cast<pid_t>(m_process.processId()), SIGQUIT);
            if (!m_process.waitForFinished(quitWithinMs))
                m_process.kill();
            m_process.waitForFinished(quitWithinMs);
        }
    }
    m_folder.close();
    m_stage = Stage::Stopped;
}

void PrivateCluster::processFinished() {
    if (m_stage != Stage::Running && m_stage != Stage::Restarting)
        return;  // start() and stop() see for themselves
    m_settled->stop();
    if (m_stage == Stage::Running) {
        qWarning("the private PostgreSQL died; starting it again");
        m_stage = Stage::Restarting;
        m_restartingSince.start();
        Q_EMIT restarting();
        launch();
    } else if (m_restartingSince.elapsed() < m_options.restartFor.count()) {
        // What the dead one left (shared memory, its last children) may take a moment to go.
        m_relaunch->start();
    } else {
        m_stage = Stage::Stopped;
        Q_EMIT failed(QStringLiteral("PostgreSQL cannot be started again: %1").arg(m_folder.logTail()));
        return;
    }
    m_settled->start();
}

}  // namespace server

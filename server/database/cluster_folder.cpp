#include "server/database/cluster_folder.h"

#include "server/database/start_error.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QSaveFile>

namespace server {

namespace {

using Problem = DatabaseStartError::Problem;

constexpr int initdbWithinMs = 120'000;
constexpr qint64 logLimit = 4 * 1024 * 1024;
// sockaddr_un::sun_path with its final zero is 108 bytes on Linux.
constexpr qsizetype longestSocketPath = 107;
constexpr const char* socketName = "/.s.PGSQL.5432";

QByteArray readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// As a value of postgresql.conf.
QString quoted(QString value) {
    return u'\'' + value.replace(u'\'', QStringLiteral("''")) + u'\'';
}

}  // namespace

ClusterFolder::ClusterFolder(const QString& path, PostgresAccount account)
    : m_path(QDir(path).absolutePath()), m_account(account) {}

void ClusterFolder::open() {
    if (!QDir().mkpath(QFileInfo(m_path).path()))
        throw DatabaseStartError(Problem::BadFolder, QStringLiteral("Cannot make the folder above %1").arg(m_path));
    m_account.checkCanReach(m_path);
    m_account.makePrivateFolder(m_path);

    m_lock = std::make_unique<QLockFile>(m_path + QStringLiteral("/lock"));
    m_lock->setStaleLockTime(0);  // only ever stale when its process is gone
    if (m_lock->tryLock(0))
        return;
    qint64 pid = 0;
    QString host;
    QString program;
    m_lock->getLockInfo(&pid, &host, &program);
    // In a container that was killed and started again the dead server had our own process id. The kernel's lock on the
    // file tells: it cannot be removed while anybody holds it.
    if (pid == QCoreApplication::applicationPid() && m_lock->removeStaleLockFile() && m_lock->tryLock(0))
        return;
    if (m_lock->error() == QLockFile::PermissionError)
        throw DatabaseStartError(Problem::BadFolder, QStringLiteral("Cannot write in the folder %1").arg(m_path));
    m_lock.reset();
    throw DatabaseStartError(Problem::InUse,
                             QStringLiteral("Another server uses the folder %1 (process %2)").arg(m_path).arg(pid));
}

void ClusterFolder::prepare(const QStringList& programFolders, bool durable) {
    makePassword();
    const QByteArray version = readFile(dataPath() + QStringLiteral("/PG_VERSION")).trimmed();
    if (version.isEmpty())
        initialise(programFolders, durable);
    else
        m_programs = PostgresPrograms::ofVersion(version.split('.').first().toInt(), programFolders);
    m_account.makePrivateFolder(socketFolder());
    writeSettings(durable);
    rotateLog();
}

void ClusterFolder::makePassword() {
    const QString file = m_path + QStringLiteral("/password");
    m_password = QString::fromLatin1(readFile(file).trimmed());
    if (!m_password.isEmpty())
        return;
    if (QFileInfo::exists(dataPath())) {
        throw DatabaseStartError(
            Problem::BadFolder,
            QStringLiteral("%1 is missing: the database beside it cannot be opened without it").arg(file));
    }
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const QByteArray password = QByteArray(reinterpret_cast<const char*>(random.data()), sizeof(random)).toHex();
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || !out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        out.write(password) != password.size() || !out.commit())
        throw DatabaseStartError(Problem::BadFolder,
                                 QStringLiteral("Cannot write %1: %2").arg(file, out.errorString()));
    m_password = QString::fromLatin1(password);
}

void ClusterFolder::initialise(const QStringList& programFolders, bool durable) {
    m_programs = PostgresPrograms::newest(programFolders);
    // Made under another name: what a crash interrupts is never taken for a cluster.
    const QString unfinished = m_path + QStringLiteral("/data.new");
    const QString passwordFile = m_path + QStringLiteral("/initdb-password");
    QDir(unfinished).removeRecursively();
    m_account.writePrivateFile(passwordFile, m_password.toLatin1());

    QStringList arguments{
        QStringLiteral("--pgdata=") + unfinished,   QStringLiteral("--username=") + adminSettings().user,
        QStringLiteral("--pwfile=") + passwordFile, QStringLiteral("--auth=scram-sha-256"),
        QStringLiteral("--encoding=UTF8"),          QStringLiteral("--locale=C.UTF-8"),
        QStringLiteral("--data-checksums")};
    if (!durable)
        arguments.append(QStringLiteral("--no-sync"));
    QProcess initdb;
    initdb.setProcessChannelMode(QProcess::MergedChannels);
    initdb.setWorkingDirectory(m_path);
    initdb.setChildProcessModifier(m_account.childModifier());
    initdb.start(m_programs.initdb, arguments);
    const bool finished = initdb.waitForFinished(initdbWithinMs);
    QFile::remove(passwordFile);
    if (!finished || initdb.exitStatus() != QProcess::NormalExit || initdb.exitCode() != 0) {
        const QString output = QString::fromUtf8(initdb.readAll()).trimmed();
        throw DatabaseStartError(Problem::ClusterFailed,
                                 QStringLiteral("Cannot make a PostgreSQL cluster in %1: %2")
                                     .arg(m_path, output.isEmpty() ? initdb.errorString() : output.right(1000)));
    }
    QFile settings(unfinished + QStringLiteral("/postgresql.conf"));
    if (!settings.open(QIODevice::Append) || settings.write("\ninclude 'pong.conf'\n") < 0 || !settings.flush() ||
        !QDir().rename(unfinished, dataPath()))
        throw DatabaseStartError(Problem::BadFolder, QStringLiteral("Cannot write in %1").arg(m_path));
}

void ClusterFolder::writeSettings(bool durable) const {
    QString text = QStringLiteral(
                       "# Written by pong-server at each start; use ALTER SYSTEM for settings of your own.\n"
                       "listen_addresses = ''\n"
                       "port = 5432\n"
                       "unix_socket_directories = %1\n"
                       "unix_socket_permissions = 0700\n"
                       "password_encryption = 'scram-sha-256'\n"
                       "max_connections = 50\n"
                       "# Parallel queries need more shared memory than the 64 MB that containers have.\n"
                       "max_parallel_workers_per_gather = 0\n"
                       "logging_collector = off\n"
                       "log_destination = 'stderr'\n"
                       "log_timezone = 'UTC'\n"
                       "timezone = 'UTC'\n"
                       "lc_messages = 'C'\n")
                       .arg(quoted(socketFolder()));
    text += durable ? QStringLiteral("fsync = on\nsynchronous_commit = on\nfull_page_writes = on\n")
                    : QStringLiteral("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n");
    m_account.writePrivateFile(dataPath() + QStringLiteral("/pong.conf"), text.toUtf8());
}

void ClusterFolder::rotateLog() const {
    if (QFileInfo(logPath()).size() <= logLimit)
        return;
    QFile::remove(logPath() + QStringLiteral(".1"));
    QFile::rename(logPath(), logPath() + QStringLiteral(".1"));
}

bool ClusterFolder::hasPostmasterFile() const {
    return QFileInfo::exists(dataPath() + QStringLiteral("/postmaster.pid"));
}

QString ClusterFolder::logTail() const {
    QFile file(logPath());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - 600));
    return QString::fromUtf8(file.readAll()).trimmed();
}

QString ClusterFolder::socketFolder() const {
    const QString beside = m_path + QStringLiteral("/run");
    if (QFile::encodeName(beside).size() + qstrlen(socketName) <= longestSocketPath)
        return beside;
    const QByteArray hash = QCryptographicHash::hash(m_path.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    // Root's runtime folder is closed to PostgreSQL's user.
    const QString runtime = m_account.isOther() ? QString() : qEnvironmentVariable("XDG_RUNTIME_DIR");
    return (QFileInfo(runtime).isDir() && !runtime.isEmpty() ? runtime : QDir::tempPath()) + QStringLiteral("/pong-") +
           QString::fromLatin1(hash);
}

ConnectionSettings ClusterFolder::settings() const {
    ConnectionSettings settings = adminSettings();
    settings.database = QStringLiteral("pong");
    settings.user = QStringLiteral("pong");
    return settings;
}

ConnectionSettings ClusterFolder::adminSettings() const {
    ConnectionSettings settings;
    settings.host = socketFolder();
    settings.database = QStringLiteral("postgres");
    settings.user = QStringLiteral("pong_admin");
    settings.password = m_password;
    return settings;
}

}  // namespace server

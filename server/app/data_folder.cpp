#include "server/app/data_folder.h"

#include "server/app/exit_codes.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace server {

namespace {

QString lockPath(const QString& folder) {
    return folder + QStringLiteral("/server.lock");
}

QString descriptionPath(const QString& folder) {
    return folder + QStringLiteral("/server.json");
}

[[noreturn]] void refuse(const QString& text) {
    throw StartError(ExitCode::FolderUnusable, text);
}

// For the owner; as root also passable for others, because PostgreSQL's own user has its folder in it.
void makeFolder(const QString& path) {
    if (QDir(path).exists())
        return;
    std::error_code error;
    std::filesystem::create_directories(QFile::encodeName(path).constData(), error);
    if (error)
        refuse(QStringLiteral("cannot make the data folder %1: %2").arg(path, QString::fromStdString(error.message())));
    const mode_t mode = ::geteuid() == 0 ? 0711 : 0700;
    if (::chmod(QFile::encodeName(path).constData(), mode) != 0)
        refuse(QStringLiteral("cannot set who may enter the data folder %1").arg(path));
}

}  // namespace

DataFolder::DataFolder(QString path) : m_path(std::move(path)), m_lock(lockPath(m_path)) {
    // However old: only a lock whose process has ended is stale.
    m_lock.setStaleLockTime(0);
}

DataFolder::~DataFolder() {
    if (m_lock.isLocked())
        removeDescription();
}

void DataFolder::open() {
    makeFolder(m_path);
    if (m_lock.tryLock(0))
        return;
    if (m_lock.error() == QLockFile::LockFailedError)
        throw StartError(ExitCode::InUse,
                         QStringLiteral("another pong-server runs with the data folder %1").arg(m_path));
    refuse(QStringLiteral("cannot write to the data folder %1").arg(m_path));
}

void DataFolder::describe(const QJsonObject& description) {
    QSaveFile file(descriptionPath(m_path));
    const QByteArray text = QJsonDocument(description).toJson();
    const QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly) || file.write(text) != text.size() ||
        !file.commit())
        refuse(QStringLiteral("cannot write %1: %2").arg(file.fileName(), file.errorString()));
}

void DataFolder::removeDescription() {
    QFile::remove(descriptionPath(m_path));
}

std::optional<QJsonObject> DataFolder::runningServer(const QString& path) {
    QFile file(descriptionPath(path));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    // A server that was killed leaves its description behind, but not its lock.
    QLockFile lock(lockPath(path));
    lock.setStaleLockTime(0);
    if (lock.tryLock(0) || lock.error() != QLockFile::LockFailedError)
        return std::nullopt;
    QJsonObject description = QJsonDocument::fromJson(file.readAll()).object();
    QFile load(loadPath(path));
    if (load.open(QIODevice::ReadOnly))
        description[QStringLiteral("load")] = QJsonDocument::fromJson(load.readAll()).object();
    return description;
}

}  // namespace server

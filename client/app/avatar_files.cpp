#include "client/app/avatar_files.h"

#include "client/app/avatar_image.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace client {

std::optional<QByteArray> AvatarFiles::load(const QByteArray& hash) const {
    QFile file(path(hash));
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) || file.size() > AvatarImage::mostBytes)
        return std::nullopt;
    file.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime);  // used now
    return file.readAll();
}

void AvatarFiles::save(const QByteArray& hash, const QByteArray& bytes) {
    if (!QDir().mkpath(m_folder))
        return;
    makeRoom();
    QSaveFile file(path(hash));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(bytes);
        file.commit();
    }
}

void AvatarFiles::remove(const QByteArray& hash) {
    QFile::remove(path(hash));
}

QString AvatarFiles::path(const QByteArray& hash) const {
    return m_folder + u'/' + QString::fromLatin1(hash.toHex());
}

void AvatarFiles::makeRoom() const {
    const QDir folder(m_folder);
    if (static_cast<int>(folder.count()) - 2 < m_most)
        return;
    const QStringList oldestLast = folder.entryList(QDir::Files, QDir::Time);
    for (qsizetype i = m_most * 3 / 4; i < oldestLast.size(); ++i)
        QFile::remove(folder.filePath(oldestLast[i]));
}

}  // namespace client

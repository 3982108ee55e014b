#include "client/net/token_store.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QUrl>

namespace client {

namespace {
constexpr auto onlyOwnerFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto onlyOwnerFolder = onlyOwnerFile | QFileDevice::ExeOwner;
constexpr qint64 mostBytes = 1024;
}  // namespace

QString TokenStore::path(const ServerAddress& server, const QString& account) const {
    const auto safe = [](const QString& text) {
        return QString::fromLatin1(QUrl::toPercentEncoding(text, {}, QByteArrayLiteral(".~")));
    };
    return m_folder + u'/' + safe(server.text()) + u'~' + safe(account.toLower()) + QStringLiteral(".token");
}

std::optional<QString> TokenStore::load(const ServerAddress& server, const QString& account) const {
    QFile file(path(server, account));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray token = file.read(mostBytes).trimmed();
    if (token.isEmpty())
        return std::nullopt;
    return QString::fromLatin1(token);
}

bool TokenStore::save(const ServerAddress& server, const QString& account, const QString& token) {
    if (!QDir().mkpath(m_folder) || !QFile::setPermissions(m_folder, onlyOwnerFolder))
        return false;
    QSaveFile file(path(server, account));
    // Closed to others before the token is in it.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(onlyOwnerFile))
        return false;
    file.write(token.toLatin1());
    return file.commit();
}

void TokenStore::remove(const ServerAddress& server, const QString& account) {
    QFile::remove(path(server, account));
}

}  // namespace client

#include "server/accounts/token.h"

#include <QCryptographicHash>

#include <sodium.h>

namespace server::token {

namespace {
constexpr qsizetype tokenBytes = 32;
}

QByteArray make() {
    QByteArray bytes(tokenBytes, Qt::Uninitialized);
    randombytes_buf(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray hash(const QByteArray& token) {
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

}  // namespace server::token

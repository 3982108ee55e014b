#include "server/hosting/server_key.h"

#include <QFile>
#include <QSaveFile>

#include <sodium.h>
#include <stdexcept>

namespace server {

namespace {

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

static_assert(crypto_secretbox_KEYBYTES == crypto_kdf_KEYBYTES);
static_assert(crypto_generichash_KEYBYTES == crypto_kdf_KEYBYTES);
static_assert(crypto_generichash_BYTES == 32);

unsigned char* bytesOf(QByteArray& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

const unsigned char* bytesOf(const QByteArray& bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

[[noreturn]] void refuse(const QString& path, const QString& why) {
    throw std::runtime_error(QStringLiteral("the server's key %1: %2").arg(path, why).toStdString());
}

QString pathIn(const QString& folder) {
    return folder + QStringLiteral("/server.key");
}

void save(const QString& path, const QByteArray& secret) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly) || file.write(secret) != secret.size() ||
        !file.commit())
        refuse(path, file.errorString());
}

}  // namespace

ServerKey ServerKey::make() {
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium cannot be used");
    QByteArray secret(crypto_kdf_KEYBYTES, Qt::Uninitialized);
    crypto_kdf_keygen(bytesOf(secret));
    return ServerKey(secret);
}

ServerKey ServerKey::loadOrCreate(const QString& folder) {
    if (const std::optional<ServerKey> key = load(folder))
        return *key;
    const ServerKey key = make();
    save(pathIn(folder), key.m_secret);
    return key;
}

std::optional<ServerKey> ServerKey::load(const QString& folder) {
    const QString path = pathIn(folder);
    QFile file(path);
    if (!file.exists())
        return std::nullopt;
    if (!file.open(QIODevice::ReadOnly) || !file.setPermissions(ownerOnly))
        refuse(path, file.errorString());
    const QByteArray secret = file.read(crypto_kdf_KEYBYTES + 1);
    if (secret.size() != crypto_kdf_KEYBYTES)
        refuse(path, QStringLiteral("is damaged; put the saved one back, or remove it and set up two-factor anew"));
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium cannot be used");
    return ServerKey(secret);
}

QByteArray ServerKey::keyFor(Purpose purpose) const {
    QByteArray key(crypto_kdf_KEYBYTES, Qt::Uninitialized);
    crypto_kdf_derive_from_key(bytesOf(key), static_cast<std::size_t>(key.size()), static_cast<std::uint64_t>(purpose),
                               "pongsrvr", bytesOf(m_secret));
    return key;
}

QByteArray ServerKey::seal(Purpose purpose, const QByteArray& plain) const {
    QByteArray sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), Qt::Uninitialized);
    unsigned char* nonce = bytesOf(sealed);
    randombytes_buf(nonce, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(nonce + crypto_secretbox_NONCEBYTES, bytesOf(plain),
                          static_cast<unsigned long long>(plain.size()), nonce, bytesOf(keyFor(purpose)));
    return sealed;
}

std::optional<QByteArray> ServerKey::open(Purpose purpose, const QByteArray& sealed) const {
    constexpr qsizetype overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (sealed.size() < overhead)
        return std::nullopt;
    QByteArray plain(sealed.size() - overhead, Qt::Uninitialized);
    const unsigned char* nonce = bytesOf(sealed);
    const auto boxBytes = static_cast<unsigned long long>(sealed.size()) - crypto_secretbox_NONCEBYTES;
    if (crypto_secretbox_open_easy(bytesOf(plain), nonce + crypto_secretbox_NONCEBYTES, boxBytes, nonce,
                                   bytesOf(keyFor(purpose))) != 0)
        return std::nullopt;
    return plain;
}

QByteArray ServerKey::hash(Purpose purpose, const QByteArray& data) const {
    QByteArray result(crypto_generichash_BYTES, Qt::Uninitialized);
    const QByteArray key = keyFor(purpose);
    crypto_generichash(bytesOf(result), static_cast<std::size_t>(result.size()), bytesOf(data),
                       static_cast<unsigned long long>(data.size()), bytesOf(key),
                       static_cast<std::size_t>(key.size()));
    return result;
}

}  // namespace server

#pragma once

// The server's own secret: 256 random bits in a file of the data folder (server.key, for its owner only), made at the
// first start. What is stored in the database and must be read again (secrets of authenticator apps, mails that wait)
// is encrypted with it, and codes that are short enough to be guessed are hashed with it, so that a copy of the
// database alone is worth nothing. Every purpose has a key of its own, derived from the secret. A value; any thread.

#include <QByteArray>
#include <QString>

#include <optional>

namespace server {

class ServerKey {
 public:
    enum class Purpose : unsigned char { TwoFactorSecret = 1, Mail = 2, OneTimeCode = 3 };

    // Block. Throw std::runtime_error with a line for people. load() answers none where no server has made one yet.
    static ServerKey loadOrCreate(const QString& folder);
    static std::optional<ServerKey> load(const QString& folder);
    // One that nobody keeps: what it sealed is lost with it.
    static ServerKey make();

    // XSalsa20-Poly1305 (libsodium's secretbox) with a random nonce in front.
    QByteArray seal(Purpose purpose, const QByteArray& plain) const;
    // None: sealed with another key or for another purpose, or damaged.
    std::optional<QByteArray> open(Purpose purpose, const QByteArray& sealed) const;

    // Keyed BLAKE2b, 32 bytes.
    QByteArray hash(Purpose purpose, const QByteArray& data) const;

 private:
    explicit ServerKey(QByteArray secret) : m_secret(std::move(secret)) {}
    QByteArray keyFor(Purpose purpose) const;

    QByteArray m_secret;
};

}  // namespace server

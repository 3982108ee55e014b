#include "client/net/secret_store.h"

#include "client/net/keyring.h"

namespace client {

// Programs with data folders of their own share the desktop's keyring.
QString SecretStore::keyOf(const ServerAddress& server, const QString& account) const {
    return m_folder + u'/' + server.text() + u'/' + account.toLower();
}

QCoro::Task<std::optional<QString>> SecretStore::load(ServerAddress server, QString account) {
    // A file means that there was no keyring when it was written: asking one now would only cost time.
    const std::optional<QString> fromFile = m_files.load(server, account);
    if (fromFile || m_keyring == nullptr)
        co_return fromFile;
    auto reading = m_keyring->read(keyOf(server, account));
    co_return co_await reading;
}

QCoro::Task<KeptIn> SecretStore::save(ServerAddress server, QString account, QString token) {
    if (m_keyring != nullptr) {
        auto writing = m_keyring->write(keyOf(server, account), token);
        const bool isKept = co_await writing;
        if (isKept) {
            m_files.remove(server, account);
            co_return KeptIn::Keyring;
        }
    }
    co_return m_files.save(server, account, token) ? KeptIn::File : KeptIn::Nowhere;
}

void SecretStore::remove(const ServerAddress& server, const QString& account) {
    m_files.remove(server, account);
    if (m_keyring != nullptr)
        m_keyring->remove(keyOf(server, account));
}

}  // namespace client

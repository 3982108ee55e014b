#pragma once

// Keeps the tokens of accounts, by server: in the desktop's keyring where there is one, else each in a file that only
// this user may read. Main thread only.

#include "client/net/token_store.h"

#include <QCoroTask>

#include <optional>

namespace client {

class Keyring;

enum class KeptIn { Keyring, File, Nowhere };

class SecretStore {
 public:
    // The keyring is not owned and must outlive the store; null: files only.
    SecretStore(QString folder, Keyring* keyring) : m_folder(folder), m_files(folder), m_keyring(keyring) {}

    // Null: none is kept, or it cannot be read.
    QCoro::Task<std::optional<QString>> load(ServerAddress server, QString account);
    // Replaces any earlier one.
    QCoro::Task<KeptIn> save(ServerAddress server, QString account, QString token);
    void remove(const ServerAddress& server, const QString& account);

 private:
    QString keyOf(const ServerAddress& server, const QString& account) const;

    QString m_folder;
    TokenStore m_files;
    Keyring* m_keyring;
};

}  // namespace client

#pragma once

// What this computer keeps of accounts, by server: which one was used there last, its token if the person wants to stay
// signed in, and the tokens that spare a trusted computer the second factor. Main thread only.

#include "client/net/secret_store.h"
#include "client/net/server_address.h"

#include <QString>

class QSettings;

namespace client {

class KeptSignIn {
 public:
    // Tokens go into the keyring, or into folders of the data folder. Keyring (null: none) and settings are not owned
    // and must outlive this.
    KeptSignIn(const QString& dataFolder, Keyring* keyring, QSettings& settings);

    // Of the last sign-in there; empty: none.
    QString account(const ServerAddress& server) const;
    // Empty: nothing is kept, the person has to log in.
    QCoro::Task<QString> token(ServerAddress server);

    // Remembers whose name to offer next time, without keeping the sign-in.
    void noteAccount(const ServerAddress& server, const QString& account);
    QCoro::Task<KeptIn> keep(ServerAddress server, QString account, QString token);
    // The account has another name or token by now; what is not kept stays so.
    QCoro::Task<void> follow(ServerAddress server, QString account, QString token);
    // The token goes; the name stays.
    void forget(const ServerAddress& server);

    // For a log in as `name`, as it is typed: an account's name or e-mail address. Empty: none.
    QCoro::Task<QString> trustToken(ServerAddress server, QString name);
    QCoro::Task<KeptIn> keepTrust(ServerAddress server, QString name, QString token);

    // True once: the person has not been told yet that the desktop's keyring does not work.
    bool takeFileNotice();

 private:
    SecretStore m_tokens;
    SecretStore m_trust;
    QSettings& m_settings;
    const bool m_hasKeyring;
};

}  // namespace client

#pragma once

// "Stay signed in", by server: which account was used there last, and its token if the person wants it kept. Main
// thread only.

#include "client/net/server_address.h"
#include "client/net/token_store.h"

#include <QString>

class QSettings;

namespace client {

class KeptSignIn {
 public:
    // The settings are not owned and must outlive this.
    KeptSignIn(TokenStore tokens, QSettings& settings) : m_tokens(std::move(tokens)), m_settings(settings) {}

    // Of the last sign-in there; empty: none.
    QString account(const ServerAddress& server) const;
    // Empty: nothing is kept, the person has to log in.
    QString token(const ServerAddress& server) const;

    // Remembers whose name to offer next time, without keeping the sign-in.
    void noteAccount(const ServerAddress& server, const QString& account);
    // False: the token could not be written.
    bool keep(const ServerAddress& server, const QString& account, const QString& token);
    // The token goes; the name stays.
    void forget(const ServerAddress& server);

 private:
    TokenStore m_tokens;
    QSettings& m_settings;
};

}  // namespace client

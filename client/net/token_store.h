#pragma once

// "Stay signed in": the token of an account on a server, in a file that only this user may read. A token is as good as
// a password until it expires, so it never goes to the settings file, and never to a log. Main thread only; each call
// reads or writes one small file.

#include "client/net/server_address.h"

#include <QString>

#include <optional>

namespace client {

class TokenStore {
 public:
    // Tokens live in this folder, which is made when the first one is kept.
    explicit TokenStore(QString folder) : m_folder(std::move(folder)) {}

    // Null: none kept, or the file could not be read.
    std::optional<QString> load(const ServerAddress& server, const QString& account) const;
    // Replaces the file in one step. False: it could not be written, and there is no half-written one.
    bool save(const ServerAddress& server, const QString& account, const QString& token);
    void remove(const ServerAddress& server, const QString& account);

    // Where a token stands; for messages about it.
    QString path(const ServerAddress& server, const QString& account) const;

 private:
    QString m_folder;
};

}  // namespace client

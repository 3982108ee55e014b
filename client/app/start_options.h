#pragma once

// What the command line says: a plain value, so that a test can make an Application without one.

#include "client/net/server_address.h"
#include "shared/accounts/reset_link.h"

#include <QString>

#include <optional>

namespace client {

struct StartOptions {
    QString dataDir;                      // settings, pins and tokens live here; must not be empty
    std::optional<ServerAddress> server;  // none: the last one used
    QString fingerprint;                  // of the server's certificate, if the caller knows it; as Trust::normalised()
    std::optional<pong::accounts::ResetLink> resetLink;  // opened from a mail
    bool useKeyring = false;                             // the desktop's, for sign-ins; else files of the data folder
};

}  // namespace client

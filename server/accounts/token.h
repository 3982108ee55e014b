#pragma once

// What keeps a device signed in: 256 random bits, known to the device only. The server stores the SHA-256 (no salt and
// no slow hash: nobody guesses 256 bits), so that a copy of the database signs nobody in. Any thread.

#include <QByteArray>

namespace server::token {

// base64url, 43 characters.
QByteArray make();

// 32 bytes, for the database.
QByteArray hash(const QByteArray& token);

}  // namespace server::token

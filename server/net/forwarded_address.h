#pragma once

// Whom a proxy on this machine speaks for. Pure; any thread.

#include <QByteArray>
#include <QHostAddress>

namespace server {

// The last address of an X-Forwarded-For header: the one that the proxy itself has seen. What stands before it was sent
// by that client and may be made up. Null if it is none.
QHostAddress forwardedAddress(const QByteArray& header);

}  // namespace server

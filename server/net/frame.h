#pragma once

// The bytes of a WebSocket frame as a server sends it. Made once for all receivers of a message. Any thread.

#include <QByteArray>

namespace server {

// A whole binary message, final and not masked (RFC 6455, 5.2).
QByteArray binaryFrame(const QByteArray& payload);

}  // namespace server

#pragma once

// The bytes of WebSocket frames as a server sends them. Made once for all receivers of a message. Any thread.

#include <QByteArray>

namespace server {

// A whole binary message, final and not masked (RFC 6455, 5.2).
QByteArray binaryFrame(const QByteArray& payload);

// Asks for a sign of life (RFC 6455, 5.5.2).
QByteArray pingFrame();

}  // namespace server

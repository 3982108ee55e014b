#pragma once

// A connection whose WebSocket handshake is done, as the listener hands it over. A value; main thread.

#include <QHostAddress>

class QTcpSocket;
class QWebSocket;

namespace server {

struct Peer {
    QWebSocket* socket = nullptr;
    QTcpSocket* below = nullptr;  // the connection that the WebSocket uses, and its child
    QHostAddress address;         // of the person, which is not the socket's peer behind a proxy
};

}  // namespace server

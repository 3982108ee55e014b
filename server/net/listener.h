#pragma once

// Lets connections in: TCP, then TLS, then the WebSocket handshake, then they are Sessions. Until then a connection has
// cost its peer nothing, so those are bounded the tightest: how many at once, for how long, and how many of one
// address.
//
// It owns the QTcpServer and hands sockets to QWebSocketServer::handleConnection, because QWebSocketServer itself
// neither sets TCP_NODELAY (small messages would wait for Nagle) nor limits anything before its handshake. Main thread.

#include "server/net/tls_identity.h"
#include "server/net/token_bucket.h"

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QPair>
#include <QSslConfiguration>
#include <QUrl>
#include <QWebSocketServer>

#include <chrono>
#include <memory>
#include <optional>

class QTcpServer;
class QTcpSocket;
class QWebSocket;

namespace server {

class Sessions;

struct ListenerOptions {
    QHostAddress address{QHostAddress::Any};
    quint16 port = 0;  // 0: any free one
    // Plain ws:// without TLS if not set.
    std::optional<TlsIdentity> tls;
    int maxConnections = 10'000;
    // Of one address; players behind one router share an address.
    int maxPerAddress = 200;
    // Connections whose TLS or WebSocket handshake is not done.
    int maxHandshakes = 256;
    std::chrono::milliseconds handshakeWithin{10'000};
    // Everybody comes through a proxy on this machine, which says for whom it speaks (X-Forwarded-For). Only
    // connections of this machine are believed that.
    bool isBehindProxy = false;
};

class Listener : public QObject {
    Q_OBJECT

 public:
    Listener(Sessions& sessions, ListenerOptions options, QObject* parent = nullptr);
    ~Listener() override;

    // False with errorText() when the address and port cannot be listened on.
    bool listen();
    QString errorText() const;
    quint16 port() const;
    // Where a client on this machine connects: wss://127.0.0.1:1972
    QUrl url() const;
    // No new connections; those that are sessions stay.
    void stop();

    int handshakes() const { return static_cast<int>(m_handshakes.size()); }

 private:
    using Endpoint = QPair<QHostAddress, quint16>;

    void onDescriptor(qintptr descriptor);
    bool mayEnter(const QHostAddress& peer) const;
    std::unique_ptr<QTcpSocket> makeSocket() const;
    void startHandshake(QTcpSocket* socket);
    void onWebSocket();
    void countConnection(const QHostAddress& group, int change);
    // By whom a connection is limited once its handshake is done.
    QHostAddress clientOf(const QWebSocket& socket) const;
    bool countClient(QWebSocket* socket, const QHostAddress& group);

    Sessions& m_sessions;
    const ListenerOptions m_options;
    QSslConfiguration m_sslConfiguration;
    std::unique_ptr<QTcpServer> m_tcp;
    QWebSocketServer m_web;                     // never listens itself
    QHash<Endpoint, QTcpSocket*> m_handshakes;  // by the peer's address and port, which the QWebSocket still knows
    QHash<QHostAddress, int> m_perAddress;      // connections by addressGroup(), handshakes included
    int m_connections = 0;
    TokenBucket m_refusalsLogged;
};

}  // namespace server

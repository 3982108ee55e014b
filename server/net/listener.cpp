#include "server/net/listener.h"

#include "server/net/address_group.h"
#include "server/net/clock.h"
#include "server/net/forwarded_address.h"
#include "server/net/log.h"
#include "server/net/sessions.h"

#include <QNetworkRequest>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>
#include <QWebSocket>

#include <functional>

namespace server {

namespace {

// Until the handshake is done nobody needs more: a request with its headers.
constexpr qint64 handshakeBufferBytes = 16 * 1024;
// What the kernel keeps for a reader that does not read; its own choice is up to some megabytes. A match needs a
// hundred bytes a second, the longest message is 64 KiB.
constexpr int kernelSendBufferBytes = 64 * 1024;
// Whoever floods the server must not flood its log.
constexpr Rate refusalsLogged{1, 10};
// Connections that arrive within one pass of the event loop.
constexpr int backlog = 512;

// A QTcpServer that hands over descriptors, so that limits come before any work for a connection.
class Acceptor : public QTcpServer {
 public:
    explicit Acceptor(std::function<void(qintptr)> arrived) : m_arrived(std::move(arrived)) {
        setListenBacklogSize(backlog);
    }

 protected:
    void incomingConnection(qintptr descriptor) override { m_arrived(descriptor); }

 private:
    std::function<void(qintptr)> m_arrived;
};

}  // namespace

Listener::Listener(Sessions& sessions, ListenerOptions options, QObject* parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_options(std::move(options))
    , m_tcp(std::make_unique<Acceptor>([this](qintptr descriptor) { onDescriptor(descriptor); }))
    , m_web(QStringLiteral("pong-server"), QWebSocketServer::NonSecureMode) {
    if (m_options.tls) {
        m_sslConfiguration = QSslConfiguration::defaultConfiguration();
        m_sslConfiguration.setLocalCertificate(m_options.tls->certificate());
        m_sslConfiguration.setPrivateKey(m_options.tls->key());
        m_sslConfiguration.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_sslConfiguration.setProtocol(QSsl::TlsV1_2OrLater);
        // Qt makes a context for each connection: a ticket could not be read by any other.
        m_sslConfiguration.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    }
    connect(&m_web, &QWebSocketServer::newConnection, this, &Listener::onWebSocket);
}

Listener::~Listener() = default;

bool Listener::listen() {
    return m_tcp->listen(m_options.address, m_options.port);
}

QString Listener::errorText() const {
    return m_tcp->errorString();
}

quint16 Listener::port() const {
    return m_tcp->serverPort();
}

QUrl Listener::url() const {
    const QHostAddress address = m_tcp->serverAddress();
    const bool isEverywhere = address == QHostAddress(QHostAddress::Any) ||
                              address == QHostAddress(QHostAddress::AnyIPv4) ||
                              address == QHostAddress(QHostAddress::AnyIPv6);
    QUrl url;
    url.setScheme(m_options.tls ? QStringLiteral("wss") : QStringLiteral("ws"));
    url.setHost(isEverywhere ? QStringLiteral("127.0.0.1") : address.toString());
    url.setPort(port());
    return url;
}

void Listener::stop() {
    m_tcp->close();
    const QList<QTcpSocket*> unfinished = m_handshakes.values();
    for (QTcpSocket* socket : unfinished)
        socket->abort();
}

bool Listener::mayEnter(const QHostAddress& peer) const {
    const bool isProxy = m_options.isBehindProxy && isThisMachine(peer);
    return m_connections < m_options.maxConnections && m_handshakes.size() < m_options.maxHandshakes &&
           (isProxy || m_perAddress.value(addressGroup(peer)) < m_options.maxPerAddress);
}

std::unique_ptr<QTcpSocket> Listener::makeSocket() const {
    if (!m_options.tls)
        return std::make_unique<QTcpSocket>();
    auto socket = std::make_unique<QSslSocket>();
    socket->setSslConfiguration(m_sslConfiguration);
    return socket;
}

void Listener::onDescriptor(qintptr descriptor) {
    std::unique_ptr<QTcpSocket> socket = makeSocket();
    if (!socket->setSocketDescriptor(descriptor))
        return;
    const QHostAddress group = addressGroup(socket->peerAddress());
    if (!mayEnter(socket->peerAddress())) {
        if (m_refusalsLogged.take(refusalsLogged, steadyNowUs()))
            qCInfo(netLog, "connection refused why=\"too many\" connections=%d handshakes=%d", m_connections,
                   handshakes());
        socket->abort();
        return;
    }
    countConnection(group, +1);
    // A child of the socket's says when it ends: QWebSocket cuts the socket's own signals off.
    const auto* end = new QObject(socket.get());
    connect(end, &QObject::destroyed, this, [this, group] { countConnection(group, -1); });
    socket->setParent(this);
    startHandshake(socket.release());
}

void Listener::startHandshake(QTcpSocket* socket) {
    const Endpoint endpoint(socket->peerAddress(), socket->peerPort());
    m_handshakes.insert(endpoint, socket);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(handshakeBufferBytes);
    socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, kernelSendBufferBytes);
    // The rest is over once the socket has become a session's.
    const auto isMine = [this, socket, endpoint] { return m_handshakes.value(endpoint) == socket; };
    connect(socket, &QAbstractSocket::disconnected, this, [this, socket, endpoint, isMine] {
        if (isMine()) {
            m_handshakes.remove(endpoint);
            socket->deleteLater();
        }
    });
    // A failed TLS handshake leaves the socket connected, and so does a peer that says nothing.
    const auto giveUp = [socket, isMine] {
        if (isMine())
            socket->abort();
    };
    connect(socket, &QAbstractSocket::errorOccurred, this, giveUp);
    QTimer::singleShot(m_options.handshakeWithin, socket, giveUp);
    if (auto* ssl = qobject_cast<QSslSocket*>(socket)) {
        connect(ssl, &QSslSocket::encrypted, &m_web, [this, ssl] { m_web.handleConnection(ssl); });
        ssl->startServerEncryption();
    } else {
        m_web.handleConnection(socket);
    }
}

void Listener::onWebSocket() {
    while (QWebSocket* webSocket = m_web.nextPendingConnection()) {
        const Endpoint endpoint(webSocket->peerAddress(), webSocket->peerPort());
        QTcpSocket* socket = m_handshakes.take(endpoint);
        if (socket == nullptr) {  // gone in the meantime
            webSocket->deleteLater();
            continue;
        }
        socket->setReadBufferSize(0);
        socket->setParent(webSocket);
        const QHostAddress client = clientOf(*webSocket);
        if (client == webSocket->peerAddress() || countClient(webSocket, addressGroup(client)))
            m_sessions.add({webSocket, socket, client});
    }
}

QHostAddress Listener::clientOf(const QWebSocket& socket) const {
    const QHostAddress peer = socket.peerAddress();
    if (!m_options.isBehindProxy || !isThisMachine(peer))
        return peer;
    const QHostAddress client = forwardedAddress(socket.request().rawHeader("X-Forwarded-For"));
    return client.isNull() ? peer : client;
}

// False: this client has too many connections, and the socket is gone.
bool Listener::countClient(QWebSocket* socket, const QHostAddress& group) {
    int& ofClient = m_perAddress[group];
    if (ofClient >= m_options.maxPerAddress) {
        socket->abort();
        socket->deleteLater();
        return false;
    }
    ++ofClient;
    connect(socket, &QObject::destroyed, this, [this, group] {
        if (--m_perAddress[group] == 0)
            m_perAddress.remove(group);
    });
    return true;
}

void Listener::countConnection(const QHostAddress& group, int change) {
    m_connections += change;
    int& ofAddress = m_perAddress[group];
    ofAddress += change;
    if (ofAddress == 0)
        m_perAddress.remove(group);
}

}  // namespace server

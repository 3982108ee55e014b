#include "client/net/link.h"

#include "shared/protocol/codec.h"
#include "shared/protocol/version.h"

namespace client {

Link::Link(ServerAddress server, Trust& trust, QObject* parent)
    : QObject(parent), m_server(std::move(server)), m_trust(trust) {
    m_socket.setMaxAllowedIncomingMessageSize(pong::maxMessageBytes);
    m_socket.setMaxAllowedIncomingFrameSize(pong::maxMessageBytes);
    connect(&m_socket, &QWebSocket::sslErrors, this, &Link::judgeCertificate);
    connect(&m_socket, &QWebSocket::connected, this, &Link::noteOpened);
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &Link::receive);
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
            [this] { drop(LinkEnd(LinkEnd::Kind::Garbage, QString())); });
    connect(&m_socket, &QWebSocket::disconnected, this, [this] {
        finish(LinkEnd(m_open ? LinkEnd::Kind::Closed : LinkEnd::Kind::Unreachable, m_socket.errorString()));
    });
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, [this] {
        if (!m_open)
            finish(LinkEnd(LinkEnd::Kind::Unreachable, m_socket.errorString()));
    });
    m_socket.open(m_server.url());
}

Link::~Link() {
    m_socket.disconnect(this);  // it may say that it closes while it is destroyed
}

void Link::send(const pong::wire::ClientMessage& message) {
    if (!m_open)
        return;
    m_socket.sendBinaryMessage(pong::encode(message));
    m_socket.flush();
}

void Link::close() {
    m_ended = true;
    m_open = false;
    m_socket.close();
}

void Link::drop(const LinkEnd& why) {
    finish(why);
    m_socket.abort();
}

void Link::judgeCertificate(const QList<QSslError>& errors) {
    m_verifiedBySystem = false;
    const CertificateFinding finding = m_trust.judge(m_server, errors);
    if (finding.verdict() == CertificateFinding::Verdict::Trusted)
        m_socket.ignoreSslErrors(errors);
    else
        finish(LinkEnd(finding));  // not ignored, so Qt ends the handshake
}

void Link::noteOpened() {
    if (m_ended)
        return;
    m_open = true;
    if (m_server.isEncrypted() && m_verifiedBySystem)
        m_trust.noteVerified(m_server);
    Q_EMIT opened();
}

void Link::receive(const QByteArray& bytes) {
    if (m_ended)
        return;
    const auto message = pong::decodeServerMessage(bytes);
    if (message)
        Q_EMIT received(*message);
    else
        drop(LinkEnd(LinkEnd::Kind::Garbage, QString()));
}

void Link::finish(const LinkEnd& why) {
    if (m_ended)
        return;
    m_ended = true;
    m_open = false;
    Q_EMIT ended(why);
}

}  // namespace client

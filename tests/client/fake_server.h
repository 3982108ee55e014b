#pragma once

// A server that a test plays: a real WebSocket listener in this process, with or without TLS, that answers each decoded
// message by the test's function. Main thread only.

#include "shared/protocol/codec.h"
#include "shared/protocol/version.h"

#include <QPointer>
#include <QSslConfiguration>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>
#include <optional>
#include <vector>

namespace client::test {

class FakeServer : public QObject {
 public:
    using Wire = pong::wire::ServerMessage;
    // Null: no answer.
    using Answer = std::function<std::optional<Wire>(const pong::wire::ClientMessage&)>;

    FakeServer() : FakeServer(QWebSocketServer::NonSecureMode) {}
    explicit FakeServer(const QSslConfiguration& tls) : FakeServer(QWebSocketServer::SecureMode) {
        m_server.setSslConfiguration(tls);
    }

    // On the port of an earlier listen(), if there was one.
    bool listen() {
        if (!m_server.listen(QHostAddress::LocalHost, m_port))
            return false;
        m_port = m_server.serverPort();
        return true;
    }
    // No further connections, and those that stand are cut off without a good-bye.
    void stop() {
        m_server.close();
        cutOff();
    }
    void cutOff() {
        if (m_peer)
            m_peer->abort();
    }

    quint16 port() const { return m_port; }
    void usePort(quint16 port) { m_port = port; }
    QString address() const {
        const bool plain = m_server.secureMode() == QWebSocketServer::NonSecureMode;
        return (plain ? QStringLiteral("ws://127.0.0.1:") : QStringLiteral("127.0.0.1:")) + QString::number(m_port);
    }

    void send(const Wire& event) { sendBytes(pong::encode(event)); }
    void sendBytes(const QByteArray& bytes) {
        m_peer->sendBinaryMessage(bytes);
        m_peer->flush();
    }
    void sendText(const QString& text) { m_peer->sendTextMessage(text); }
    bool hasPeer() const { return m_peer && m_peer->state() == QAbstractSocket::ConnectedState; }

    // Asked before the usual answers: Hello is welcomed, ClockEcho echoed, a ResumeRequest of "good" signs mara in.
    Answer answer;
    std::vector<pong::wire::ClientMessage> received;
    int connections = 0;

    static Wire signedIn(const char* token) {
        Wire message;
        message.mutable_signed_in()->set_token(token);
        message.mutable_signed_in()->mutable_me()->set_user_id(1);
        message.mutable_signed_in()->mutable_me()->set_username("mara");
        return message;
    }
    static Wire loggedIn(const char* token) {
        Wire message;
        *message.mutable_log_in()->mutable_signed_in() = signedIn(token).signed_in();
        return message;
    }
    static Wire refusal(pong::wire::RefusalCode code, const char* text, const char* field = "") {
        Wire message;
        message.mutable_refusal()->set_code(code);
        message.mutable_refusal()->set_text(text);
        message.mutable_refusal()->set_field(field);
        return message;
    }

 private:
    explicit FakeServer(QWebSocketServer::SslMode mode) : m_server(QStringLiteral("fake"), mode) {
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            ++connections;
            m_peer = m_server.nextPendingConnection();
            connect(m_peer, &QWebSocket::binaryMessageReceived, this, &FakeServer::receive);
            connect(m_peer, &QWebSocket::disconnected, m_peer, &QObject::deleteLater);
        });
    }

    void receive(const QByteArray& bytes) {
        const auto message = pong::decodeClientMessage(bytes);
        Q_ASSERT(message);
        received.push_back(*message);
        auto reply = answer ? answer(*message) : usual(*message);
        if (!reply || !m_peer)
            return;
        reply->set_reply_to(message->request_id());
        send(*reply);
    }

 public:
    static std::optional<Wire> usual(const pong::wire::ClientMessage& message) {
        Wire reply;
        if (message.has_hello()) {
            reply.mutable_welcome()->set_protocol(pong::protocolVersion);
            reply.mutable_welcome()->set_server_name("Office LAN");
            return reply;
        }
        if (message.has_clock_echo()) {
            reply.mutable_clock_echo()->set_client_us(message.clock_echo().client_us());
            return reply;
        }
        if (message.has_resume())
            return message.resume().token() == "good" ? signedIn("")
                                                      : refusal(pong::wire::REFUSAL_NOT_SIGNED_IN, "Log in again.");
        return std::nullopt;
    }

 private:
    QWebSocketServer m_server;
    QPointer<QWebSocket> m_peer;
    quint16 m_port = 0;
};

}  // namespace client::test

#pragma once

// One connection to a server, from its first packet to its last: the WebSocket, the certificate's check, bytes to
// messages and back. It is used once; Connection makes the next one. Main thread only.

#include "client/net/trust.h"

#include <QObject>
#include <QWebSocket>

#include <shared/protocol/envelope.pb.h>

namespace client {

// Why a link ended, or never opened.
class LinkEnd {
 public:
    enum class Kind {
        Closed,       // by the server, or by a network that failed
        Unreachable,  // it never opened; text() has the system's words
        Certificate,  // finding() says what is wrong with it
        Garbage       // the server sent what is no message
    };
    LinkEnd() = default;
    LinkEnd(Kind kind, QString text) : m_kind(kind), m_text(std::move(text)) {}
    explicit LinkEnd(CertificateFinding finding) : m_kind(Kind::Certificate), m_finding(std::move(finding)) {}

    Kind kind() const { return m_kind; }
    const QString& text() const { return m_text; }
    const CertificateFinding& finding() const { return m_finding; }

 private:
    Kind m_kind = Kind::Closed;
    QString m_text;
    CertificateFinding m_finding;
};

class Link : public QObject {
    Q_OBJECT

 public:
    // Opens at once. The trust is not owned. Nothing is sent to a server whose certificate it does not know.
    Link(ServerAddress server, Trust& trust, QObject* parent = nullptr);
    ~Link() override;

    bool isOpen() const { return m_open; }
    void send(const pong::wire::ClientMessage& message);
    // Says good-bye to the server. No signal comes after it.
    void close();
    // Ends without waiting for the server's good-bye, as a network that failed would: ended() follows at once.
    void drop(const LinkEnd& why);

 Q_SIGNALS:
    void opened();
    void received(const pong::wire::ServerMessage& message);
    // Once at most, and the last signal.
    void ended(const client::LinkEnd& why);

 private:
    void judgeCertificate(const QList<QSslError>& errors);
    void noteOpened();
    void receive(const QByteArray& bytes);
    void finish(const LinkEnd& why);

    ServerAddress m_server;
    Trust& m_trust;
    QWebSocket m_socket;
    bool m_verifiedBySystem = true;
    bool m_open = false;
    bool m_ended = false;
};

}  // namespace client

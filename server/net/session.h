#pragma once

// One connection: decodes what comes in, holds it to the limits of size and rate, and sends what goes out. It knows no
// feature: accepted messages leave through received(), and the router says who may do what.
//
// Never keep a Session across a co_await or between events: keep its id and ask Sessions again. A session that breaks a
// limit is closed from the event loop, never inside send(), so sending is safe from anywhere; after that it ignores
// what it is told to send. Main thread.

#include "server/net/peer.h"
#include "server/net/refusal.h"
#include "server/net/session_counters.h"
#include "server/net/session_limits.h"

#include <QObject>
#include <QPointer>

#include <cstdint>
#include <shared/protocol/envelope.pb.h>

namespace server {

class Session : public QObject {
    Q_OBJECT

 public:
    // Owns the peer's socket. `limits` and `counters` outlive the session.
    Session(SessionId id, const Peer& peer, const SessionLimits& limits, SessionCounters& counters, QObject* parent);

    SessionId id() const { return m_id; }
    UserId userId() const { return m_userId; }  // 0: nobody is signed in
    // The row of `sessions` (the token) this connection is signed in with; 0: none.
    std::int64_t signInId() const { return m_signInId; }
    // Of the person, which is not the socket's peer behind a proxy.
    const QHostAddress& address() const { return m_address; }
    bool isGreeted() const { return m_greeted; }
    bool isClosing() const { return m_closing; }

    void send(const wire::ServerMessage& message);
    // Sent, and not taken by the network yet.
    qint64 waitingBytes() const;
    // A message that was encoded once for many receivers: binaryFrame() of pong::encode().
    void sendFrame(const QByteArray& frame);

    // Tells the client why and ends the connection.
    void close(const Refusal& reason);

    void setGreeted() { m_greeted = true; }
    // Requests of this session that were not answered yet; the router bounds them.
    int inFlight() const { return m_inFlight; }
    void addInFlight(int change) { m_inFlight += change; }

    // Called by Sessions now and then: hello, idle and closing time-outs.
    void checkTimeouts(std::int64_t nowUs);
    // It was asked for a sign of life and gave none in time.
    bool isSilent(std::int64_t nowUs) const;

 Q_SIGNALS:
    void received(const pong::wire::ClientMessage& message);
    void closed();

 private:
    friend class Sessions;  // signs users in and out
    void setUser(UserId user, std::int64_t signInId);

    void write(const QByteArray& frame);
    void onPong();
    void onBinaryMessage(const QByteArray& bytes);
    void onTextMessage();
    void onMalformed(std::int64_t nowUs);
    bool isWithinRate(const wire::ClientMessage& message, std::int64_t nowUs);
    void drop(const char* why);

    const SessionId m_id;
    QWebSocket* const m_socket;
    const QPointer<QTcpSocket> m_below;  // what m_socket uses
    const bool m_isPlain;                // without TLS
    const QHostAddress m_address;
    const SessionLimits& m_limits;
    SessionCounters& m_counters;
    UserId m_userId = 0;
    std::int64_t m_signInId = 0;
    std::int64_t m_openedUs;
    std::int64_t m_heardUs;       // when anything last arrived
    std::int64_t m_pingedUs = 0;  // before m_heardUs: it was answered
    std::int64_t m_answerUs = 0;  // how long the last answer took
    std::int64_t m_closingUs = 0;
    TokenBucket m_play;
    TokenBucket m_credentials;
    TokenBucket m_other;
    TokenBucket m_malformed;
    TokenBucket m_flood;
    int m_inFlight = 0;
    bool m_greeted = false;
    bool m_toldSilent = false;  // what Sessions said of it last
    bool m_closing = false;
};

}  // namespace server

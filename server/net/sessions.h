#pragma once

// Every connection of this server and who is signed in on it. Features address people by user id and connections by
// session id through this class, never by pointers they keep. Main thread.

#include "server/net/listening_watch.h"
#include "server/net/peer.h"
#include "server/net/refusal.h"
#include "server/net/session_counters.h"
#include "server/net/session_limits.h"
#include "server/net/session_map.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <shared/protocol/envelope.pb.h>
#include <unordered_map>
#include <vector>

namespace server {

class Session;

class Sessions : public QObject {
    Q_OBJECT

 public:
    explicit Sessions(SessionLimits limits, QObject* parent = nullptr);
    ~Sessions() override;

    // A connection whose WebSocket handshake is done; its sockets now belong to the session.
    Session* add(const Peer& peer);

    // Null if the connection has gone or is closing.
    Session* find(SessionId id) const;
    // All connections on which this user is signed in, oldest first.
    std::vector<Session*> sessionsOf(UserId user) const;
    // Who is signed in on this connection, for handlers that answer later. Throws Refusal where nobody is any more.
    UserId requireUser(SessionId id) const;
    bool isOnline(UserId user) const { return m_byUser.contains(user); }
    // Who is signed in with which row of `sessions`, each once a connection.
    struct SignedInSession {
        UserId user;
        std::int64_t signIn;
    };
    std::vector<SignedInSession> signedInSessions() const;

    // To every connection of this user; the message is encoded once.
    void send(UserId user, const wire::ServerMessage& message);
    void sendToSession(SessionId id, const wire::ServerMessage& message);
    // To the user's other devices: what he did on this one.
    void sendToOthers(UserId user, SessionId except, const wire::ServerMessage& message);
    // To every connection that somebody is signed in on, what there is for that one: frames, or nothing.
    void sendToAll(const std::function<QByteArray(UserId)>& framesFor);
    // The same for one user.
    void sendFrames(UserId user, const QByteArray& frames);
    // For a reply of many bytes: throws Refusal(REFUSAL_TOO_MANY) while the connection has not read enough of what it
    // was sent before, so that asking for much at once does not cost it the connection.
    void requireRoom(SessionId id, qint64 bytes) const;

    // `signInId` is the row of `sessions` that holds the token's hash.
    void signIn(SessionId id, UserId user, std::int64_t signInId);
    void signOut(SessionId id);

    // Tells everyone why and closes.
    void closeAll(const Refusal& reason);

    int count() const { return static_cast<int>(m_sessions.size()); }
    int onlineUsers() const { return static_cast<int>(m_byUser.size()); }
    const SessionCounters& counters() const { return m_counters; }

 Q_SIGNALS:
    void received(server::Session& session, const pong::wire::ClientMessage& message);
    // From the event loop, after the reply to the request that signed in.
    void signedIn(server::SessionId id, server::UserId user);
    // The user is no longer signed in on this session: logged out, or the connection has gone. Features that hold
    // something for a session (a place in a queue, a match) let go of it here.
    void signedOut(server::SessionId id, server::UserId user);
    // Nothing comes from this connection any more, not even an answer to a ping, though nobody ended it: a pulled
    // cable, a computer asleep. And the first sign of life after that, where it is still the same user's.
    void fellSilent(server::SessionId id, server::UserId user);
    void spokeAgain(server::SessionId id, server::UserId user);
    // The connection has gone; user is 0 if nobody was signed in. If somebody was, signedOut came just before. The
    // Session object still exists, but find() no longer gives it.
    void disconnected(server::SessionId id, server::UserId user);

 private:
    void remove(SessionId id);
    std::vector<Session*> all() const;
    std::vector<Session*> nextSlice();
    std::chrono::milliseconds sweepInterval() const;
    void checkTimeouts();
    void tellSilence(Session& session, std::int64_t nowUs);

    const SessionLimits m_limits;
    SessionCounters m_counters;
    SessionIds m_ids;
    SessionMap<Session*> m_sessions;
    std::unordered_map<UserId, std::vector<SessionId>> m_byUser;
    QTimer m_sweep;
    std::size_t m_swept = 0;  // places of the table that this sweep has looked at
    ListeningWatch m_listening;
};

}  // namespace server

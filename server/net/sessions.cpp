#include "server/net/sessions.h"

#include "server/net/clock.h"
#include "server/net/frame.h"
#include "server/net/log.h"
#include "server/net/session.h"
#include "shared/protocol/codec.h"

#include <QWebSocket>

#include <algorithm>
#include <utility>

namespace server {

namespace {

// Time-outs are long, so sweeps over all sessions replace a timer in each. Tests with short ones sweep faster. A sweep
// goes slice by slice: thousands of sessions in one go would keep the matches' ticks waiting for milliseconds.
constexpr std::size_t slices = 8;

std::chrono::milliseconds sliceInterval(const SessionLimits& limits) {
    const auto sweep = std::min(std::chrono::milliseconds(1000), std::min(limits.helloWithin, limits.pingAfter) / 4);
    return std::max(std::chrono::milliseconds(1), sweep / static_cast<int>(slices));
}

}  // namespace

Sessions::Sessions(SessionLimits limits, QObject* parent) : QObject(parent), m_limits(limits) {
    connect(&m_sweep, &QTimer::timeout, this, &Sessions::checkTimeouts);
    m_sweep.start(sliceInterval(m_limits));
}

Sessions::~Sessions() {
    // A socket that is destroyed says that it is disconnected; nobody is left who could listen.
    for (const auto& [id, session] : m_sessions) {
        disconnect(session, nullptr, this, nullptr);
        delete session;
    }
}

Session* Sessions::add(const Peer& peer) {
    const SessionId id = ++m_lastId;
    auto* session = new Session(id, peer, m_limits, m_counters, this);
    m_sessions.emplace(id, session);
    connect(session, &Session::received, this,
            [this, session](const wire::ClientMessage& message) { Q_EMIT received(*session, message); });
    connect(session, &Session::closed, this, [this, id] { remove(id); });
    qCDebug(netLog, "session opened session=%llu", static_cast<unsigned long long>(id));
    return session;
}

void Sessions::remove(SessionId id) {
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end())
        return;
    Session* session = found->second;
    const UserId user = session->userId();
    signOut(id);
    m_sessions.erase(id);
    session->deleteLater();
    qCDebug(netLog, "session closed session=%llu", static_cast<unsigned long long>(id));
    Q_EMIT disconnected(id, user);
}

Session* Sessions::find(SessionId id) const {
    const auto found = m_sessions.find(id);
    return found == m_sessions.end() || found->second->isClosing() ? nullptr : found->second;
}

UserId Sessions::requireUser(SessionId id) const {
    const Session* session = find(id);
    if (session == nullptr || session->userId() == 0)
        throw Refusal(wire::REFUSAL_NOT_SIGNED_IN, QStringLiteral("The connection has gone."));
    return session->userId();
}

std::vector<Session*> Sessions::sessionsOf(UserId user) const {
    std::vector<Session*> sessions;
    if (const auto found = m_byUser.find(user); found != m_byUser.end())
        for (const SessionId id : found->second)
            if (Session* session = find(id))
                sessions.push_back(session);
    return sessions;
}

std::vector<Sessions::SignedInSession> Sessions::signedInSessions() const {
    std::vector<SignedInSession> all;
    all.reserve(m_sessions.size());
    for (const auto& [id, session] : m_sessions)
        if (session->userId() != 0 && !session->isClosing())
            all.push_back({session->userId(), session->signInId()});
    return all;
}

void Sessions::send(UserId user, const wire::ServerMessage& message) {
    if (isOnline(user))
        sendFrames(user, binaryFrame(pong::encode(message)));
}

void Sessions::sendFrames(UserId user, const QByteArray& frames) {
    if (frames.isEmpty())
        return;
    for (Session* session : sessionsOf(user))
        session->sendFrame(frames);
}

void Sessions::sendToSession(SessionId id, const wire::ServerMessage& message) {
    if (Session* session = find(id))
        session->send(message);
}

void Sessions::sendToOthers(UserId user, SessionId except, const wire::ServerMessage& message) {
    const QByteArray frame = binaryFrame(pong::encode(message));
    for (Session* session : sessionsOf(user))
        if (session->id() != except)
            session->sendFrame(frame);
}

void Sessions::sendToAll(const std::function<QByteArray(UserId)>& framesFor) {
    for (Session* session : all()) {
        const QByteArray frames = session->userId() != 0 ? framesFor(session->userId()) : QByteArray();
        if (!frames.isEmpty())
            session->sendFrame(frames);
    }
}

void Sessions::requireRoom(SessionId id, qint64 bytes) const {
    const Session* session = find(id);
    if (session != nullptr && session->waitingBytes() + bytes > m_limits.outboxBytes / 2)
        throw Refusal(wire::REFUSAL_TOO_MANY, QStringLiteral("Read what was sent before you ask for more."), {}, 250);
}

void Sessions::signIn(SessionId id, UserId user, std::int64_t signInId) {
    Session* session = find(id);
    if (session == nullptr)
        return;
    signOut(id);
    session->setUser(user, signInId);
    m_byUser[user].push_back(id);
    // Later, so that what others send because of it comes after the reply to the request that signed in.
    const auto announce = [this, id, user] {
        const Session* still = find(id);
        if (still != nullptr && still->userId() == user)
            Q_EMIT signedIn(id, user);
    };
    QMetaObject::invokeMethod(this, announce, Qt::QueuedConnection);
}

void Sessions::signOut(SessionId id) {
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end() || found->second->userId() == 0)
        return;
    const UserId user = found->second->userId();
    found->second->setUser(0, 0);
    const auto ofUser = m_byUser.find(user);
    std::erase(ofUser->second, id);
    if (ofUser->second.empty())
        m_byUser.erase(ofUser);
    Q_EMIT signedOut(id, user);
}

void Sessions::closeAll(const Refusal& reason) {
    for (Session* session : all())
        session->close(reason);
}

// A copy: a socket that is closed, aborted or written to may say at once that it is gone, which removes its session.
std::vector<Session*> Sessions::all() const {
    std::vector<Session*> sessions;
    sessions.reserve(m_sessions.size());
    for (const auto& [id, session] : m_sessions)
        sessions.push_back(session);
    return sessions;
}

std::vector<Session*> Sessions::nextSlice() {
    const std::size_t first = m_slice * m_sessions.bucket_count() / slices;
    m_slice = (m_slice + 1) % slices;
    const std::size_t end = m_slice == 0 ? m_sessions.bucket_count() : m_slice * m_sessions.bucket_count() / slices;
    std::vector<Session*> sessions;
    for (std::size_t bucket = first; bucket < end; ++bucket)
        for (auto session = m_sessions.begin(bucket); session != m_sessions.end(bucket); ++session)
            sessions.push_back(session->second);
    return sessions;
}

void Sessions::checkTimeouts() {
    const std::int64_t nowUs = steadyNowUs();
    // After a stall of this thread what came meanwhile is still to be read: nobody was silent, it did not listen.
    const bool wasStalled =
        nowUs - std::exchange(m_sweptUs, nowUs) >
        2 * static_cast<int>(slices) * std::chrono::microseconds(m_sweep.intervalAsDuration()).count();
    for (Session* session : nextSlice()) {
        session->checkTimeouts(nowUs);
        if (!wasStalled)
            tellSilence(*session, nowUs);
    }
}

void Sessions::tellSilence(Session& session, std::int64_t nowUs) {
    const bool isSilent = session.isSilent(nowUs);
    if (std::exchange(session.m_toldSilent, isSilent) == isSilent || session.userId() == 0 || session.isClosing())
        return;
    if (isSilent)
        Q_EMIT fellSilent(session.id(), session.userId());
    else
        Q_EMIT spokeAgain(session.id(), session.userId());
}

}  // namespace server

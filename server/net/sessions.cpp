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

// Time-outs are long, so sweeps over all sessions replace a timer in each. A sweep goes in steps: thousands of sessions
// in one would keep the matches' ticks waiting for milliseconds.
constexpr std::size_t sessionsAStep = 512;

}  // namespace

Sessions::Sessions(SessionLimits limits, QObject* parent)
    : QObject(parent), m_limits(limits), m_listening(sweepInterval()) {
    connect(&m_sweep, &QTimer::timeout, this, &Sessions::checkTimeouts);
    m_sweep.start(sweepInterval());
}

Sessions::~Sessions() {
    // A socket that is destroyed says that it is disconnected; nobody is left who could listen.
    for (Session* session : all()) {
        disconnect(session, nullptr, this, nullptr);
        delete session;
    }
}

Session* Sessions::add(const Peer& peer) {
    const SessionId id = m_ids.take();
    auto* session = new Session(id, peer, m_limits, m_counters, this);
    m_sessions.set(id, session);
    connect(session, &Session::received, this,
            [this, session](const wire::ClientMessage& message) { Q_EMIT received(*session, message); });
    connect(session, &Session::closed, this, [this, id] { remove(id); });
    qCDebug(netLog, "session opened session=%llu", static_cast<unsigned long long>(id));
    return session;
}

void Sessions::remove(SessionId id) {
    Session* const* const found = m_sessions.find(id);
    if (found == nullptr)
        return;
    Session* session = *found;
    const UserId user = session->userId();
    signOut(id);
    m_sessions.erase(id);
    m_ids.giveBack(id);
    session->deleteLater();
    qCDebug(netLog, "session closed session=%llu", static_cast<unsigned long long>(id));
    Q_EMIT disconnected(id, user);
}

Session* Sessions::find(SessionId id) const {
    Session* const* const found = m_sessions.find(id);
    return found == nullptr || (*found)->isClosing() ? nullptr : *found;
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
    std::vector<SignedInSession> everybody;
    everybody.reserve(m_sessions.size());
    for (const Session* session : all())
        if (session->userId() != 0 && !session->isClosing())
            everybody.push_back({session->userId(), session->signInId()});
    return everybody;
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
    Session* const* const found = m_sessions.find(id);
    if (found == nullptr || (*found)->userId() == 0)
        return;
    const UserId user = (*found)->userId();
    (*found)->setUser(0, 0);
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
    for (const auto& [id, session] : m_sessions.places())
        if (id != 0)
            sessions.push_back(session);
    return sessions;
}

// Tests with short time-outs sweep faster.
std::chrono::milliseconds Sessions::sweepInterval() const {
    const auto shortest = std::min(m_limits.helloWithin, m_limits.pingAfter) / 4;
    return std::clamp(shortest, std::chrono::milliseconds(1), std::chrono::milliseconds(1000));
}

std::vector<Session*> Sessions::nextSlice() {
    const auto& places = m_sessions.places();
    const std::size_t end = std::min(m_swept + sessionsAStep, places.size());
    std::vector<Session*> sessions;
    for (; m_swept < end; ++m_swept)
        if (places[m_swept].id != 0)
            sessions.push_back(places[m_swept].value);
    if (m_swept >= places.size())
        m_swept = 0;
    const std::size_t steps = places.size() / sessionsAStep + 1;
    const auto interval = std::max(std::chrono::milliseconds(1), sweepInterval() / static_cast<int>(steps));
    if (interval != m_sweep.intervalAsDuration())
        m_sweep.setInterval(interval);
    return sessions;
}

void Sessions::checkTimeouts() {
    const std::int64_t nowUs = steadyNowUs();
    const bool isListening = m_listening.listensAt(nowUs);
    for (Session* session : nextSlice()) {
        session->checkTimeouts(nowUs);
        if (isListening)
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

#include "server/friends/presence.h"

#include "server/async/drained.h"
#include "server/database/database.h"
#include "server/database/database_unavailable.h"
#include "server/friends/friends_store.h"
#include "server/friends/last_seen_store.h"
#include "server/net/frame.h"
#include "server/net/sessions.h"
#include "server/play/live_matches.h"
#include "shared/protocol/codec.h"

#include <QDateTime>

namespace server {

using pong::Side;

Presence::Presence(Database& database, Sessions& sessions, LiveMatches& matches, PresenceTimes times, QObject* parent)
    : QObject(parent), m_database(database), m_sessions(sessions), m_tasks(QStringLiteral("presence")) {
    m_gather.setSingleShot(true);
    m_gather.setInterval(times.gather);
    m_write.setSingleShot(true);
    m_write.setInterval(times.write);
    m_writeAll.setInterval(times.writeAll);
    connect(&m_gather, &QTimer::timeout, this, &Presence::tell);
    connect(&m_write, &QTimer::timeout, this, [this] { m_tasks.run(write()); });
    connect(&m_writeAll, &QTimer::timeout, this, [this] {
        const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
        for (const UserId user : m_book.online())
            noteLeft(user, now);
        readMissing();
    });
    connect(&m_database, &Database::regained, this, &Presence::readMissing);
    connect(&sessions, &Sessions::signedIn, this, &Presence::onSignedIn);
    connect(&sessions, &Sessions::signedOut, this, &Presence::onSignedOut);
    connect(&sessions, &Sessions::fellSilent, this,
            [this](SessionId session, UserId user) { onSilence(session, user, true); });
    connect(&sessions, &Sessions::spokeAgain, this,
            [this](SessionId session, UserId user) { onSilence(session, user, false); });
    connect(&matches, &LiveMatches::started, this, [this](const HostedMatch& match) { onMatch(match, false); });
    connect(&matches, &LiveMatches::scored, this, [this](const HostedMatch& match) { onMatch(match, false); });
    connect(&matches, &LiveMatches::ended, this, [this](const HostedMatch& match) { onMatch(match, true); });
    m_writeAll.start();
}

wire::PresenceState Presence::stateOf(UserId user) const {
    wire::PresenceState state = m_book.told(user);
    const auto left = m_left.find(user);
    if (state.presence() == wire::PRESENCE_OFFLINE && left != m_left.end())
        state.set_last_seen_ms(left->second);
    return state;
}

void Presence::setIdle(UserId user, SessionId session, bool idle) {
    m_book.setIdle(user, session, idle);
    gather();
}

void Presence::setInTournament(UserId user, bool isIn) {
    m_book.setInTournament(user, isIn);
    gather();
}

void Presence::onSignedIn(SessionId session, UserId user) {
    m_book.connect(user, session);
    if (m_book.needsFriends(user))
        m_tasks.run(readFriends(user));
    gather();
}

void Presence::onSignedOut(SessionId session, UserId user) {
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    const bool wasOnline = m_book.isOnline(user);  // else it was noted when he fell silent
    m_book.disconnect(user, session, now);
    if (wasOnline)
        noteLeft(user, now);
    gather();
}

void Presence::onSilence(SessionId session, UserId user, bool silent) {
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    m_book.setSilent(user, session, silent, now);
    if (silent)
        noteLeft(user, now);
    else if (m_book.needsFriends(user))
        m_tasks.run(readFriends(user));
    gather();
}

void Presence::onMatch(const HostedMatch& match, bool isOver) {
    const auto score = match.play().simulation().state().score;
    for (const Side side : {Side::Left, Side::Right}) {
        std::optional<PresenceBook::Match> played;
        if (!isOver)
            played = PresenceBook::Match{match.id(), score[0], score[1], side == Side::Left};
        m_book.setMatch(match.user(side), played);
    }
    gather();
}

// --- telling --------------------------------------------------------------------------------------------------------

void Presence::gather() {
    if (m_book.hasChanges() && !m_gather.isActive())
        m_gather.start();
}

void Presence::tell() {
    const std::vector<PresenceBook::Change> changes = m_book.takeChanges();
    for (const PresenceBook::Change& change : changes) {
        wire::ServerMessage message;
        message.mutable_presence_changed()->set_user_id(change.user);
        *message.mutable_presence_changed()->mutable_presence() = change.state;
        const QByteArray frame = binaryFrame(pong::encode(message));  // once for all of them
        for (const UserId user : change.to)
            m_sessions.sendFrames(user, frame);
    }
}

// --- the database ---------------------------------------------------------------------------------------------------

QCoro::Task<void> Presence::readFriends(UserId user) {
    try {
        bool areKnown = false;
        while (!areKnown && m_book.needsFriends(user)) {
            const PresenceBook::Ticket ticket = m_book.askForFriends(user);
            const std::vector<UserId> friends = co_await m_database.transaction(&friends::friendsOf, user);
            areKnown = m_book.setFriends(user, ticket, friends);
        }
        gather();
    } catch (const DatabaseUnavailable&) {
        // readMissing(): when it is back, and now and then, for it may only have been too busy.
    }
}

void Presence::readMissing() {
    for (const UserId user : m_book.online())
        if (m_book.needsFriends(user))
            m_tasks.run(readFriends(user));
}

void Presence::noteLeft(UserId user, std::int64_t atMs) {
    m_left[user] = atMs;
    if (!m_stopping && !m_write.isActive())
        m_write.start();
}

QCoro::Task<void> Presence::write() {
    const std::vector<std::pair<std::int64_t, std::int64_t>> seen(m_left.begin(), m_left.end());
    if (seen.empty())
        co_return;
    try {
        co_await m_database.transaction(&friends::writeLastSeen, seen);
        // Kept until now, so that a page that is read meanwhile shows it too.
        for (const auto& [user, atMs] : seen)
            if (const auto left = m_left.find(user); left != m_left.end() && left->second == atMs)
                m_left.erase(left);
    } catch (const DatabaseUnavailable&) {
        if (!m_stopping)
            m_write.start();
    }
}

QCoro::Task<void> Presence::drain() {
    m_stopping = true;
    m_write.stop();
    m_writeAll.stop();
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    for (const UserId user : m_book.online())
        noteLeft(user, now);
    co_await write();
    co_await drained(m_tasks);
}

}  // namespace server

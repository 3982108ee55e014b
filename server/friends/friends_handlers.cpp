#include "server/friends/friends_handlers.h"

#include "server/async/drained.h"
#include "server/database/database.h"
#include "server/database/database_unavailable.h"
#include "server/friends/blocks.h"
#include "server/friends/presence.h"
#include "server/net/clock.h"
#include "server/net/router.h"
#include "server/net/sessions.h"

#include <QScopeGuard>

#include <algorithm>
#include <string_view>
#include <utility>

namespace server {

namespace {

constexpr std::uint32_t largestPage = 200;
constexpr std::uint32_t mostFound = 20;
constexpr std::size_t longestName = 20;
// Changes of everybody together. Each takes milliseconds; so many are only where the database does not answer.
constexpr std::size_t mostWaiting = 64;

bool isNameCharacter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_' || character == '-';
}

bool isPartOfName(std::string_view text) {
    return !text.empty() && text.size() <= longestName && std::all_of(text.begin(), text.end(), isNameCharacter);
}

wire::ServerMessage changedMessage(const wire::Friend& person) {
    wire::ServerMessage message;
    *message.mutable_friend_changed()->mutable_person() = person;
    return message;
}

}  // namespace

FriendsHandlers::FriendsHandlers(Router& router, Sessions& sessions, Database& database, Presence& presence,
                                 Blocks& blocks, const FriendLimits& limits, QObject* parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_database(database)
    , m_presence(presence)
    , m_blocks(blocks)
    , m_requests(limits.requests)
    , m_changes(limits.changes)
    , m_searches(limits.searches)
    , m_tasks(QStringLiteral("friends")) {
    m_rereadTimer.setSingleShot(true);
    m_rereadTimer.setInterval(limits.rereadAfter);
    connect(&m_rereadTimer, &QTimer::timeout, this, &FriendsHandlers::rereadUnsure);
    connect(&m_database, &Database::regained, this, &FriendsHandlers::rereadUnsure);
    router.handle<&FriendsHandlers::page>(Access::SignedIn, this);
    router.handle<&FriendsHandlers::add>(Access::SignedIn, this);
    router.handle<&FriendsHandlers::answer>(Access::SignedIn, this);
    router.handle<&FriendsHandlers::remove>(Access::SignedIn, this);
    router.handle<&FriendsHandlers::block>(Access::SignedIn, this);
    router.handle<&FriendsHandlers::blocked>(Access::SignedIn, this);
    router.handle<&FriendsHandlers::search>(Access::SignedIn, this);
    router.handle<&FriendsHandlers::reportPresence>(Access::SignedIn, this);
}

// --- lists ----------------------------------------------------------------------------------------------------------

QCoro::Task<wire::FriendsPageReply> FriendsHandlers::page(SessionId session, wire::FriendsPageRequest request) {
    const UserId user = m_sessions.requireUser(session);
    if (request.limit() < 1 || request.limit() > largestPage)
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("This page of friends cannot be asked for."));
    const UserId after = request.after_user_id();
    const int limit = static_cast<int>(request.limit());
    wire::FriendsPageReply reply = co_await m_database.transaction(&friends::page, user, after, limit);
    for (wire::Friend& person : *reply.mutable_friends())
        addPresence(person);
    co_return reply;
}

QCoro::Task<wire::BlocksReply> FriendsHandlers::blocked(SessionId session, wire::BlocksRequest) {
    const UserId user = m_sessions.requireUser(session);
    co_return co_await m_database.transaction(&friends::blockedBy, user);
}

QCoro::Task<wire::PlayerSearchReply> FriendsHandlers::search(SessionId session, wire::PlayerSearchRequest request) {
    const UserId user = m_sessions.requireUser(session);
    if (request.limit() < 1 || request.limit() > mostFound)
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("So many players cannot be asked for."));
    m_searches.take(user, steadyNowUs());
    if (!isPartOfName(request.prefix())) {
        wire::PlayerSearchReply none;  // no name begins so
        co_return none;
    }
    const QString prefix = QString::fromStdString(request.prefix()).toLower();
    const int limit = static_cast<int>(request.limit());
    co_return co_await m_database.transaction(&friends::search, user, prefix, limit);
}

// --- changes --------------------------------------------------------------------------------------------------------

QCoro::Task<wire::FriendReply> FriendsHandlers::add(SessionId session, wire::FriendAddRequest request) {
    const UserId user = m_sessions.requireUser(session);
    m_requests.take(user, steadyNowUs());
    const QString name = QString::fromStdString(request.username()).trimmed();
    if (name.isEmpty())
        throw Refusal(wire::REFUSAL_INVALID_FIELD, QStringLiteral("Type a player's name."), QStringLiteral("username"));
    co_return co_await change(user, &friends::add, name);
}

QCoro::Task<wire::FriendReply> FriendsHandlers::answer(SessionId session, wire::FriendAnswerRequest request) {
    const UserId user = m_sessions.requireUser(session);
    m_changes.take(user, steadyNowUs());
    const UserId other = request.user_id();
    const bool accept = request.accept();
    co_return co_await change(user, &friends::answer, other, accept);
}

QCoro::Task<wire::FriendReply> FriendsHandlers::remove(SessionId session, wire::FriendRemoveRequest request) {
    const UserId user = m_sessions.requireUser(session);
    m_changes.take(user, steadyNowUs());
    const UserId other = request.user_id();
    co_return co_await change(user, &friends::remove, other);
}

QCoro::Task<wire::FriendReply> FriendsHandlers::block(SessionId session, wire::BlockRequest request) {
    const UserId user = m_sessions.requireUser(session);
    m_changes.take(user, steadyNowUs());
    const UserId other = request.user_id();
    const auto store = request.blocked() ? &friends::block : &friends::unblock;
    co_return co_await change(user, store, other);
}

template <typename... Parameters>
QCoro::Task<wire::FriendReply> FriendsHandlers::change(UserId user, Store<Parameters...> store,
                                                       Parameters... parameters) {
    if (m_lane.waiting() >= mostWaiting)
        throw Refusal(wire::REFUSAL_BUSY, QStringLiteral("The server is busy. Try again in a moment."), {}, 1'000);
    co_await m_lane.enter();
    const auto leave = qScopeGuard([this] { m_lane.leave(); });
    friends::Standing standing;
    try {
        standing = co_await m_database.transaction(store, user, parameters...);
    } catch (const DatabaseUnavailable&) {
        m_unsure.insert(user);
        m_rereadTimer.start();
        throw;
    }
    remember(user, standing);
    if (standing.changed)
        tell(user, standing);
    wire::FriendReply reply;
    *reply.mutable_person() = standing.other;
    addPresence(*reply.mutable_person());
    co_return reply;
}

// Also where nothing changed: the change may be one whose outcome nobody heard of, asked for once more.
void FriendsHandlers::remember(UserId user, const friends::Standing& standing) {
    const UserId other = standing.other.player().user_id();
    if (standing.other.relation() == wire::RELATION_BLOCKED)
        m_blocks.add(user, other);
    else
        m_blocks.remove(user, other);
    if (standing.other.relation() == wire::RELATION_FRIEND)
        m_presence.befriend(user, other);
    else
        m_presence.part(user, other);
}

void FriendsHandlers::rereadUnsure() {
    for (const UserId user : std::exchange(m_unsure, {}))
        m_tasks.run(reread(user));
}

QCoro::Task<void> FriendsHandlers::reread(UserId user) {
    co_await m_lane.enter();
    const auto leave = qScopeGuard([this] { m_lane.leave(); });
    try {
        const friends::Ties ties = co_await m_database.transaction(&friends::tiesOf, user);
        m_blocks.replace(user, ties.blocked);
        m_presence.replaceFriends(user, ties.friends);
    } catch (const DatabaseUnavailable&) {
        m_unsure.insert(user);
        m_rereadTimer.start();
    }
}

QCoro::Task<void> FriendsHandlers::drain() {
    m_rereadTimer.stop();
    m_unsure.clear();
    co_await drained(m_tasks);
    m_rereadTimer.stop();
}

void FriendsHandlers::tell(UserId user, friends::Standing standing) {
    const UserId other = standing.other.player().user_id();
    addPresence(standing.other);
    m_sessions.send(user, changedMessage(standing.other));
    if (standing.other.relation() != wire::RELATION_REQUEST_IN)
        Q_EMIT requestClosed(user, other);
    if (!standing.otherIsTold)
        return;
    addPresence(standing.user);
    m_sessions.send(other, changedMessage(standing.user));
    if (standing.user.relation() == wire::RELATION_REQUEST_IN)
        Q_EMIT requested(other, user);
    else
        Q_EMIT requestClosed(other, user);
    if (standing.user.relation() == wire::RELATION_FRIEND)
        Q_EMIT accepted(other, user);
}

// --- presence -------------------------------------------------------------------------------------------------------

void FriendsHandlers::addPresence(wire::Friend& person) const {
    if (person.relation() != wire::RELATION_FRIEND)
        return;
    const wire::PresenceState known = m_presence.stateOf(person.player().user_id());
    // Who is not here and left long ago: the store has said when.
    if (known.presence() != wire::PRESENCE_OFFLINE || known.last_seen_ms() != 0)
        *person.mutable_presence() = known;
}

void FriendsHandlers::reportPresence(Session& session, const wire::PresenceReport& report) {
    m_presence.setIdle(session.userId(), session.id(), report.idle());
}

}  // namespace server

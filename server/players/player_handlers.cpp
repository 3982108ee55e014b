#include "server/players/player_handlers.h"

#include "server/database/database.h"
#include "server/friends/presence.h"
#include "server/net/router.h"
#include "server/net/sessions.h"
#include "server/players/players_store.h"

#include <QDateTime>

#include <algorithm>

namespace server {

PlayerHandlers::PlayerHandlers(Router& router, Sessions& sessions, Database& database, const Presence& presence)
    : m_sessions(sessions), m_database(database), m_presence(presence) {
    router.handle<&PlayerHandlers::profile>(Access::SignedIn, this);
    router.handle<&PlayerHandlers::ratings>(Access::SignedIn, this);
}

QCoro::Task<wire::PlayerProfile> PlayerHandlers::profile(SessionId session, wire::PlayerProfileRequest request) {
    const UserId viewer = m_sessions.requireUser(session);
    const std::int64_t user = request.user_id();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    wire::PlayerProfile profile = co_await m_database.transaction(&players::profile, viewer, user, now);
    if (profile.relation() == wire::RELATION_FRIEND) {
        const wire::PresenceState known = m_presence.stateOf(user);
        if (known.presence() != wire::PRESENCE_OFFLINE || known.last_seen_ms() != 0)
            *profile.mutable_presence() = known;
    }
    co_return profile;
}

QCoro::Task<wire::RatingHistoryReply> PlayerHandlers::ratings(SessionId session, wire::RatingHistoryRequest request) {
    m_sessions.requireUser(session);
    const std::int64_t user = request.user_id();
    // Between the beginning of time and now: later than any rating, and written alike by QDateTime and PostgreSQL.
    const std::int64_t sinceMs = std::clamp<std::int64_t>(request.since_ms(), 0, QDateTime::currentMSecsSinceEpoch());
    const QDateTime since = QDateTime::fromMSecsSinceEpoch(sinceMs, Qt::UTC);
    co_return co_await m_database.transaction(&players::ratings, user, since);
}

}  // namespace server

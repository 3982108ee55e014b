#include "server/play/play_handlers.h"

#include "server/net/router.h"
#include "server/net/session.h"
#include "server/play/live_matches.h"
#include "server/play/quick_games.h"

namespace server {

PlayHandlers::PlayHandlers(Router& router, QuickGames& quickGames, LiveMatches& matches, QObject* parent)
    : QObject(parent), m_quickGames(quickGames), m_matches(matches) {
    router.handle<&PlayHandlers::quickMatch>(Access::SignedIn, this);
    router.handle<&PlayHandlers::cancelQuickMatch>(Access::SignedIn, this);
    router.handle<&PlayHandlers::join>(Access::SignedIn, this);
    router.handle<&PlayHandlers::leave>(Access::SignedIn, this);
    router.handle<&PlayHandlers::input>(Access::SignedIn, this);
    router.handle<&PlayHandlers::beat>(Access::SignedIn, this);
}

wire::QuickMatchReply PlayHandlers::quickMatch(Session& session, const wire::QuickMatchRequest&) {
    wire::QuickMatchReply reply;
    reply.set_waiting(static_cast<std::uint32_t>(m_quickGames.join(session.userId(), session.id())));
    return reply;
}

wire::QuickMatchCancelReply PlayHandlers::cancelQuickMatch(Session& session, const wire::QuickMatchCancelRequest&) {
    wire::QuickMatchCancelReply reply;
    reply.set_cancelled(m_quickGames.cancel(session.id()));
    return reply;
}

wire::MatchSnapshot PlayHandlers::join(Session& session, const wire::MatchJoinRequest& request) {
    return m_matches.join(session.id(), session.userId(), request.match_id());
}

void PlayHandlers::leave(Session& session, const wire::MatchLeave& command) {
    m_matches.leave(session.userId(), command.match_id());
}

void PlayHandlers::input(Session& session, const wire::MatchInput& command) {
    m_matches.input(session.id(), command);
}

void PlayHandlers::beat(Session& session, const wire::MatchBeat& command) {
    m_matches.beat(session.id(), command);
}

}  // namespace server

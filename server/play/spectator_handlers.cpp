#include "server/play/spectator_handlers.h"

#include "server/net/router.h"
#include "server/net/session.h"
#include "server/play/spectators.h"

namespace server {

SpectatorHandlers::SpectatorHandlers(Router& router, Spectators& spectators) : m_spectators(spectators) {
    router.handle<&SpectatorHandlers::liveMatches>(Access::SignedIn, this);
    router.handle<&SpectatorHandlers::watch>(Access::SignedIn, this);
    router.handle<&SpectatorHandlers::watchEnd>(Access::SignedIn, this);
}

wire::LiveMatchesReply SpectatorHandlers::liveMatches(Session&, const wire::LiveMatchesRequest& request) {
    if (request.limit() < 1 || request.limit() > Spectators::mostListed)
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("So many matches cannot be asked for."));
    return m_spectators.list(request.limit());
}

wire::WatchReply SpectatorHandlers::watch(Session& session, const wire::WatchRequest& request) {
    return m_spectators.watch(session.id(), request.match_id());
}

void SpectatorHandlers::watchEnd(Session& session, const wire::WatchEnd& command) {
    m_spectators.stop(session.id(), command.match_id());
}

}  // namespace server

#pragma once

// What clients ask about matches of others. Main thread.

#include "server/net/refusal.h"

#include <shared/protocol/invitations.pb.h>

namespace server {

class Router;
class Session;
class Spectators;

class SpectatorHandlers {
 public:
    SpectatorHandlers(Router& router, Spectators& spectators);

    wire::LiveMatchesReply liveMatches(Session& session, const wire::LiveMatchesRequest& request);
    wire::WatchReply watch(Session& session, const wire::WatchRequest& request);
    void watchEnd(Session& session, const wire::WatchEnd& command);

 private:
    Spectators& m_spectators;
};

}  // namespace server

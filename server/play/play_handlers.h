#pragma once

// What clients ask about quick games and matches. Main thread.

#include "server/net/refusal.h"

#include <QObject>

#include <shared/protocol/play.pb.h>

namespace server {

class LiveMatches;
class QuickGames;
class Router;
class Session;

class PlayHandlers : public QObject {
    Q_OBJECT

 public:
    PlayHandlers(Router& router, QuickGames& quickGames, LiveMatches& matches, QObject* parent = nullptr);

    wire::QuickMatchReply quickMatch(Session& session, const wire::QuickMatchRequest& request);
    wire::QuickMatchCancelReply cancelQuickMatch(Session& session, const wire::QuickMatchCancelRequest& request);
    wire::MatchSnapshot join(Session& session, const wire::MatchJoinRequest& request);
    void leave(Session& session, const wire::MatchLeave& command);
    void input(Session& session, const wire::MatchInput& command);
    void beat(Session& session, const wire::MatchBeat& command);

 private:
    QuickGames& m_quickGames;
    LiveMatches& m_matches;
};

}  // namespace server

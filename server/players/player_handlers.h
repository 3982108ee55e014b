#pragma once

// What clients ask about one player: the profile that others see, and how the rating went. Main thread.

#include "server/net/refusal.h"

#include <QCoroTask>

#include <shared/protocol/players.pb.h>

namespace server {

class Database;
class Presence;
class Router;
class Sessions;

class PlayerHandlers {
 public:
    PlayerHandlers(Router& router, Sessions& sessions, Database& database, const Presence& presence);

    QCoro::Task<wire::PlayerProfile> profile(SessionId session, wire::PlayerProfileRequest request);
    QCoro::Task<wire::RatingHistoryReply> ratings(SessionId session, wire::RatingHistoryRequest request);

 private:
    Sessions& m_sessions;
    Database& m_database;
    const Presence& m_presence;
};

}  // namespace server

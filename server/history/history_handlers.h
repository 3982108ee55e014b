#pragma once

// Pages of the matches of the signed-in user, or of another one. Main thread.

#include "server/net/refusal.h"

#include <QCoroTask>

#include <shared/protocol/envelope.pb.h>

namespace server {

class Database;
class Router;
class Sessions;

class HistoryHandlers {
 public:
    HistoryHandlers(Router& router, Sessions& sessions, Database& database);

    QCoro::Task<wire::HistoryPageReply> page(SessionId session, wire::HistoryPageRequest request);

 private:
    Sessions& m_sessions;
    Database& m_database;
};

}  // namespace server

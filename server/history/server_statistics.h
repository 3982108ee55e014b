#pragma once

// All-time figures of this server, for anybody who has not even signed in: asked for often and cheap to be a little
// old, so one query serves everybody for some seconds. Main thread.

#include "server/net/refusal.h"

#include <QCoroTask>

#include <chrono>
#include <optional>
#include <shared/protocol/envelope.pb.h>

namespace server {

class Database;
class Router;

class ServerStatistics {
 public:
    ServerStatistics(Router& router, Database& database, std::chrono::milliseconds maxAge = std::chrono::seconds(5));

    // Older figures rather than none while new ones are on their way, or the database is away.
    QCoro::Task<wire::ServerStatisticsReply> figures(SessionId session, wire::ServerStatisticsRequest request);

 private:
    using Clock = std::chrono::steady_clock;

    QCoro::Task<void> refresh();

    Database& m_database;
    const std::chrono::milliseconds m_maxAge;
    std::optional<wire::ServerStatisticsReply> m_figures;
    Clock::time_point m_asOf;
    bool m_refreshing = false;
};

}  // namespace server

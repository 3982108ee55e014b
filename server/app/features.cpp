#include "server/app/features.h"

namespace server {

namespace {

// As long as a transaction may take (DatabaseOptions::answerWithin).
constexpr std::chrono::milliseconds storeMatchesWithin{10'000};

}  // namespace

Features::Features(MainQueue& queue, Database& database, const FeatureOptions& options)
    : m_sessions(options.sessionLimits)
    , m_router(m_sessions)
    , m_hasher(queue, options.hashCost)
    , m_connections(m_router, m_sessions, options.serverName)
    , m_accounts(m_router, m_sessions, database, m_hasher, options.logInLimits)
    , m_history(m_router, m_sessions, database)
    , m_statistics(m_router, database)
    , m_recorder(database)
    , m_matches(database, m_sessions, m_recorder, options.rules)
    , m_quickGames(database, m_sessions, m_matches)
    , m_play(m_router, m_quickGames, m_matches) {}

QCoro::Task<void> Features::drain() {
    co_await m_matches.shutdown(storeMatchesWithin);
}

}  // namespace server

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
    , m_connections(m_router, m_sessions,
                    Introduction{options.serverName, options.mail.smtp.has_value(), options.mail.contact})
    , m_notifications(database, m_sessions)
    , m_notificationHandlers(m_router, m_sessions, database)
    , m_accounts(queue, database, m_sessions, m_router, m_hasher,
                 AccountOptions{options.serverName, options.key, options.accountLimits, options.accountClock,
                                options.checkSignInsEvery, options.sweepAccountsEvery},
                 options.mail)
    , m_history(m_router, m_sessions, database)
    , m_players(m_router, m_sessions, database)
    , m_statistics(m_router, database)
    , m_recorder(database)
    , m_matches(database, m_sessions, m_recorder, options.rules)
    , m_quickGames(database, m_sessions, m_matches)
    , m_play(m_router, m_quickGames, m_matches) {}

QCoro::Task<void> Features::start() {
    co_await m_matches.restore();
    m_accounts.start();
}

QCoro::Task<void> Features::drain() {
    co_await m_accounts.drain();
    co_await m_matches.shutdown(storeMatchesWithin);
    co_await m_notifications.drain();
}

void Features::stopThreads() {
    m_hasher.stop();
    m_accounts.stopThreads();
}

}  // namespace server

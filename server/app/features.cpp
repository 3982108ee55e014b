#include "server/app/features.h"

namespace server {

Features::Features(MainQueue& queue, Database& database, const FeatureOptions& options)
    : m_sessions(options.sessionLimits)
    , m_router(m_sessions)
    , m_hasher(queue, options.hashCost)
    , m_connections(m_router, m_sessions, options.serverName)
    , m_accounts(m_router, m_sessions, database, m_hasher, options.logInLimits) {}

std::vector<QCoro::Task<void>> Features::start() {
    return {};
}

std::vector<QCoro::Task<void>> Features::drain() {
    return {};
}

}  // namespace server

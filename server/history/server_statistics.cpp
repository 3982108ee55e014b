#include "server/history/server_statistics.h"

#include "server/database/database.h"
#include "server/database/database_unavailable.h"
#include "server/history/history_store.h"
#include "server/net/router.h"

#include <QScopeGuard>

namespace server {

ServerStatistics::ServerStatistics(Router& router, Database& database, std::chrono::milliseconds maxAge)
    : m_database(database), m_maxAge(maxAge) {
    router.handle<&ServerStatistics::figures>(Access::Anyone, this);
}

QCoro::Task<wire::ServerStatisticsReply> ServerStatistics::figures(SessionId, wire::ServerStatisticsRequest) {
    const bool fresh = m_figures && Clock::now() - m_asOf < m_maxAge;
    if (!fresh && !(m_figures && m_refreshing))
        co_await refresh();
    wire::ServerStatisticsReply reply = *m_figures;  // QCoro moves from what is returned, members too
    co_return reply;
}

QCoro::Task<void> ServerStatistics::refresh() {
    m_refreshing = true;
    const auto over = qScopeGuard([this] { m_refreshing = false; });
    try {
        m_figures = co_await m_database.transaction(&history::allTime);
        m_asOf = Clock::now();
    } catch (const DatabaseUnavailable&) {
        if (!m_figures)
            throw;
    }
}

}  // namespace server

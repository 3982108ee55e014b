#include "server/history/history_handlers.h"

#include "server/database/database.h"
#include "server/history/history_store.h"
#include "server/net/router.h"
#include "server/net/sessions.h"

namespace server {

namespace {

constexpr std::uint32_t largestPage = 50;
// The last millisecond of the year 9999: later than any match, and the latest that a QDateTime and PostgreSQL write
// alike.
constexpr std::int64_t latestMs = 253'402'300'799'999;

history::PageQuery queryOf(UserId user, const wire::HistoryPageRequest& request) {
    if (request.limit() < 1 || request.limit() > largestPage || request.before_ms() < 0 ||
        request.before_ms() > latestMs || request.user_id() < 0 || request.opponent_id() < 0 ||
        !wire::HistoryPageRequest::Result_IsValid(request.result()))
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("This page of the history cannot be asked for."));
    history::PageQuery query;
    query.userId = request.user_id() == 0 ? user : request.user_id();
    query.opponentId = request.opponent_id();
    query.before = QDateTime::fromMSecsSinceEpoch(request.before_ms() == 0 ? latestMs : request.before_ms(), Qt::UTC);
    query.beforeMatchId = request.before_match_id();
    query.limit = static_cast<int>(request.limit());
    query.result = request.result();
    return query;
}

}  // namespace

HistoryHandlers::HistoryHandlers(Router& router, Sessions& sessions, Database& database)
    : m_sessions(sessions), m_database(database) {
    router.handle<&HistoryHandlers::page>(Access::SignedIn, this);
}

QCoro::Task<wire::HistoryPageReply> HistoryHandlers::page(SessionId session, wire::HistoryPageRequest request) {
    const history::PageQuery query = queryOf(m_sessions.requireUser(session), request);
    co_return co_await m_database.transaction(&history::page, query);
}

}  // namespace server

#include "server/history/history_store.h"

#include "server/play/match_columns.h"
#include "server/players/players_store.h"

namespace server::history {

namespace {

using pong::wire::HistoryPageRequest;

// A statement for each combination of filters rather than one with conditions on them: each has its own index, at any
// depth.
#define PONG_HISTORY_PAGE(filter)                                                                                     \
    "WITH page AS (SELECT * FROM match_history "                                                                      \
    "  WHERE user_id = $1 AND (date, match_id) < ($2, $3)" filter                                                     \
    " ORDER BY date DESC, match_id DESC LIMIT $4) "                                                                   \
    "SELECT page.match_id, page.date, page.result, page.reason, page.my_score, page.opponent_score, page.length_ms, " \
    "  page.mode, page.rating_change, player_cards.* "                                                                \
    "FROM page JOIN player_cards ON player_cards.user_id = page.opponent_id "                                         \
    "ORDER BY page.date DESC, page.match_id DESC"

constexpr Sql anyPage = PONG_HISTORY_PAGE("");
constexpr Sql resultPage = PONG_HISTORY_PAGE(" AND result = $5");
constexpr Sql opponentPage = PONG_HISTORY_PAGE(" AND opponent_id = $5");
constexpr Sql opponentResultPage = PONG_HISTORY_PAGE(" AND opponent_id = $5 AND result = $6");

Rows rowsOf(Transaction& transaction, const PageQuery& query, int limit) {
    const QString result = query.result == HistoryPageRequest::WON ? QStringLiteral("won") : QStringLiteral("lost");
    const auto page = [&](Sql sql, const auto&... filters) {
        return transaction.execute(sql, query.userId, query.before, query.beforeMatchId, limit, filters...);
    };
    if (query.result == HistoryPageRequest::ANY)
        return query.opponentId == 0 ? page(anyPage) : page(opponentPage, query.opponentId);
    return query.opponentId == 0 ? page(resultPage, result) : page(opponentResultPage, query.opponentId, result);
}

void fill(pong::wire::HistoryRow& out, const Row& row) {
    out.set_match_id(row.int64(u"match_id"));
    *out.mutable_opponent() = play::cardOf(row);
    out.set_won(row.text(u"result") == u"won");
    out.set_draw(row.text(u"result") == u"draw");
    out.set_my_score(static_cast<std::uint32_t>(row.integer(u"my_score")));
    out.set_opponent_score(static_cast<std::uint32_t>(row.integer(u"opponent_score")));
    out.set_length_ms(static_cast<std::uint32_t>(row.integer(u"length_ms")));
    out.set_played_at_ms(row.dateTime(u"date").toMSecsSinceEpoch());
    out.set_mode(play::modeOf(row.text(u"mode")));
    out.set_reason(play::reasonOf(row.text(u"reason")));
    out.set_rating_change(row.integer(u"rating_change"));
}

}  // namespace

pong::wire::HistoryPageReply page(Transaction& transaction, PageQuery query) {
    players::requireThere(transaction, query.userId);
    pong::wire::HistoryPageReply reply;
    const Rows rows =
        rowsOf(transaction, query, query.limit + 1);  // one more than asked for tells whether there is more
    for (const Row row : rows) {
        if (reply.rows_size() == query.limit) {
            reply.set_more(true);
            break;
        }
        fill(*reply.add_rows(), row);
    }
    const Rows counts =
        transaction.execute("SELECT games_played, games_won FROM statistics WHERE user_id = $1", query.userId);
    if (!counts.isEmpty()) {
        reply.set_matches(counts.one().int64(u"games_played"));
        reply.set_won(counts.one().int64(u"games_won"));
    }
    return reply;
}

pong::wire::ServerStatisticsReply allTime(Transaction& transaction) {
    // Every match counts once for each of its two players.
    const Rows rows = transaction.execute(
        "SELECT (SELECT count(*) FROM users WHERE kind = 'human' AND deleted_at IS NULL) AS users, "
        "  (SELECT count(*) FROM tournaments WHERE status = 'finished') AS tournaments, "
        "  coalesce(sum(games_played), 0)::bigint / 2 AS matches, coalesce(sum(total_score), 0)::bigint AS points "
        "FROM statistics");
    const Row row = rows.one();
    pong::wire::ServerStatisticsReply reply;
    reply.set_users(row.int64(u"users"));
    reply.set_matches(row.int64(u"matches"));
    reply.set_tournaments(row.int64(u"tournaments"));
    reply.set_points(row.int64(u"points"));
    return reply;
}

}  // namespace server::history

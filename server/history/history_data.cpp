#include "server/history/history_data.h"

namespace server::history {

namespace {

constexpr Sql matches =
    "SELECT page.match_id AS key, json_build_object('id', page.match_id, 'date', page.date, 'mode', page.mode,"
    "  'opponent', page.opponent, 'result', page.result, 'reason', page.reason, 'my_score', page.my_score,"
    "  'opponent_score', page.opponent_score, 'length_ms', page.length_ms, 'rated', page.rated, 'rules', page.rules,"
    "  'points', (SELECT coalesce(json_agg(json_build_object('mine', scorer = page.my_number, 'tick', tick,"
    "    'scored_at', scored_at) ORDER BY number), '[]'::json) FROM points WHERE game_session_id = page.match_id)"
    " )::text AS item"
    " FROM (SELECT match_history.*, users.username AS opponent, game_sessions.rated, game_sessions.rules,"
    "   CASE WHEN game_sessions.player1_id = $1 THEN 1 ELSE 2 END AS my_number"
    "  FROM match_history JOIN game_sessions ON game_sessions.id = match_id JOIN users ON users.id = opponent_id"
    "  WHERE user_id = $1 AND match_id > $2 ORDER BY match_id LIMIT $3) AS page ORDER BY page.match_id";
constexpr Sql ratings =
    "SELECT match_id AS key, row_to_json(page)::text AS item FROM (SELECT match_id, created_at, rating, deviation,"
    "  volatility FROM rating_history WHERE user_id = $1 AND match_id > $2 ORDER BY match_id LIMIT $3) AS page"
    " ORDER BY match_id";
constexpr Sql statistics =
    "SELECT user_id AS key, row_to_json(page)::text AS item FROM (SELECT * FROM statistics"
    " WHERE user_id = $1 AND user_id > $2 LIMIT $3) AS page";

}  // namespace

AccountData accountData() {
    AccountData data;
    data.sections = {{"matches", matches}, {"ratings", ratings}, {"statistics", statistics}};
    data.erasures = {"DELETE FROM rating_history WHERE user_id = $1"};
    return data;
}

}  // namespace server::history

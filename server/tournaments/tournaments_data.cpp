#include "server/tournaments/tournaments_data.h"

namespace server::tournaments {

namespace {

constexpr Sql played =
    "SELECT tournament_id AS key, row_to_json(page)::text AS item FROM (SELECT tournament_id, name, mine.created_at AS"
    "  joined_at, tournaments.status AS tournament, mine.status, seed, out_in_round, started_at, ended_at"
    " FROM tournament_participants AS mine JOIN tournaments ON tournaments.id = tournament_id"
    " WHERE user_id = $1 AND tournament_id > $2 ORDER BY tournament_id LIMIT $3) AS page ORDER BY tournament_id";
constexpr Sql organised =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT id, created_at, name, status, rules, size,"
    "  started_at, ended_at FROM tournaments WHERE organiser_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS page"
    " ORDER BY id";

}  // namespace

AccountData accountData() {
    AccountData data;
    data.sections = {{"tournaments", played}, {"tournaments_organised", organised}};
    data.erasures = {
        "DELETE FROM tournament_participants USING tournaments WHERE tournaments.id = tournament_id"
        " AND tournaments.status = 'open' AND user_id = $1",
        "UPDATE tournaments SET status = 'cancelled', ended_at = now()"
        " WHERE organiser_id = $1 AND status = 'open'"};
    return data;
}

}  // namespace server::tournaments

#include "server/tournaments/tournament_lists_store.h"

#include "server/tournaments/tournament_rows.h"

namespace server::tournaments {

wire::TournamentsReply finished(Transaction& transaction, FinishedQuery query) {
    const Rows rows = transaction.execute(
        "SELECT part.user_id IS NOT NULL AS joined, " PONG_TOURNAMENT_INFO
        "LEFT JOIN tournament_participants AS part ON part.tournament_id = tournaments.id AND part.user_id = $1 "
        "WHERE tournaments.status = 'finished' AND (tournaments.ended_at, tournaments.id) < ($2, $3) "
        "  AND (part.user_id IS NOT NULL OR organiser_id = $1 OR NOT EXISTS (SELECT FROM blocks "
        "    WHERE (blocks.user_id = $1 AND blocked_id = organiser_id) "
        "       OR (blocks.user_id = organiser_id AND blocked_id = $1))) "
        "ORDER BY tournaments.ended_at DESC, tournaments.id DESC LIMIT $4",
        query.viewer, query.before, query.beforeId, query.limit + 1);  // one more tells whether there is more
    wire::TournamentsReply reply;
    for (const Row row : rows) {
        if (reply.tournaments_size() == query.limit) {
            reply.set_more(true);
            break;
        }
        wire::TournamentListed& listed = *reply.add_tournaments();
        *listed.mutable_tournament() = infoOf(row);
        listed.set_joined(row.boolean(u"joined"));
    }
    return reply;
}

}  // namespace server::tournaments

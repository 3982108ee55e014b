#pragma once

// Rows of tournaments -> what clients are told of them. Store functions: database threads only.

#include "server/database/transaction.h"

#include <cstdint>
#include <shared/protocol/tournaments.pb.h>

namespace server::tournaments {

// The columns that infoOf() reads, of the table and what stands around it. A macro, because Sql is literals only.
#define PONG_TOURNAMENT_INFO                                                                                    \
    "tournaments.*, one.username AS organiser_name, one.rating AS organiser_rating, "                           \
    "one.avatar_url AS organiser_avatar, two.username AS winner_name, two.rating AS winner_rating, "            \
    "two.avatar_url AS winner_avatar, "                                                                         \
    "(SELECT count(*)::integer FROM tournament_participants WHERE tournament_id = tournaments.id) AS players, " \
    "(SELECT coalesce(max(round), 0) FROM tournament_matches WHERE tournament_id = tournaments.id) AS rounds, " \
    "(SELECT coalesce(min(round), 0) FROM tournament_matches WHERE tournament_id = tournaments.id "             \
    "   AND status IN ('waiting', 'open')) AS round "                                                           \
    "FROM tournaments JOIN player_cards AS one ON one.user_id = organiser_id "                                  \
    "LEFT JOIN player_cards AS two ON two.user_id = winner_id "

pong::wire::TournamentInfo infoOf(const Row& row);

// Participants and matches of this tournament, beside `state.info()`.
void fill(Transaction& transaction, pong::wire::TournamentState& state);

}  // namespace server::tournaments

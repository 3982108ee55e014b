#pragma once

// From what the server says of a tournament to what its page shows. Pure; any thread.

#include "client/models/tournament_view.h"

#include <shared/protocol/tournaments.pb.h>

namespace client {

// As `me` sees it; `now` is when the state came, for what it counts down.
TournamentView tournamentViewOf(const pong::wire::TournamentState& state, qint64 me, const QDateTime& now);

// Whether this user is one of its participants, also one who is out.
bool isParticipant(const pong::wire::TournamentState& state, qint64 userId);

}  // namespace client

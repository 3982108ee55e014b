#pragma once

// The SQL of one tournament: everything that changes it, and its whole state. Store functions for
// Database::transaction: database threads only. Whatever changes a tournament locks its row first, so that two changes
// at once become one after the other, and answers what stands then. Every change may be repeated: a caller whose COMMIT
// was lost calls again and is told the same, or that it has happened.

#include "server/database/transaction.h"
#include "server/net/refusal.h"
#include "shared/pong/rules.h"

#include <QString>

#include <cstdint>
#include <shared/protocol/tournaments.pb.h>
#include <vector>

namespace server::tournaments {

using wire::TournamentState;

constexpr int mostOpenOnes = 3;  // that somebody is in

struct NewTournament {
    UserId organiser = 0;
    QString name;  // normalised, not empty, not too long
    int size = 0;  // 4, 8, 16 or 32
    pong::Rules rules;
};

Refusal noSuchTournament();

// Its organiser is in it. Throws Refusal where they organise another one, or are in too many.
TournamentState create(Transaction& transaction, NewTournament tournament);

// As it stands in the database: who is ready and how live matches stand is not in there. Throws Refusal(NOT_FOUND).
TournamentState read(Transaction& transaction, std::int64_t id);

// All throw Refusal(NOT_FOUND) where there is no such tournament (for this user), and Refusal where its state or the
// user's part in it do not allow that.
TournamentState join(Transaction& transaction, std::int64_t id, UserId user);
// Before the start, or giving up.
TournamentState leave(Transaction& transaction, std::int64_t id, UserId user);
wire::TournamentStartReply start(Transaction& transaction, std::int64_t id, UserId organiser);
TournamentState cancel(Transaction& transaction, std::int64_t id, UserId organiser);

// Who did not come to a match that they were called to. Nothing happens where that is no longer so.
struct Absence {
    int round = 0;
    int number = 0;
    std::vector<UserId> users;
};
TournamentState remove(Transaction& transaction, std::int64_t id, Absence absence);

// What follows from matches that have ended.
TournamentState settle(Transaction& transaction, std::int64_t id);

// The same after a match whose row is there, and which never began because its server did not hear of that.
TournamentState abandon(Transaction& transaction, std::int64_t id, std::int64_t matchId);

// Open and running ones.
std::vector<std::int64_t> active(Transaction& transaction);

}  // namespace server::tournaments

#pragma once

// A bracket's way into PostgreSQL and back. Store functions: database threads only, with the tournament's row locked.

#include "server/database/transaction.h"
#include "server/tournaments/bracket.h"

namespace server::tournaments {

Bracket readBracket(Transaction& transaction, std::int64_t tournament);

// All matches, and who is out. What did not change is not written.
void writeBracket(Transaction& transaction, std::int64_t tournament, const Bracket& bracket);

// Takes the results of matches that have ended into the bracket; one that nobody won has to be played again. False:
// there are none.
bool takeResults(Transaction& transaction, std::int64_t tournament, Bracket& bracket);

}  // namespace server::tournaments

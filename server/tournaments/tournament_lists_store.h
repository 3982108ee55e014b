#pragma once

// The SQL of lists of tournaments that are over. Store functions for Database::transaction: database threads only.

#include "server/database/transaction.h"
#include "server/net/refusal.h"

#include <QDateTime>

#include <cstdint>
#include <shared/protocol/tournaments.pb.h>

namespace server::tournaments {

struct FinishedQuery {
    UserId viewer = 0;
    QDateTime before;
    std::int64_t beforeId = 0;
    int limit = 0;
};

// Finished ones, the newest first; without those that a block hides from the viewer, unless they were in them.
wire::TournamentsReply finished(Transaction& transaction, FinishedQuery query);

}  // namespace server::tournaments

#pragma once

// The SQL of history and of the server's all-time figures. Store functions for Database::transaction: database threads
// only.

#include "server/database/transaction.h"

#include <QDateTime>

#include <cstdint>
#include <shared/protocol/accounts.pb.h>
#include <shared/protocol/history.pb.h>

namespace server::history {

struct PageQuery {
    std::int64_t userId = 0;  // whose matches
    QDateTime before;         // with beforeMatchId: only rows older than this one
    std::int64_t beforeMatchId = 0;
    int limit = 0;
    pong::wire::HistoryPageRequest::Result result = pong::wire::HistoryPageRequest::ANY;
    std::int64_t opponentId = 0;  // 0: any
};

// One page, newest first, and how many matches there are in all. One index scan on match_history, as deep as the page.
// Throws Refusal(REFUSAL_NOT_FOUND) where the one who asks may not see this player.
pong::wire::HistoryPageReply page(Transaction& transaction, PageQuery query);

// Of everybody since the first start.
pong::wire::ServerStatisticsReply allTime(Transaction& transaction);

}  // namespace server::history

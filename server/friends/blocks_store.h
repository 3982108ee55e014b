#pragma once

// The SQL of blocks. Store functions for Database::transaction, and isBlockedEitherWay() for those of other features:
// database threads only.

#include "server/database/transaction.h"

#include <cstdint>
#include <shared/protocol/friends.pb.h>
#include <utility>
#include <vector>

namespace server::friends {

// As stored right now; for whom a transaction must be sure. On the main thread server/friends/blocks.h knows.
bool isBlockedEitherWay(Transaction& transaction, std::int64_t one, std::int64_t other);

// All of them: who blocks, and whom.
std::vector<std::pair<std::int64_t, std::int64_t>> allBlocks(Transaction& transaction);

}  // namespace server::friends

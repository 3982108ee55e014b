#pragma once

// When people were here last. Store functions for Database::transaction: database threads only.

#include "server/database/transaction.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace server::friends {

// User and Unix time in milliseconds; of many with one statement. Accounts that are gone are left out.
void writeLastSeen(Transaction& transaction, std::vector<std::pair<std::int64_t, std::int64_t>> seen);

}  // namespace server::friends

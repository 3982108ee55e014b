#include "server/friends/blocks_store.h"

namespace server::friends {

bool isBlockedEitherWay(Transaction& transaction, std::int64_t one, std::int64_t other) {
    return !transaction
                .execute("SELECT FROM blocks WHERE (user_id, blocked_id) IN (($1, $2), ($2, $1)) LIMIT 1", one, other)
                .isEmpty();
}

std::vector<std::pair<std::int64_t, std::int64_t>> allBlocks(Transaction& transaction) {
    std::vector<std::pair<std::int64_t, std::int64_t>> blocks;
    const Rows rows = transaction.execute("SELECT user_id, blocked_id FROM blocks");
    blocks.reserve(rows.size());
    for (const Row row : rows)
        blocks.emplace_back(row.int64(u"user_id"), row.int64(u"blocked_id"));
    return blocks;
}

}  // namespace server::friends

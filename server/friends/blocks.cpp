#include "server/friends/blocks.h"

#include "server/database/database.h"
#include "server/friends/blocks_store.h"

#include <QHashFunctions>

namespace server {

QCoro::Task<void> Blocks::load(Database& database) {
    const auto blocks = co_await database.transaction(&friends::allBlocks);
    m_pairs.clear();
    m_pairs.reserve(blocks.size());
    for (const auto& [by, user] : blocks)
        add(by, user);
}

void Blocks::replace(UserId by, const std::vector<UserId>& users) {
    std::erase_if(m_pairs, [by](const Pair& pair) { return pair.by == by; });
    for (const UserId user : users)
        add(by, user);
}

std::size_t Blocks::Hash::operator()(const Pair& pair) const {
    return qHashMulti(0, static_cast<qint64>(pair.by), static_cast<qint64>(pair.user));
}

}  // namespace server

#pragma once

// Who wants nothing to do with whom, for everything that brings two people together: pairing, invitations, messages,
// presence. All blocks of the server are held in memory (some 50 bytes each), so that a fan-out may ask for each
// receiver; the table is read once at the start and followed from then on. Main thread; store functions ask
// friends::isBlockedEitherWay().

#include "server/net/refusal.h"

#include <QCoroTask>

#include <cstddef>
#include <unordered_set>
#include <vector>

namespace server {

class Database;

class Blocks {
 public:
    // Before anybody signs in. Throws what the database does.
    QCoro::Task<void> load(Database& database);

    bool isBlocked(UserId by, UserId user) const { return m_pairs.contains({by, user}); }
    bool isBlockedEitherWay(UserId one, UserId other) const { return isBlocked(one, other) || isBlocked(other, one); }

    // After the row was stored, or removed.
    void add(UserId by, UserId user) { m_pairs.insert({by, user}); }
    void remove(UserId by, UserId user) { m_pairs.erase({by, user}); }
    // All of this user's, whatever was known of them.
    void replace(UserId by, const std::vector<UserId>& users);

 private:
    struct Pair {
        UserId by = 0;
        UserId user = 0;
        bool operator==(const Pair&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Pair& pair) const;
    };

    std::unordered_set<Pair, Hash> m_pairs;
};

}  // namespace server

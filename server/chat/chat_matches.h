#pragma once

// Who watches which match, and which match somebody is in, as far as chat must know. Main thread.

#include "server/net/refusal.h"

#include <cstdint>
#include <vector>

namespace server {

class ChatMatches {
 public:
    virtual ~ChatMatches() = default;

    // The match this user plays or watches now; 0: none.
    virtual std::int64_t matchOf(UserId user) const = 0;
    virtual bool watches(UserId user, std::int64_t match) const = 0;
    virtual std::vector<UserId> watchersOf(std::int64_t match) const = 0;
};

}  // namespace server

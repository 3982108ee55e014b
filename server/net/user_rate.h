#pragma once

// A rate limit that follows a person, on whatever connection and however often they connect again. What is full again
// is forgotten, so that it holds those who ask, not those who ever did. Main thread.

#include "server/net/refusal.h"
#include "server/net/token_bucket.h"

#include <cstddef>
#include <unordered_map>

namespace server {

class UserRate {
 public:
    explicit UserRate(Rate rate) : m_rate(rate) {}

    // Throws Refusal (REFUSAL_TOO_MANY, with the time to wait) beyond the rate.
    void take(UserId user, std::int64_t nowUs);

    std::size_t size() const { return m_users.size(); }

 private:
    struct Entry {
        TokenBucket bucket;
        std::int64_t lastUs = 0;
    };

    void forgetFull(std::int64_t nowUs);

    const Rate m_rate;
    std::unordered_map<UserId, Entry> m_users;
    std::size_t m_forgetAt = 64;  // users
};

}  // namespace server

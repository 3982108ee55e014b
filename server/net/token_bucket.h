#pragma once

// A rate limit that allows a burst and then a steady rate. Knows no clock: the caller brings the time, in microseconds
// of any steady clock. 16 bytes, because every session has one a kind of message. Main thread.

#include <cstdint>

namespace server {

struct Rate {
    float perSecond;
    float burst;
};

class TokenBucket {
 public:
    // Takes one token if there is one. The first call finds the bucket full.
    bool take(const Rate& rate, std::int64_t nowUs);

    // How long until the next token, in milliseconds (at least 1); asked after take() said no.
    std::uint32_t waitMs(const Rate& rate) const;

 private:
    std::int64_t m_lastUs = -1;
    float m_tokens = 0;
};

}  // namespace server

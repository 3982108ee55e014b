#pragma once

// Notices that this server stood still (a suspended machine, a starved process). Matches catch up a little; what is
// beyond that nobody saw, and their clocks are shifted by it. One for all matches of a timer. Main thread.

#include "shared/pong/fixed_point.h"

#include <algorithm>
#include <cstdint>

namespace server {

class StallWatch {
 public:
    static constexpr std::int64_t catchUpUs = 100'000;

    // The timer starts to run.
    void start(std::int64_t nowUs) { m_tickUs = nowUs; }
    // The timer's next tick. Returns the microseconds before it that are lost: 0, but after a stall.
    std::int64_t tick(std::int64_t tickUs);
    // The time as matches should know it: never more than a tick past the last one, so that a server that stood still
    // notices that before it does anything else.
    std::int64_t known(std::int64_t nowUs) const { return std::min(nowUs, m_tickUs + tickLengthUs); }

 private:
    static constexpr std::int64_t tickLengthUs = 1'000'000 / pong::ticksPerSecond;

    std::int64_t m_tickUs = 0;
};

inline std::int64_t StallWatch::tick(std::int64_t tickUs) {
    const std::int64_t lost = std::max<std::int64_t>(0, tickUs - m_tickUs - catchUpUs);
    m_tickUs = tickUs;
    return lost;
}

}  // namespace server

#pragma once

// Ticks <-> microseconds of some clock, for as long as play runs without a pause. Server and client use the same. Any
// thread; plain values.

#include "shared/pong/fixed_point.h"

#include <cstdint>

namespace pong {

class TickClock {
 public:
    TickClock() = default;
    // A clock whose tick 0 is (or would have been) at this time.
    explicit constexpr TickClock(std::int64_t tickZeroUs) : m_tickZeroUs(tickZeroUs) {}
    static constexpr TickClock startingAt(Tick tick, std::int64_t us) { return TickClock(us - lengthUs(tick)); }

    constexpr std::int64_t tickZeroUs() const { return m_tickZeroUs; }
    // When this tick happens.
    constexpr std::int64_t timeOf(Tick tick) const { return m_tickZeroUs + lengthUs(tick); }
    // The last tick that has happened by this time; negative before tick 0.
    constexpr Tick tickAt(std::int64_t us) const {
        const std::int64_t scaled = (us - m_tickZeroUs) * ticksPerSecond;
        const std::int64_t floored = scaled >= 0 ? scaled / second : -((second - 1 - scaled) / second);
        return static_cast<Tick>(floored);
    }
    // The clock was held for so long.
    constexpr void shift(std::int64_t us) { m_tickZeroUs += us; }

    // Of so many ticks, rounded up, so that tickAt(timeOf(tick)) is the tick again.
    static constexpr std::int64_t lengthUs(Tick ticks) {
        return (ticks * second + ticksPerSecond - 1) / ticksPerSecond;
    }

 private:
    static constexpr std::int64_t second = 1'000'000;

    std::int64_t m_tickZeroUs = 0;
};

}  // namespace pong

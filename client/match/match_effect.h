#pragma once

// Something to hear or to flash, once. Sides are as this player sees them. Plain values; main thread.

#include "shared/pong/fixed_point.h"

#include <cstdint>

namespace client {

struct MatchEffect {
    enum class Kind : std::uint8_t { WallHit, LeftPaddleHit, RightPaddleHit, LeftScored, RightScored, Served, Over };

    pong::Tick tick = 0;
    Kind kind = Kind::WallHit;

    bool operator==(const MatchEffect&) const = default;
};

}  // namespace client

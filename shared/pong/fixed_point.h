#pragma once

// Units of the game. Lengths are table units (the table is 800 x 500) in fixed point with ten binary digits after the
// point; time is ticks of 1/120 s. Integers only: the same bits on every compiler and machine.

#include <cstdint>

namespace pong {

using Fixed = std::int32_t;
using Tick = std::int32_t;

inline constexpr Fixed unit = 1024;

inline constexpr Tick ticksPerSecond = 120;

constexpr Fixed units(int count) {
    return count * unit;
}

// Ticks that start within so many milliseconds, rounded down.
constexpr Tick ticksOfMilliseconds(int milliseconds) {
    return milliseconds * ticksPerSecond / 1000;
}

}  // namespace pong

#pragma once

// What may differ from match to match; part of a match's record. Any thread; plain values.

#include "shared/pong/fixed_point.h"

namespace pong {

// Goes up whenever the same seed and inputs would give another match: recordings of older versions stay playable only
// by the program that made them, and say so.
inline constexpr int rulesVersion = 1;

// The same for every match (table units; units a second for speeds).
inline constexpr Fixed tableWidth = units(800);
inline constexpr Fixed tableHeight = units(500);
inline constexpr Fixed paddleWidth = units(12);
inline constexpr Fixed paddleInset = units(24);  // from the table's edge to the paddle's back
inline constexpr Fixed ballSize = units(12);
inline constexpr int paddleSpeed = 500;          // units a second
inline constexpr Tick serveDelay = 120;          // ticks between a point and the next serve

struct Rules {
    int pointsToWin = 11;   // 5, 7, 11, 15 or 21
    int winMargin = 2;      // 1 or 2
    int paddleHeight = 84;  // table units: 64, 84 or 112
    int ballSpeed = 400;    // table units a second at the serve, 200 to 800
    int ballSpeedUp = 6;    // percent a hit, 0 to 20
    int ballSpeedMax = 1000;  // table units a second, ballSpeed to 1500

    bool operator==(const Rules&) const = default;
};

// Every field within the bounds named above.
bool isValid(const Rules& rules);

}  // namespace pong

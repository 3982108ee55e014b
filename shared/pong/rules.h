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
inline constexpr int paddleSpeed = 500;      // units a second
inline constexpr Tick firstServeDelay = 60;  // ticks before the first serve (the 3-2-1 comes before tick 0)
inline constexpr Tick serveDelay = 120;      // ticks between a point and the next serve
inline constexpr int steepestBounce = 60;    // degrees, off a paddle's end
inline constexpr int flattestServe = 5;      // degrees; two still players would return a flat one forever
inline constexpr int steepestServe = 30;
inline constexpr int scoreLimit = 100;  // whoever gets there wins without any margin: 99 all is the last tie

struct Rules {
    int pointsToWin = 11;     // 5, 7, 11, 15 or 21
    int winMargin = 2;        // 1 or 2
    int paddleHeight = 84;    // table units: 64, 84 or 112
    int ballSpeed = 400;      // table units a second at the serve, 200 to 800
    int ballSpeedUp = 6;      // percent a hit, 0 to 20
    int ballSpeedMax = 1000;  // table units a second, ballSpeed to 1500

    bool operator==(const Rules&) const = default;
};

// Every field within the bounds named above.
bool isValid(const Rules& rules);

}  // namespace pong

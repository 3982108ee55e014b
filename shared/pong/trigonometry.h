#pragma once

// Sines and cosines of whole degrees as integers, so that an angle gives the same velocity everywhere. Any thread.

#include <array>
#include <cstddef>
#include <cstdint>

namespace pong {

inline constexpr std::int32_t trigonometryUnit = 16384;  // stands for 1

// round(16384 sin(degrees)), 0 to 90.
inline constexpr std::array<std::int32_t, 91> sines{
    0,     286,   572,   857,   1143,  1428,  1713,  1997,  2280,  2563,  2845,  3126,  3406,  3686,  3964,  4240,
    4516,  4790,  5063,  5334,  5604,  5872,  6138,  6402,  6664,  6924,  7182,  7438,  7692,  7943,  8192,  8438,
    8682,  8923,  9162,  9397,  9630,  9860,  10087, 10311, 10531, 10749, 10963, 11174, 11381, 11585, 11786, 11982,
    12176, 12365, 12551, 12733, 12911, 13085, 13255, 13421, 13583, 13741, 13894, 14044, 14189, 14330, 14466, 14598,
    14726, 14849, 14968, 15082, 15191, 15296, 15396, 15491, 15582, 15668, 15749, 15826, 15897, 15964, 16026, 16083,
    16135, 16182, 16225, 16262, 16294, 16322, 16344, 16362, 16374, 16382, 16384,
};

// 0 to 90 degrees.
constexpr std::int32_t sine(int degrees) {
    return sines[static_cast<std::size_t>(degrees)];
}
constexpr std::int32_t cosine(int degrees) {
    return sine(90 - degrees);
}

}  // namespace pong

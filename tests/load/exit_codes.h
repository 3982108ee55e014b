#pragma once

namespace load {

inline constexpr int success = 0;      // it was measured, whatever came out
inline constexpr int couldNotRun = 1;  // no server, no tokens, no match
inline constexpr int badUsage = 2;

}  // namespace load

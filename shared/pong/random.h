#pragma once

// The game's own generator: the standard library's distributions give other numbers on other compilers. SplitMix64
// (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014); its state is one integer that lies
// in the state of the match, so that serves replay. Not for secrets. Any thread.

#include <cstdint>

namespace pong {

// 64 well mixed bits; moves the generator on.
constexpr std::uint64_t nextRandom(std::uint64_t& generator) {
    generator += 0x9E3779B97F4A7C15u;
    std::uint64_t mixed = generator;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

// 0 to count - 1; count is at least 1. The bias of so small counts in 32 bits does not matter to a game.
constexpr int randomBelow(std::uint64_t& generator, int count) {
    const std::uint64_t bits = nextRandom(generator) >> 32;
    return static_cast<int>((bits * static_cast<std::uint64_t>(count)) >> 32);
}

}  // namespace pong

#pragma once

// Two players for tests, made of a seed: each is now lazy, now wild, now follows the ball and hits it with some part of
// the paddle, for a random while. Same seed, same keys.

#include "shared/pong/simulation.h"

namespace pong::test {

class Players {
 public:
    explicit Players(std::uint64_t seed) : m_generator(seed) {}

    // What both hold for the next step.
    Inputs next(const Simulation& simulation);

 private:
    enum class Mood { Lazy, Wild, Following };
    struct Player {
        Mood mood = Mood::Following;
        Tick moodTicks = 0;  // left of it
        Fixed aim = 0;       // where the paddle shall be hit, off its middle
        Direction held = Direction::None;
    };

    void changeMood(Player& player, const Rules& rules);
    Direction wanted(const Player& player, Fixed paddleY, Fixed ballY);

    std::uint64_t m_generator;
    std::array<Player, 2> m_players;
};

// Any valid rules.
Rules someRules(std::uint64_t& generator);

}  // namespace pong::test

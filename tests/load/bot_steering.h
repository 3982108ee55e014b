#pragma once

// How a bot plays: about twice a second it presses a key for as long as its paddle needs to where it thinks the ball
// will come, and lets go: four changes of direction a second, as busy people make. It errs enough that points fall and
// matches end. One thread.

#include "shared/pong/simulation.h"

#include <cstdint>
#include <random>

namespace load {

class BotSteering {
 public:
    struct Change {
        pong::Direction direction = pong::Direction::None;
        std::int64_t nextInUs = 0;  // when to ask again
    };

    BotSteering(pong::Side side, std::uint32_t seed) : m_side(side), m_random(seed) {}

    // The next change, given how the table stands where this bot's paddle is now.
    Change next(const pong::State& state, const pong::Rules& rules);
    // Both keys are up (a new match, a pause).
    void release() { m_holds = pong::Direction::None; }

 private:
    pong::Fixed aim(const pong::State& state);

    pong::Side m_side;
    pong::Direction m_holds = pong::Direction::None;
    std::int64_t m_restUs = 0;  // of the half second that the press did not take
    std::minstd_rand m_random;  // eight bytes a bot; how good it is does not matter here
};

}  // namespace load

#pragma once

// What somebody in front of the screen knows of a match: the pictures so far. Turns them into the state that the AI
// expects, with the ball's velocity from two pictures; so the demo's players see what a person sees and nothing more.
// Main thread only.

#include "client/match/match_frame.h"
#include "shared/pong/simulation.h"

#include <optional>
#include <vector>

namespace demo {

class SeenMatch {
 public:
    explicit SeenMatch(const pong::Rules& rules) : m_rules(rules) {}

    // A state for each tick since the last picture, in their order, up to this one; none until two pictures of play
    // were seen.
    std::vector<pong::Simulation> look(const client::MatchFrame& frame);

 private:
    pong::Rules m_rules;
    std::optional<client::MatchFrame> m_last;
};

}  // namespace demo

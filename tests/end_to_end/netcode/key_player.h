#pragma once

// Steers as somebody at the keyboard does: sees the picture that the client shows, aims for some part of the paddle,
// holds keys for a while, and taps when nothing is to be done: about four changes of direction a second.

#include "client/match/match_frame.h"

#include <cstdint>
#include <random>

namespace netcode {

class KeyPlayer {
 public:
    // `slack`: how many units off its aim it leaves uncorrected; larger loses more.
    KeyPlayer(std::uint64_t seed, double slack) : m_random(seed), m_slack(slack) {}

    // What the fingers do now.
    pong::Direction decide(const client::MatchFrame& frame, std::int64_t nowUs);

 private:
    double between(double low, double high);

    std::mt19937_64 m_random;
    double m_slack;
    double m_aim = 0;
    double m_lastBallX = 400;
    bool m_comesCloser = false;
    std::int64_t m_nextUs = 0;
    pong::Direction m_held = pong::Direction::None;
};

}  // namespace netcode

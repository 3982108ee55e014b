#pragma once

// What play probably looks like now: a copy of the confirmed match, stepped on with this player's own inputs and the
// opponent's last known direction. Points are not foreseen, because too many of them would turn out wrong: the ball
// flies on until the server has spoken. Made anew for each picture; a step costs tens of nanoseconds. Pure logic; main
// thread.

#include "client/match/confirmed_match.h"

#include <array>
#include <optional>
#include <vector>

namespace client {

// Positions in table units, sides as the server has them.
struct Picture {
    double ballX = 0;
    double ballY = 0;
    std::array<double, 2> paddleY{};
    bool isServing = false;
    pong::Side serveTo = pong::Side::Left;
    int rally = 0;  // paddle hits since the serve, as far as they are certain
};

class Prediction {
 public:
    // `ownChanges`: this side's unanswered changes by tick. `heardThrough`: had the opponent changed direction up to
    // this tick, this client would have heard of it by now.
    Prediction(const ConfirmedMatch& confirmed, pong::Side own, const std::vector<pong::Change>& ownChanges,
               pong::Tick heardThrough = 0);

    // The picture at this time, in ticks; not earlier than the one before, or than what is confirmed.
    Picture at(double ticks);
    // What happened up to the whole tick of the last picture, as far as nothing unheard of the opponent can change it.
    const std::vector<TickEvents>& certainEvents() const { return m_certain; }

 private:
    void step();
    void note(pong::Events events);
    void letFly(const pong::State& before);
    Picture picture() const;

    pong::Simulation m_simulation;
    pong::Inputs m_directions;
    pong::Side m_own;
    pong::Tick m_heardThrough;
    std::vector<pong::Change> m_changes;
    std::size_t m_next = 0;
    std::optional<pong::State> m_flight;  // of a ball past a paddle: only its position and velocity
    bool m_isCertain = true;
    int m_rally = 0;
    std::vector<TickEvents> m_certain;
};

}  // namespace client

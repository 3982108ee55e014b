#include "client/widgets/rally_show.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace client {

namespace {

// The largest paddle, which is about as tall as the button, and a ball that stays calm.
constexpr pong::Rules rules{.pointsToWin = 21, .winMargin = 1, .paddleHeight = 112, .ballSpeed = 400, .ballSpeedUp = 0};

constexpr pong::Fixed paddleFront = pong::paddleInset + pong::paddleWidth + pong::ballSize / 2;
constexpr pong::Fixed reach = pong::units(rules.paddleHeight) / 2;
constexpr pong::Fixed nearEnough = pong::units(5);  // a paddle moves 4.2 units a tick
constexpr int rallyToBegin = 3;                     // hits, before anybody looks
constexpr int aims = 31;                            // places along the paddle that the right side tries
constexpr pong::Tick longestFlight = 10 * pong::ticksPerSecond;

pong::Direction towards(pong::Fixed from, pong::Fixed to) {
    if (std::abs(to - from) < nearEnough)
        return pong::Direction::None;
    return to < from ? pong::Direction::Up : pong::Direction::Down;
}

bool fliesRight(const pong::Simulation& simulation) {
    return simulation.state().phase == pong::Phase::Rally && simulation.state().velocityX > 0;
}

}  // namespace

RallyShow::RallyShow(Band band, std::uint64_t seed)
    : m_left(std::clamp(pong::units(band.top + band.bottom) / 2, reach, pong::tableHeight - reach))
    , m_spread(pong::units(std::clamp(band.bottom - band.top, 0, rules.paddleHeight)) / 5)
    , m_simulation(rules, seed) {
    while (m_simulation.state().rally < rallyToBegin) {
        if (m_simulation.isOver())
            m_simulation = pong::Simulation(rules, ++seed);
        step();
    }
}

void RallyShow::step() {
    if (!fliesRight(m_simulation)) {
        m_aimed = false;
    } else if (!m_aimed) {
        m_rightAim = aim();
        m_aimed = true;
    }
    const auto& paddles = m_simulation.state().paddleY;
    m_simulation.step({towards(paddles[0], m_left), towards(paddles[1], m_rightAim)});
}

pong::Fixed RallyShow::aim() const {
    // Where the ball arrives.
    pong::Simulation flight = m_simulation;
    while (fliesRight(flight) && flight.state().ballX < pong::tableWidth - paddleFront - flight.state().velocityX)
        flight.step({});
    const pong::Fixed arrival = flight.state().ballY;

    // Every rally wants another place of the button, so that the ball's way differs each time.
    const pong::Fixed wanted = m_left + m_spread * (m_simulation.state().rally / 2 % 4 * 2 - 3) / 3;
    pong::Fixed best = arrival;
    pong::Fixed smallestMiss = std::numeric_limits<pong::Fixed>::max();
    for (int i = 0; i < aims; ++i) {
        const pong::Fixed paddle =
            std::clamp(arrival - reach + 2 * reach * i / (aims - 1), reach, pong::tableHeight - reach);
        const pong::Fixed miss = std::abs(landing(paddle) - wanted);
        if (miss < smallestMiss) {
            smallestMiss = miss;
            best = paddle;
        }
    }
    return best;
}

pong::Fixed RallyShow::landing(pong::Fixed paddle) const {
    pong::Simulation flight = m_simulation;
    for (pong::Tick tick = 0; tick < longestFlight; ++tick) {
        const pong::State& state = flight.state();
        if (state.phase != pong::Phase::Rally)
            return std::numeric_limits<pong::Fixed>::max() / 2;  // the right side missed it
        if (!fliesRight(flight) && state.ballX + state.velocityX <= paddleFront)
            return state.ballY;
        flight.step({pong::Direction::None, towards(state.paddleY[1], paddle)});
    }
    return std::numeric_limits<pong::Fixed>::max() / 2;
}

}  // namespace client

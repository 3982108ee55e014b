#include "client/match/prediction.h"

#include <algorithm>
#include <cmath>

namespace client {

namespace {

double inUnits(pong::Fixed length) {
    return static_cast<double>(length) / pong::unit;
}

constexpr pong::Events anyPoint = pong::LeftScored | pong::RightScored;

}  // namespace

Prediction::Prediction(const ConfirmedMatch& confirmed, pong::Side own, const std::vector<pong::Change>& ownChanges,
                       pong::Tick heardThrough)
    : m_simulation(confirmed.simulation())
    , m_directions(confirmed.directions())
    , m_own(own)
    , m_heardThrough(heardThrough)
    , m_changes(ownChanges)
    , m_rally(confirmed.simulation().state().rally) {
    for (const pong::RelayedChange& change : confirmed.pending())
        m_changes.push_back(change.change());
    std::stable_sort(m_changes.begin(), m_changes.end(),
                     [](const pong::Change& a, const pong::Change& b) { return a.tick < b.tick; });
}

Picture Prediction::at(double ticks) {
    const double whole = std::floor(ticks);
    while (m_simulation.state().tick < whole)
        step();
    const Picture from = picture();
    const double part = ticks - m_simulation.state().tick;
    if (part <= 0)
        return from;

    Prediction next = *this;
    next.step();
    Picture between = next.picture();
    between.ballX = std::lerp(from.ballX, between.ballX, part);
    between.ballY = std::lerp(from.ballY, between.ballY, part);
    for (std::size_t side = 0; side < 2; ++side)
        between.paddleY[side] = std::lerp(from.paddleY[side], between.paddleY[side], part);
    return between;
}

void Prediction::step() {
    const pong::State before = m_simulation.state();
    for (; m_next < m_changes.size() && m_changes[m_next].tick <= before.tick + 1; ++m_next)
        m_directions[index(m_changes[m_next].side)] = m_changes[m_next].direction;
    const pong::Events events = m_simulation.step(m_directions);
    if (m_flight || (events & anyPoint) != 0)
        letFly(before);
    else
        note(events);
}

void Prediction::note(pong::Events events) {
    const pong::Event hitByOpponent = m_own == pong::Side::Left ? pong::RightPaddleHit : pong::LeftPaddleHit;
    if ((events & hitByOpponent) != 0 && m_simulation.state().tick > m_heardThrough)
        m_isCertain = false;
    if (!m_isCertain || events == pong::NoEvent)
        return;
    m_certain.push_back({m_simulation.state().tick, events});
    m_rally = m_simulation.state().rally;
}

// The ball goes on until it is out of sight, while the paddles move as if it waited for its serve.
void Prediction::letFly(const pong::State& before) {
    m_isCertain = false;
    if (!m_flight)
        m_flight = before;
    if (m_flight->ballX > -pong::ballSize && m_flight->ballX < pong::tableWidth + pong::ballSize) {
        m_flight->ballX += m_flight->velocityX;
        m_flight->ballY += m_flight->velocityY;
    }

    pong::State paddlesOnly = m_simulation.state();
    paddlesOnly.phase = pong::Phase::Serve;
    paddlesOnly.serveTicks = pong::serveDelay;
    m_simulation = pong::Simulation(m_simulation.rules(), paddlesOnly);
}

Picture Prediction::picture() const {
    const pong::State& state = m_simulation.state();
    const pong::State& ball = m_flight ? *m_flight : state;
    return {inUnits(ball.ballX),
            inUnits(ball.ballY),
            {inUnits(state.paddleY[0]), inUnits(state.paddleY[1])},
            state.phase == pong::Phase::Serve && !m_flight,
            state.serveTo,
            m_rally};
}

}  // namespace client

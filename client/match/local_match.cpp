#include "client/match/local_match.h"

#include <algorithm>

namespace client {

using pong::Direction;
using pong::Side;
using pong::State;

namespace {

constexpr std::int64_t tickDebt = 1'000'000;

constexpr std::array<std::pair<pong::Event, MatchEffect::Kind>, 7> effectKinds{{
    {pong::WallHit, MatchEffect::Kind::WallHit},
    {pong::LeftPaddleHit, MatchEffect::Kind::LeftPaddleHit},
    {pong::RightPaddleHit, MatchEffect::Kind::RightPaddleHit},
    {pong::LeftScored, MatchEffect::Kind::LeftScored},
    {pong::RightScored, MatchEffect::Kind::RightScored},
    {pong::Served, MatchEffect::Kind::Served},
    {pong::MatchOver, MatchEffect::Kind::Over},
}};

double between(pong::Fixed from, pong::Fixed to, double part) {
    return (from + (to - from) * part) / pong::unit;
}

}  // namespace

LocalMatch::LocalMatch(const pong::Rules& rules, std::uint64_t seed)
    : m_simulation(rules, seed), m_previous(m_simulation.state()) {}

void LocalMatch::seatAi(Side side, const pong::ai::Parameters& parameters, std::uint64_t seed) {
    m_ai[index(side)].emplace(side, parameters, seed);
}

void LocalMatch::setDirection(Side side, Direction direction) {
    m_held[index(side)] = direction;
}

bool LocalMatch::pause() {
    if (m_stage != Stage::Playing && m_stage != Stage::Countdown)
        return false;
    m_stage = Stage::Paused;
    return true;
}

bool LocalMatch::resume() {
    if (m_stage != Stage::Paused)
        return false;
    m_stage = Stage::Countdown;
    m_countdownLeft = countdown;
    return true;
}

void LocalMatch::advance(Microseconds now) {
    const Microseconds elapsed = std::clamp(now - m_now.value_or(now), Microseconds(0), longestCatchUp);
    m_now = now;
    if (m_stage == Stage::Playing) {
        play(elapsed);
    } else if (m_stage == Stage::Countdown) {
        m_countdownLeft -= elapsed;
        if (m_countdownLeft <= Microseconds(0)) {
            m_stage = Stage::Playing;
            play(-m_countdownLeft);
        }
    }
}

void LocalMatch::play(Microseconds elapsed) {
    m_debt += elapsed.count() * pong::ticksPerSecond;
    while (m_debt >= tickDebt && m_stage == Stage::Playing) {
        m_debt -= tickDebt;
        step();
    }
}

void LocalMatch::step() {
    pong::Inputs inputs = m_held;
    for (const Side side : {Side::Left, Side::Right})
        if (auto& ai = m_ai[index(side)])
            inputs[index(side)] = ai->decide(m_simulation);
    m_previous = m_simulation.state();
    note(m_simulation.step(inputs));
    if (m_simulation.isOver())
        m_stage = Stage::Over;
}

void LocalMatch::note(pong::Events events) {
    for (const auto& [event, kind] : effectKinds)
        if (events & event)
            m_effects.push_back({m_simulation.state().tick, kind});
}

MatchFrame LocalMatch::frame() const {
    const State& state = m_simulation.state();
    const double part = m_stage == Stage::Over ? 1 : static_cast<double>(m_debt) / tickDebt;
    MatchFrame frame;
    frame.stage = m_stage;
    frame.tick = state.tick;
    // The ball that goes back to the centre after a point does not fly there.
    const double ballPart = m_previous.phase == state.phase ? part : 1;
    frame.ballX = between(m_previous.ballX, state.ballX, ballPart);
    frame.ballY = between(m_previous.ballY, state.ballY, ballPart);
    frame.ballVisible = m_stage != Stage::Over;
    for (std::size_t side = 0; side < 2; ++side) {
        frame.paddleY[side] = between(m_previous.paddleY[side], state.paddleY[side], part);
        frame.score[side] = state.score[side];
    }
    frame.paddleHeight = m_simulation.rules().paddleHeight;
    frame.rally = state.rally;
    frame.serving = state.phase == pong::Phase::Serve;
    frame.serveTo = state.serveTo;
    if (m_stage == Stage::Countdown)
        frame.countdownMs = static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(m_countdownLeft).count());
    if (m_simulation.isOver())
        frame.winner = m_simulation.winner();
    return frame;
}

}  // namespace client

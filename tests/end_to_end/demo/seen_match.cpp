#include "tests/end_to_end/demo/seen_match.h"

#include <algorithm>
#include <cmath>

namespace demo {

namespace {

// A longer gap is no movement that an eye could follow.
constexpr pong::Tick longestGap = 60;

pong::Fixed fixed(double tableUnits) {
    return static_cast<pong::Fixed>(std::lround(tableUnits * pong::unit));
}

// The state `share` of the way from one picture to the next (0 to 1).
pong::State between(const client::MatchFrame& from, const client::MatchFrame& to, double share) {
    const double ticks = to.tick - from.tick;
    pong::State state;
    state.ballX = std::clamp(fixed(std::lerp(from.ballX, to.ballX, share)), 0, pong::tableWidth);
    state.ballY = std::clamp(fixed(std::lerp(from.ballY, to.ballY, share)), pong::ballSize / 2,
                             pong::tableHeight - pong::ballSize / 2);
    if (!to.serving) {
        state.velocityX = fixed((to.ballX - from.ballX) / ticks);
        state.velocityY = fixed((to.ballY - from.ballY) / ticks);
    }
    state.speed = static_cast<std::int32_t>(std::hypot(state.velocityX, state.velocityY)) *
                  static_cast<int>(pong::ticksPerSecond);
    state.rally = to.rally;
    state.phase = to.serving ? pong::Phase::Serve : pong::Phase::Rally;
    state.serveTo = to.serveTo;
    for (std::size_t side = 0; side < 2; ++side) {
        state.paddleY[side] = fixed(std::lerp(from.paddleY[side], to.paddleY[side], share));
        state.score[side] = static_cast<std::uint8_t>(to.score[side]);
    }
    return state;
}

}  // namespace

std::vector<pong::Simulation> SeenMatch::look(const client::MatchFrame& frame) {
    std::vector<pong::Simulation> seen;
    if (frame.stage != client::MatchFrame::Stage::Playing) {
        m_last.reset();
        return seen;
    }
    if (m_last && frame.tick > m_last->tick && frame.tick - m_last->tick <= longestGap) {
        for (pong::Tick tick = m_last->tick + 1; tick <= frame.tick; ++tick) {
            pong::State state = between(*m_last, frame, double(tick - m_last->tick) / (frame.tick - m_last->tick));
            state.tick = tick;
            seen.emplace_back(m_rules, state);
        }
    }
    if (!m_last || frame.tick != m_last->tick)
        m_last = frame;
    return seen;
}

}  // namespace demo

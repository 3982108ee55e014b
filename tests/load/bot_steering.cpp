#include "tests/load/bot_steering.h"

#include <algorithm>
#include <cstdlib>

namespace load {
namespace {

constexpr std::int64_t pressEveryUs = 500'000;
constexpr std::int64_t pressSpreadUs = 100'000;  // either way
constexpr std::int64_t shortestPressUs = 40'000;
constexpr std::int64_t longestPressUs = 380'000;
constexpr pong::Fixed error = pong::units(60);    // either way; a paddle is 84 high by default
constexpr pong::Fixed wander = pong::units(120);  // around the middle while the ball flies away

// Where a ball that bounces between the walls is, given where it would be without them.
pong::Fixed folded(std::int64_t y) {
    constexpr std::int64_t top = pong::ballSize / 2;
    constexpr std::int64_t span = pong::tableHeight - pong::ballSize;
    std::int64_t within = (y - top) % (2 * span);
    if (within < 0)
        within += 2 * span;
    return static_cast<pong::Fixed>(top + (within > span ? 2 * span - within : within));
}

}  // namespace

pong::Fixed BotSteering::aim(const pong::State& state) {
    const pong::Fixed plane = m_side == pong::Side::Left ? pong::paddleInset : pong::tableWidth - pong::paddleInset;
    const bool comes = state.velocityX != 0 && (state.velocityX < 0) == (m_side == pong::Side::Left);
    if (!comes)
        return pong::tableHeight / 2 + std::uniform_int_distribution(-wander, wander)(m_random);
    const std::int64_t ticks = (plane - state.ballX) / state.velocityX;
    return folded(state.ballY + ticks * state.velocityY) + std::uniform_int_distribution(-error, error)(m_random);
}

BotSteering::Change BotSteering::next(const pong::State& state, const pong::Rules& rules) {
    if (m_holds != pong::Direction::None) {
        m_holds = pong::Direction::None;
        return {m_holds, m_restUs};
    }
    const pong::Fixed half = pong::units(rules.paddleHeight) / 2;
    const pong::Fixed target = std::clamp(aim(state), half, pong::tableHeight - half);
    const pong::Fixed way = target - state.paddleY[index(m_side)];
    m_holds = way < 0 ? pong::Direction::Up : pong::Direction::Down;
    const std::int64_t neededUs =
        std::int64_t{std::abs(way)} * 1'000'000 / (std::int64_t{pong::paddleSpeed} * pong::unit);
    const std::int64_t press = std::clamp(neededUs, shortestPressUs, longestPressUs);
    const std::int64_t spread = std::uniform_int_distribution(-pressSpreadUs, pressSpreadUs)(m_random);
    m_restUs = std::max(pressEveryUs + spread - press, shortestPressUs);
    return {m_holds, press};
}

}  // namespace load

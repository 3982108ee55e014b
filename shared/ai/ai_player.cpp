#include "shared/ai/ai_player.h"

#include "shared/pong/random.h"

#include <algorithm>
#include <cstdlib>

namespace pong::ai {

namespace {

constexpr Fixed ballHalf = ballSize / 2;
constexpr Fixed highest = ballHalf;  // of the ball's centre
constexpr Fixed lowest = tableHeight - ballHalf;
constexpr Fixed paddleFront = paddleInset + paddleWidth + ballHalf;
constexpr Fixed paddleStep = units(paddleSpeed) / ticksPerSecond;
constexpr std::int32_t fullSpeed = units(1000);  // that aimError is given for

bool isWithin(int value, int low, int high) {
    return low <= value && value <= high;
}

// The sum of three even draws: bell-shaped enough, standard deviation `scale`, never over three times it.
Fixed randomError(std::uint64_t& generator, Fixed scale) {
    Fixed sum = 0;
    for (int i = 0; i < 3; ++i)
        sum += randomBelow(generator, 2 * scale + 1) - scale;
    return sum;
}

int signOf(Fixed value) {
    return (value > 0) - (value < 0);
}

// Where the ball's centre comes to after `distance` more units forward. Past the last bounce that the player foresees
// it expects the ball at that wall.
Fixed arrival(Fixed ballY, Fixed velocityY, Fixed distance, Fixed forward, int bounceLookahead) {
    std::int64_t y = ballY + std::int64_t{velocityY} * distance / forward;
    for (int bounces = 0; y < highest || y > lowest; ++bounces) {
        const Fixed wall = y < highest ? highest : lowest;
        if (bounces == bounceLookahead)
            return wall;
        y = 2 * wall - y;
    }
    return static_cast<Fixed>(y);
}

}  // namespace

bool isValid(const Parameters& parameters) {
    return isWithin(parameters.reactionTicks, 0, slowestReaction) && isWithin(parameters.aimError, 0, 120) &&
           isWithin(parameters.deadZone, 2, 60) && isWithin(parameters.holdTicks, 1, 60) &&
           isWithin(parameters.bounceLookahead, 0, 4);
}

Parameters parametersOf(int level) {
    // Measured against each other by test_ai_player.
    constexpr std::array<Parameters, highestLevel> levels{{
        {44, 62, 22, 18, 0},
        {38, 52, 18, 16, 1},
        {31, 42, 14, 14, 1},
        {25, 35, 10, 12, 2},
        {19, 28, 8, 10, 3},
    }};
    return levels[static_cast<std::size_t>(std::clamp(level, lowestLevel, highestLevel) - lowestLevel)];
}

AiPlayer::AiPlayer(Side side, const Parameters& parameters, std::uint64_t seed)
    : m_side(side), m_parameters(parameters), m_generator(seed) {}

Direction AiPlayer::decide(const Simulation& simulation) {
    const State& state = simulation.state();
    const Sight& seen = remember(state);
    if (signOf(seen.velocityX) != m_shotDirection)
        aimAnew(seen, simulation.rules());

    const Direction direction = wanted(target(seen) - state.paddleY[index(m_side)]);
    ++m_heldTicks;
    if (direction != m_held && m_heldTicks >= m_parameters.holdTicks) {
        m_held = direction;
        m_heldTicks = 0;
    }
    return m_held;
}

AiPlayer::Sight AiPlayer::look(const State& state) const {
    const bool isLeft = m_side == Side::Left;
    const Fixed fromEdge = isLeft ? state.ballX : tableWidth - state.ballX;
    return {fromEdge - paddleFront, state.ballY, isLeft ? state.velocityX : -state.velocityX, state.velocityY,
            state.speed};
}

// Stores what stands there now; answers what the player is aware of by now.
const AiPlayer::Sight& AiPlayer::remember(const State& state) {
    const Sight now = look(state);
    if (state.tick != m_lastTick + 1)
        m_memory.fill(now);
    m_lastTick = state.tick;
    const auto slot = [](Tick tick) { return static_cast<std::size_t>(tick) % std::size_t{slowestReaction + 1}; };
    m_memory[slot(state.tick)] = now;
    return m_memory[slot(state.tick + slowestReaction + 1 - m_parameters.reactionTicks)];
}

void AiPlayer::aimAnew(const Sight& seen, const Rules& rules) {
    m_shotDirection = signOf(seen.velocityX);
    // People do not hit every ball with the paddle's middle: they play it up or down.
    const Fixed intent = units(rules.paddleHeight) / 4;
    const auto scale = static_cast<Fixed>(std::int64_t{units(m_parameters.aimError)} * seen.speed / fullSpeed);
    m_aim = randomBelow(m_generator, 2 * intent + 1) - intent + randomError(m_generator, scale);
}

// Where the paddle's middle should be.
Fixed AiPlayer::target(const Sight& seen) const {
    if (seen.velocityX >= 0)
        return tableHeight / 2;
    const Fixed distance = std::max(Fixed{0}, seen.distance);
    return m_aim + arrival(seen.ballY, seen.velocityY, distance, -seen.velocityX, m_parameters.bounceLookahead);
}

// `off` is how far below the paddle its target is. A move goes on until it is there; none is begun for less than the
// dead zone, or for less than half of the shortest move that the hand can make.
Direction AiPlayer::wanted(Fixed off) const {
    const int side = signOf(off);
    if (m_held != Direction::None)
        return side == static_cast<int>(m_held) && std::abs(off) > paddleStep / 2 ? m_held : Direction::None;
    const Fixed worthwhile = std::max(units(m_parameters.deadZone), m_parameters.holdTicks * paddleStep / 2);
    return std::abs(off) > worthwhile ? static_cast<Direction>(side) : Direction::None;
}

}  // namespace pong::ai

#include "shared/pong/simulation.h"

#include "shared/pong/random.h"
#include "shared/pong/state_fields.h"
#include "shared/pong/trigonometry.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

namespace pong {

namespace {

constexpr Fixed ballHalf = ballSize / 2;
constexpr Fixed highest = ballHalf;  // of the ball's centre
constexpr Fixed lowest = tableHeight - ballHalf;
constexpr Fixed paddleStep = units(paddleSpeed) / ticksPerSecond;

// Of the ball's centre, from the edge that a paddle guards: where the ball touches the paddle's front, and the paddle's
// middle, past which the ball is lost.
constexpr Fixed paddleFront = paddleInset + paddleWidth + ballHalf;
constexpr Fixed paddleMiddle = paddleInset + paddleWidth / 2;

// The ball as the player sees it that it flies to: x is the distance from that player's edge. In this view both sides
// are the same code, so a match and its mirror image cannot differ by a rounding.
struct Flight {
    Fixed x;
    Fixed y;
    Fixed velocityX;  // below 0 until the paddle hits it
    Fixed velocityY;
    Fixed wayX;  // what is left of this tick's way
    Fixed wayY;
};

// Speed (fixed-point units a second) times a sine or cosine, a tick.
Fixed velocityPart(std::int32_t speed, std::int32_t part) {
    return static_cast<Fixed>(std::int64_t{speed} * part / (std::int64_t{trigonometryUnit} * ticksPerSecond));
}

// How near a paddle's centre comes to a wall.
Fixed paddleMargin(const Rules& rules) {
    return units(rules.paddleHeight) / 2;
}

// How far the ball's centre may be above or below the paddle's and still touch it.
Fixed paddleReach(const Rules& rules) {
    return paddleMargin(rules) + ballHalf;
}

// The wall that the ball meets in this tick, as the y of its centre.
std::optional<Fixed> wallAhead(const Flight& flight) {
    const Fixed endY = flight.y + flight.wayY;
    if (endY < highest)
        return highest;
    if (endY > lowest)
        return lowest;
    return std::nullopt;
}

void bounceOff(Fixed wallY, Flight& flight) {
    flight.wayY = wallY - (flight.y + flight.wayY);
    flight.y = wallY;
    flight.velocityY = -flight.velocityY;
}

// How far forward the ball flies until it touches the paddle, at most `limit`; null where it does not. The paddle's
// front counts, and its ends as far back as its middle: the ball that a corner just reaches is still saved.
std::optional<Fixed> contact(const Flight& flight, Fixed limit, Fixed paddleY, Fixed reach) {
    const Fixed forward = -flight.wayX;
    const Fixed from = std::max(Fixed{0}, flight.x - paddleFront);
    const Fixed to = std::min(limit, flight.x - paddleMiddle);
    if (forward <= 0 || from > to)
        return std::nullopt;
    const Fixed offset = flight.y + flight.wayY * from / forward - paddleY;
    if (std::abs(offset) <= reach)
        return from;
    const bool comesCloser = offset < 0 ? flight.wayY > 0 : flight.wayY < 0;
    if (!comesCloser)
        return std::nullopt;
    const Fixed end = paddleY + (offset < 0 ? -reach : reach);
    const std::int64_t at = std::int64_t{end - flight.y} * forward / flight.wayY;
    return at <= to ? std::optional(static_cast<Fixed>(at)) : std::nullopt;
}

// Sends the ball back from where it touched the paddle; the rest of the tick is flown at the new velocity.
void hitPaddle(Fixed touched, Fixed paddleY, Fixed reach, std::int32_t speed, Flight& flight) {
    const Fixed forward = -flight.wayX;
    const Fixed wholeForward = -flight.velocityX;
    flight.x -= touched;
    flight.y += flight.wayY * touched / forward;

    const Fixed offset = std::clamp(flight.y - paddleY, -reach, reach);
    const int angle = offset * steepestBounce / reach;
    flight.velocityX = velocityPart(speed, cosine(std::abs(angle)));
    flight.velocityY = velocityPart(speed, angle < 0 ? -sine(-angle) : sine(angle));
    flight.wayX = flight.velocityX * (forward - touched) / wholeForward;
    flight.wayY = flight.velocityY * (forward - touched) / wholeForward;
}

bool isDecided(const std::array<std::uint8_t, 2>& score, const Rules& rules) {
    const int high = std::max(score[0], score[1]);
    const int low = std::min(score[0], score[1]);
    return high == scoreLimit || (high >= rules.pointsToWin && high - low >= rules.winMargin);
}

// Whether play gets to this score: the match was not over before its last point.
bool isPossible(const std::array<std::uint8_t, 2>& score, const Rules& rules) {
    const int high = std::max(score[0], score[1]);
    const int low = std::min(score[0], score[1]);
    const int lastTie = rules.winMargin == 1 ? rules.pointsToWin : scoreLimit;
    return high <= scoreLimit && low < lastTie && (high <= rules.pointsToWin || high - low <= rules.winMargin);
}

bool isAtRest(const State& state, const Rules& rules) {
    return state.ballX == tableWidth / 2 && state.ballY == tableHeight / 2 && state.velocityX == 0 &&
           state.velocityY == 0 && state.speed == units(rules.ballSpeed);
}

// On the table, at a velocity that a serve or a paddle gives.
bool isInFlight(const State& state, const Rules& rules) {
    const bool isInside =
        0 < state.ballX && state.ballX < tableWidth && highest <= state.ballY && state.ballY <= lowest;
    if (!isInside || state.speed < units(rules.ballSpeed) || state.speed > units(rules.ballSpeedMax))
        return false;
    for (int angle = 0; angle <= steepestBounce; ++angle)
        if (std::abs(state.velocityX) == velocityPart(state.speed, cosine(angle)) &&
            std::abs(state.velocityY) == velocityPart(state.speed, sine(angle)))
            return true;
    return false;
}

}  // namespace

Simulation::Simulation(const Rules& rules, std::uint64_t seed) : m_rules(rules) {
    m_state.generator = seed;
    m_state.serveTo = randomBelow(m_state.generator, 2) == 0 ? Side::Left : Side::Right;
    m_state.serveTicks = firstServeDelay;
    m_state.paddleY = {tableHeight / 2, tableHeight / 2};
    m_state.ballX = tableWidth / 2;
    m_state.ballY = tableHeight / 2;
    m_state.speed = units(rules.ballSpeed);
}

Simulation::Simulation(const Rules& rules, const State& state) : m_rules(rules), m_state(state) {}

Events Simulation::step(const Inputs& inputs) {
    ++m_state.tick;
    if (m_state.phase == Phase::Over)
        return NoEvent;
    movePaddles(inputs);
    if (m_state.phase == Phase::Rally)
        return moveBall();
    return --m_state.serveTicks == 0 ? serve() : Events{NoEvent};
}

Tick Simulation::earliestPoint() const {
    if (isOver())
        return lastPossibleTick;
    if (m_state.phase == Phase::Serve)
        return m_state.serveTicks + tableWidth / 2 / velocityPart(m_state.speed, trigonometryUnit);
    const Fixed x = m_state.velocityX < 0 ? m_state.ballX : tableWidth - m_state.ballX;
    const Fixed velocity = std::abs(m_state.velocityX);
    const Tick unhit = (x + velocity - 1) / velocity;
    // The receiver hits it as early as can be, and it flies to the other side as fast and as straight as can be.
    const Fixed fastest = velocityPart(units(m_rules.ballSpeedMax), trigonometryUnit);
    const Tick hit = std::max(Fixed{0}, x - paddleFront) / velocity + (tableWidth - paddleFront) / fastest;
    return std::max(Tick{1}, std::min(unhit, hit));
}

Side Simulation::winner() const {
    return m_state.score[0] > m_state.score[1] ? Side::Left : Side::Right;
}

void Simulation::movePaddles(const Inputs& inputs) {
    const Fixed margin = paddleMargin(m_rules);
    for (std::size_t side = 0; side < 2; ++side) {
        const Fixed moved = m_state.paddleY[side] + static_cast<Fixed>(inputs[side]) * paddleStep;
        m_state.paddleY[side] = std::clamp(moved, margin, tableHeight - margin);
    }
}

Events Simulation::serve() {
    const bool isDown = randomBelow(m_state.generator, 2) == 1;
    const int angle = flattestServe + randomBelow(m_state.generator, steepestServe - flattestServe + 1);
    const Fixed across = velocityPart(m_state.speed, cosine(angle));
    const Fixed along = velocityPart(m_state.speed, sine(angle));
    m_state.velocityX = m_state.serveTo == Side::Left ? -across : across;
    m_state.velocityY = isDown ? along : -along;
    m_state.rally = 0;
    m_state.phase = Phase::Rally;
    return Served;
}

Events Simulation::moveBall() {
    const Side receiver = m_state.velocityX < 0 ? Side::Left : Side::Right;
    const bool isRight = receiver == Side::Right;
    const Fixed paddleY = m_state.paddleY[index(receiver)];
    const Fixed reach = paddleReach(m_rules);
    const Fixed velocityX = isRight ? -m_state.velocityX : m_state.velocityX;
    Flight flight{isRight ? tableWidth - m_state.ballX : m_state.ballX,
                  m_state.ballY,
                  velocityX,
                  m_state.velocityY,
                  velocityX,
                  m_state.velocityY};
    Events events = NoEvent;

    // Piece by piece from bounce to bounce; no speed crosses the table's height in a tick, so there are few.
    while (true) {
        const std::optional<Fixed> wall = wallAhead(flight);
        const Fixed pieceX = wall ? flight.wayX * (*wall - flight.y) / flight.wayY : flight.wayX;
        if (const std::optional<Fixed> touched = contact(flight, -pieceX, paddleY, reach)) {
            speedUp();
            hitPaddle(*touched, paddleY, reach, m_state.speed, flight);
            events |= isRight ? RightPaddleHit : LeftPaddleHit;
            continue;
        }
        flight.x += pieceX;
        if (!wall) {
            flight.y += flight.wayY;
            break;
        }
        flight.wayX -= pieceX;
        bounceOff(*wall, flight);
        events |= WallHit;
    }

    if (flight.x <= 0)
        return static_cast<Events>(events | score(opposite(receiver)));
    m_state.ballX = isRight ? tableWidth - flight.x : flight.x;
    m_state.ballY = flight.y;
    m_state.velocityX = isRight ? -flight.velocityX : flight.velocityX;
    m_state.velocityY = flight.velocityY;
    return events;
}

void Simulation::speedUp() {
    const std::int32_t faster = m_state.speed * (100 + m_rules.ballSpeedUp) / 100;
    m_state.speed = std::min(faster, units(m_rules.ballSpeedMax));
    ++m_state.rally;
}

Events Simulation::score(Side scorer) {
    ++m_state.score[index(scorer)];
    m_state.ballX = tableWidth / 2;
    m_state.ballY = tableHeight / 2;
    m_state.velocityX = 0;
    m_state.velocityY = 0;
    m_state.speed = units(m_rules.ballSpeed);
    m_state.serveTo = opposite(scorer);
    const Events scored = scorer == Side::Left ? LeftScored : RightScored;
    if (isDecided(m_state.score, m_rules)) {
        m_state.phase = Phase::Over;
        return static_cast<Events>(scored | MatchOver);
    }
    m_state.phase = Phase::Serve;
    m_state.serveTicks = serveDelay;
    return scored;
}

std::uint64_t Simulation::hash() const {
    std::uint64_t hash = 0xCBF29CE484222325u;
    visitFields(m_state, [&hash](auto field) {
        auto bits = bitsOf(field);
        for (std::size_t byte = 0; byte < sizeof bits; ++byte) {
            hash = (hash ^ static_cast<std::uint8_t>(bits >> (8 * byte))) * 0x100000001B3u;
        }
    });
    return nextRandom(hash);
}

bool isValid(const State& state, const Rules& rules) {
    const Fixed margin = paddleMargin(rules);
    const bool paddlesFit = std::all_of(state.paddleY.begin(), state.paddleY.end(),
                                        [&](Fixed y) { return margin <= y && y <= tableHeight - margin; });
    if (state.tick < 0 || state.tick > lastPossibleTick || !paddlesFit || !isPossible(state.score, rules))
        return false;
    if (state.serveTo != Side::Left && state.serveTo != Side::Right)
        return false;
    if (state.rally < 0 || state.rally > state.tick)
        return false;
    switch (state.phase) {
        case Phase::Serve:
            return isAtRest(state, rules) && !isDecided(state.score, rules) && 0 < state.serveTicks &&
                   state.serveTicks <= serveDelay;
        case Phase::Rally:
            return isInFlight(state, rules) && !isDecided(state.score, rules) && state.serveTicks == 0;
        case Phase::Over:
            return isAtRest(state, rules) && isDecided(state.score, rules) && state.serveTicks == 0;
    }
    return false;
}

State mirror(const State& state) {
    State mirrored = state;
    std::swap(mirrored.paddleY[0], mirrored.paddleY[1]);
    std::swap(mirrored.score[0], mirrored.score[1]);
    mirrored.ballX = tableWidth - state.ballX;
    mirrored.velocityX = -state.velocityX;
    mirrored.serveTo = opposite(state.serveTo);
    return mirrored;
}

}  // namespace pong

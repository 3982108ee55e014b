#pragma once

// The game itself: a state of integers and one function that moves it on by a tick. Server, prediction, replay, local
// play and the AI's tests all call this step; there is no second copy of the rules. A Simulation is a small value:
// copying it is how prediction works. Any thread; no allocation.

#include "shared/pong/rules.h"

#include <array>
#include <cstdint>
#include <type_traits>

namespace pong {

enum class Side : std::uint8_t { Left = 0, Right = 1 };
enum class Direction : std::int8_t { Up = -1, None = 0, Down = 1 };

constexpr Side opposite(Side side) {
    return side == Side::Left ? Side::Right : Side::Left;
}
constexpr std::size_t index(Side side) {
    return static_cast<std::size_t>(side);
}

using Inputs = std::array<Direction, 2>;  // by side

enum class Phase : std::uint8_t {
    Serve,  // the ball waits at the centre for State::serveTicks
    Rally,
    Over
};

// Everything that the future depends on but the rules. Trivially copyable, without padding that hash() could see.
struct State {
    Tick tick = 0;                   // steps made so far
    std::array<Fixed, 2> paddleY{};  // centres
    Fixed ballX = 0;                 // centre
    Fixed ballY = 0;
    Fixed velocityX = 0;  // fixed-point units a tick
    Fixed velocityY = 0;
    std::int32_t speed = 0;  // fixed-point units a second
    std::int32_t rally = 0;  // paddle hits since the last serve; kept until the next one
    Tick serveTicks = 0;     // left until the serve
    std::array<std::uint8_t, 2> score{};
    Phase phase = Phase::Serve;
    Side serveTo = Side::Left;    // whom the next ball flies to
    std::uint64_t generator = 0;  // of the next serve

    bool operator==(const State&) const = default;
};
static_assert(std::is_trivially_copyable_v<State>);

// What one step did, for sound, effects and records.
enum Event : std::uint16_t {
    NoEvent = 0,
    WallHit = 1 << 0,
    LeftPaddleHit = 1 << 1,
    RightPaddleHit = 1 << 2,
    LeftScored = 1 << 3,
    RightScored = 1 << 4,
    Served = 1 << 5,
    MatchOver = 1 << 6
};
using Events = std::uint16_t;  // flags of Event

class Simulation {
 public:
    // A match at tick 0. `rules` must be valid.
    Simulation(const Rules& rules, std::uint64_t seed);
    // Goes on from a state that isValid() for these rules.
    Simulation(const Rules& rules, const State& state);

    // One tick. After the end of the match nothing but the tick changes.
    Events step(const Inputs& inputs);

    const State& state() const { return m_state; }
    const Rules& rules() const { return m_rules; }

    // Of every field of the state (FNV-1a 64 over fixed-width little-endian integers, finished by a mixer). Some 50 ns:
    // made for beats and tests, not for every tick of every match.
    std::uint64_t hash() const;

    // By how many steps from here the next point can be scored at the earliest, whatever the inputs are; at least 1,
    // and exact for a ball that nobody hits. Who has no inputs to step for may leave the ticks before it unstepped.
    Tick earliestPoint() const;

    bool isOver() const { return m_state.phase == Phase::Over; }
    // Who won; only once over.
    Side winner() const;

 private:
    void movePaddles(const Inputs& inputs);
    Events serve();
    Events moveBall();
    void speedUp();
    Events score(Side scorer);

    Rules m_rules;
    State m_state;
};

// No match lasts so long (97 days); what claims a later tick is refused before it can overflow.
inline constexpr Tick lastPossibleTick = 1'000'000'000;

// Whether a state could stand in a match of these rules: every field in its range. What a peer sent is checked with it.
bool isValid(const State& state, const Rules& rules);

// The table as seen from the other side: left and right exchanged. step(mirror(s)) == mirror(step(s)).
State mirror(const State& state);

}  // namespace pong

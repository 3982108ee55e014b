#pragma once

// A player that sees what a person sees (the state, some milliseconds late) and answers a direction, as a person's hand
// would: it reacts late, aims with an error that grows with the ball's speed, does not chase every unit, and holds a
// key for a while. Integers only, own seeded generator: the same match against it replays the same. Any thread; no
// allocation.

#include "shared/pong/simulation.h"

#include <array>
#include <cstdint>

namespace pong::ai {

inline constexpr int lowestLevel = 1;
inline constexpr int highestLevel = 5;
inline constexpr Tick slowestReaction = 60;

struct Parameters {
    Tick reactionTicks = 24;  // how old what it sees is, 0 to slowestReaction
    int aimError = 24;        // table units, standard deviation of the aim's error at 1000 units a second, 0 to 120
    int deadZone = 8;         // table units off its aim that it does not correct, 2 to 60
    Tick holdTicks = 8;       // shortest time between two changes of direction, 1 to 60
    int bounceLookahead = 2;  // wall bounces it foresees, 0 to 4

    bool operator==(const Parameters&) const = default;
};

// Every field within the bounds named above.
bool isValid(const Parameters& parameters);

// Of a level, 1 (easy) to 5; the nearest of them for any other number.
Parameters parametersOf(int level);

class AiPlayer {
 public:
    // `parameters` must be valid.
    AiPlayer(Side side, const Parameters& parameters, std::uint64_t seed);

    // Called once a tick with the state before the step; answers the direction for that step. After a gap in the ticks
    // (a match that goes on after a crash) it looks anew.
    Direction decide(const Simulation& simulation);

 private:
    // What it remembers of a tick, as seen from its own edge.
    struct Sight {
        Fixed distance = 0;  // of the ball from where the own paddle would hit it
        Fixed ballY = 0;
        Fixed velocityX = 0;  // below 0: towards this player
        Fixed velocityY = 0;
        std::int32_t speed = 0;
    };

    Sight look(const State& state) const;
    const Sight& remember(const State& state);
    void aimAnew(const Sight& seen, const Rules& rules);
    Fixed target(const Sight& seen) const;
    Direction wanted(Fixed off) const;

    Side m_side;
    Parameters m_parameters;
    std::uint64_t m_generator;
    std::array<Sight, slowestReaction + 1> m_memory{};  // by tick, round and round
    Tick m_lastTick = -1;
    int m_shotDirection = 0;  // of the shot that m_aim is for: the sign of its velocityX
    Fixed m_aim = 0;          // where the paddle's middle shall be, off the ball's arrival: intent and error
    Direction m_held = Direction::None;
    Tick m_heldTicks = 0;
};

}  // namespace pong::ai

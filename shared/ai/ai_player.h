#pragma once

// A player that sees what a person sees (the state, some milliseconds late) and answers a direction, as a person's hand
// would: it reacts late, aims with an error, does not chase every unit, and holds a key for a while. Integers only, own
// seeded generator: the same match against it replays the same. Any thread.

#include "shared/pong/simulation.h"

#include <array>
#include <cstdint>

namespace pong::ai {

inline constexpr int lowestLevel = 1;
inline constexpr int highestLevel = 5;

struct Parameters {
    Tick reactionTicks = 24;   // how old what it sees is, 0 to 60
    int aimError = 24;         // table units, standard scale of the aim's error at full ball speed, 0 to 120
    int deadZone = 8;          // table units off its aim that it does not correct, 2 to 60
    Tick holdTicks = 8;        // shortest time between two changes of direction, 1 to 60
    int bounceLookahead = 2;   // wall bounces it foresees, 0 to 4

    bool operator==(const Parameters&) const = default;
};

// Of a level, 1 (easy) to 5.
Parameters parametersOf(int level);

class AiPlayer {
 public:
    AiPlayer(Side side, const Parameters& parameters, std::uint64_t seed);

    // Called once a tick with the state before the step; answers the direction for that step.
    Direction decide(const Simulation& simulation);

 private:
    Side m_side;
    Parameters m_parameters;
    std::uint64_t m_generator;
};

}  // namespace pong::ai

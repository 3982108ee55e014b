#pragma once

// Situations of play for tests: a ball on its way, and what became of it.

#include "shared/pong/simulation.h"

namespace pong::test {

inline constexpr Inputs still{Direction::None, Direction::None};

// A ball in flight, both paddles in the middle. Speed in units a second; the angle in degrees off the horizontal,
// downwards if above 0.
State flying(Fixed x, Fixed y, int speed, Side towards, int angle, const Rules& rules = {});

// Steps until one of these events, at most `limit` ticks; answers all that happened in that tick.
Events stepUntil(Simulation& simulation, int wanted, Tick limit = 1000, const Inputs& inputs = still);

// Whole degrees off the horizontal that the velocity stands for, downwards if above 0.
int angleOf(const State& state);

}  // namespace pong::test

#pragma once

// Which tick a player's change of direction gets. The server decides by it, for good; the client foresees by the same
// function what the server will decide. Any thread; plain values, no allocation.

#include "shared/pong/simulation.h"

#include <optional>

namespace pong {

// The changes of one player, in the order they come:
// - never in a tick that has been stepped, nor more than furthestAhead after it: a tick asked for earlier or later is
//   moved to the nearest that may be;
// - ticks strictly increase, so that taps that a stall delivers all at once survive, each for a tick at least;
// - a hold keeps its length: where its start was placed late, its end is too, but at most longestWait later than asked,
//   so that after a stall the paddle soon does what the fingers do now. Where the other direction ends it, it is half
//   as late as its start: else somebody who goes up and down without a rest would stay late for good;
// - what does not fit into furthestAhead is refused.
class InputSchedule {
 public:
    static constexpr Tick furthestAhead = ticksOfMilliseconds(250);
    static constexpr Tick longestWait = ticksOfMilliseconds(250);

    // A player who holds nothing from `tick` on; the next change comes later than that.
    explicit InputSchedule(Tick tick = 0) : m_asked(tick), m_placed(tick) {}

    // `now` is the last tick stepped. Null: refused, nothing changed.
    std::optional<Tick> place(Tick asked, Direction direction, Tick now);

    // Takes over what another schedule decided.
    void placed(Tick asked, Direction direction, Tick tick);

    Tick lastTick() const { return m_placed; }
    Direction direction() const { return m_direction; }

 private:
    Tick m_asked;   // of the last change
    Tick m_placed;  // of the last change
    Direction m_direction = Direction::None;
};

}  // namespace pong

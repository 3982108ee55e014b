#pragma once

// The match as far as the server has made it final, and the changes known to come after that. Only here points count.
// Pure logic; main thread.

#include "shared/pong/match_wire.h"

#include <vector>

namespace client {

struct TickEvents {
    pong::Tick tick = 0;
    pong::Events events = pong::NoEvent;
};

class ConfirmedMatch {
 public:
    explicit ConfirmedMatch(const pong::Rules& rules);

    // Starts over from what a snapshot says.
    void install(const pong::State& state, const pong::Inputs& directions, std::vector<pong::RelayedChange> pending);
    // A change later than tick().
    void add(const pong::RelayedChange& change);
    // Steps up to this tick; appends what happened in the ticks where something did.
    void advanceTo(pong::Tick tick, std::vector<TickEvents>& happened);
    // Play stopped at this tick: what was to come is void, no key is held.
    void stopAt(pong::Tick tick, std::vector<TickEvents>& happened);

    const pong::Simulation& simulation() const { return m_simulation; }
    pong::Tick tick() const { return m_simulation.state().tick; }
    const pong::Inputs& directions() const { return m_directions; }
    // By tick.
    const std::vector<pong::RelayedChange>& pending() const { return m_pending; }

 private:
    pong::Simulation m_simulation;
    pong::Inputs m_directions{};
    std::vector<pong::RelayedChange> m_pending;
};

}  // namespace client

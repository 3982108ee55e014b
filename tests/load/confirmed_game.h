#pragma once

// A bot's copy of what the server has made final: stepped from the server's messages alone, so that its hash proves
// that both saw the same game. One thread; no allocation once a match runs.

#include "shared/pong/match_wire.h"

#include <cstdint>
#include <optional>
#include <shared/protocol/play.pb.h>
#include <vector>

namespace load {

class ConfirmedGame {
 public:
    // Null where the snapshot is not one of a match of these rules.
    static std::optional<ConfirmedGame> from(const pong::wire::MatchSnapshot& snapshot, const pong::Rules& rules);

    // A change that the server relayed; later than tick().
    void add(const pong::Change& change);
    // Everything up to `tick` is final.
    void advanceTo(pong::Tick tick);
    // Play was interrupted at `tick`: what was to come later is void, and both paddles rest.
    void pausedAt(pong::Tick tick);

    pong::Tick tick() const { return m_simulation.state().tick; }
    const pong::State& state() const { return m_simulation.state(); }
    bool isOver() const { return m_simulation.isOver(); }
    std::uint32_t hash() const { return static_cast<std::uint32_t>(m_simulation.hash()); }
    // How it will stand at `tick` if nothing else changes, at most half a second ahead.
    pong::State expectedAt(pong::Tick tick) const;

 private:
    explicit ConfirmedGame(const pong::Simulation& simulation) : m_simulation(simulation) {}

    pong::Simulation m_simulation;
    pong::Inputs m_directions{};
    std::vector<pong::Change> m_coming;  // sorted by tick, later than m_simulation
};

// Null where they are no rules.
std::optional<pong::Rules> rulesOf(const pong::wire::Rules& rules);

}  // namespace load

#pragma once

// A match is its rules, its seed and every applied change of direction; replaying them gives the same bits at every
// tick. Encoded compactly for match_inputs and for snapshots. Any thread; plain values.

#include "shared/pong/simulation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pong {

// From `tick` on (the step that makes state.tick == tick), this side holds this direction.
struct Change {
    Tick tick = 0;
    Side side = Side::Left;
    Direction direction = Direction::None;

    bool operator==(const Change&) const = default;
};

struct MatchRecording {
    Rules rules;
    std::uint64_t seed = 0;
    std::vector<Change> changes;  // by tick, then side; at most one a side and tick
    Tick lastTick = 0;            // how far the match went
};

// Changes as deltas of ticks in variable-length integers: one to two bytes a change at the usual rate.
// `base` is the tick before the first possible change (a chunk's start); changes must be sorted and later than it.
std::string encodeChanges(const std::vector<Change>& changes, Tick base);
// Null where the bytes are not what encodeChanges(…, base) makes, or hold more than `maxChanges`.
std::optional<std::vector<Change>> decodeChanges(std::string_view bytes, Tick base, std::size_t maxChanges = 1'000'000);

// Fixed-width little-endian bytes of a state, for snapshots.
std::string encodeState(const State& state);
// Null where the bytes are no state that isValid() for these rules.
std::optional<State> decodeState(std::string_view bytes, const Rules& rules);

// Steps a simulation through a recording.
class Replay {
 public:
    explicit Replay(MatchRecording recording);

    bool atEnd() const;
    // One tick on; NoEvent at the end.
    Events step();
    const Simulation& simulation() const { return m_simulation; }
    // Plays on (or from the start again, for an earlier tick) to this tick, at most the recording's last.
    void seek(Tick tick);

 private:
    MatchRecording m_recording;
    Simulation m_simulation;
    Inputs m_inputs{};
    std::size_t m_next = 0;
};

}  // namespace pong

#pragma once

// What a LiveMatch keeps of each of its players: small fixed-size parts, because one process holds thousands of
// matches. Main thread only.

#include "shared/pong/input_schedule.h"
#include "shared/pong/match_wire.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace server {

// Inputs whose tick has not come yet, in the order of their ticks. They strictly increase and are at most
// InputSchedule::furthestAhead ahead, so a small ring holds them all.
class PendingInputs {
 public:
    bool isEmpty() const { return m_size == 0; }
    int size() const { return m_size; }
    const pong::RelayedChange& at(int position) const { return m_ring[slot(position)]; }
    const pong::RelayedChange& first() const { return at(0); }
    void append(const pong::RelayedChange& change) { m_ring[slot(m_size++)] = change; }
    void removeFirst();
    void clear() { m_size = 0; }

 private:
    static constexpr int capacity = 32;
    static_assert(capacity >= pong::InputSchedule::furthestAhead);

    std::size_t slot(int position) const { return static_cast<std::size_t>((m_begin + position) % capacity); }

    std::array<pong::RelayedChange, capacity> m_ring;
    std::int32_t m_begin = 0;
    std::int32_t m_size = 0;
};

inline void PendingInputs::removeFirst() {
    m_begin = (m_begin + 1) % capacity;
    --m_size;
}

// A player's own inputs that got the tick they asked for. The player plays on as if that had been answered already, so
// the answer waits for the next message. In the order of their ticks.
class UntoldInputs {
 public:
    bool isEmpty() const { return m_size == 0; }
    bool isFull() const { return m_size == m_inputs.size(); }
    void append(const pong::RelayedChange& change) { m_inputs[m_size++] = change; }
    std::span<const pong::RelayedChange> all() const { return {m_inputs.data(), m_size}; }
    void clear() { m_size = 0; }

 private:
    std::array<pong::RelayedChange, 12> m_inputs;
    std::size_t m_size = 0;
};

// By how many ticks a player's messages came before they were late: the smallest since the last beat.
class MarginReport {
 public:
    void add(pong::Tick margin) { m_margin = m_margin && *m_margin < margin ? m_margin : margin; }
    std::optional<pong::Tick> take() { return std::exchange(m_margin, std::nullopt); }

 private:
    std::optional<pong::Tick> m_margin;
};

struct MatchPlayer {
    pong::InputSchedule schedule;
    PendingInputs pending;
    UntoldInputs untold;
    MarginReport margin;
    pong::Tick beatTick = 0;       // of the last beat to this player
    std::uint32_t lastNumber = 0;  // of the last input, applied or refused
    std::int64_t heardUs = 0;
    pong::Tick uncheckedTick = -1;  // beats up to here were under way before the player got a snapshot
    bool present = false;
    bool left = false;
};

}  // namespace server

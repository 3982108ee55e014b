#pragma once

// The hashes that a match's last beats told its players, to compare with what they answer. Main thread only.

#include "shared/pong/fixed_point.h"

#include <array>
#include <cstdint>
#include <optional>

namespace server {

class HashRing {
 public:
    // Once for a tick, however many are told it.
    void add(pong::Tick tick, std::uint32_t hash) {
        if (m_entries[(m_next + m_entries.size() - 1) % m_entries.size()].tick == tick)
            return;
        m_entries[m_next] = {tick, hash};
        m_next = (m_next + 1) % m_entries.size();
    }

    // Null where no recent beat was of this tick.
    std::optional<std::uint32_t> find(pong::Tick tick) const {
        for (const Entry& entry : m_entries)
            if (entry.tick == tick)
                return entry.hash;
        return std::nullopt;
    }

 private:
    struct Entry {
        pong::Tick tick = -1;
        std::uint32_t hash = 0;
    };

    // At least two seconds of both players' beats and of points: a player silent for longer is gone.
    std::array<Entry, 20> m_entries;
    std::size_t m_next = 0;
};

}  // namespace server

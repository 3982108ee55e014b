#pragma once

// The hashes that a match's last beats told, to compare with what its players answer. Main thread only.

#include "shared/pong/fixed_point.h"

#include <array>
#include <cstdint>
#include <optional>

namespace server {

class HashRing {
 public:
    void add(pong::Tick tick, std::uint32_t hash) {
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

    std::array<Entry, 8> m_entries;  // at least two seconds: a player silent for longer is gone
    std::size_t m_next = 0;
};

}  // namespace server

#pragma once

// The integers that carry changes of direction over the wire: packed so that a change costs a player of average delay
// two bytes. What a peer sent is checked here. Any thread; plain values.

#include "shared/pong/match_recording.h"

#include <cstdint>
#include <optional>

namespace pong {

// A change as everybody hears of it, with the low 8 bits of the number that its player gave it.
struct RelayedChange {
    Tick tick = 0;
    Side side = Side::Left;
    Direction direction = Direction::None;
    std::uint8_t number = 0;

    Change change() const { return {tick, side, direction}; }
    bool operator==(const RelayedChange&) const = default;
};

// Changes are at most so many ticks later or earlier than what they are packed against.
inline constexpr Tick packedChangeAhead = 64;
inline constexpr Tick packedChangeBehind = 192;

// Of a change from `base` - packedChangeBehind + 1 to `base` + packedChangeAhead: from the low end two bits of
// direction, one of side, eight of number, then the ticks: 0 to 63 for 1 to 64 ticks later, from 64 on for 0 and more
// ticks earlier. Up to 8 ticks later fit into two bytes of a varint.
std::uint32_t packChange(const RelayedChange& change, Tick base);
// Null where no change packs so.
std::optional<RelayedChange> unpackChange(std::uint32_t packed, Tick base);

// What a player asks for: the tick above two bits of direction.
struct AskedInput {
    Tick tick = 0;
    Direction direction = Direction::None;

    bool operator==(const AskedInput&) const = default;
};

// For ticks from 0 to 2^30 - 1.
std::uint32_t packInput(const AskedInput& input);
std::optional<AskedInput> unpackInput(std::uint32_t packed);

}  // namespace pong

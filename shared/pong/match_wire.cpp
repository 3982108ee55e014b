#include "shared/pong/match_wire.h"

namespace pong {

namespace {

constexpr std::uint32_t directionBits = 2;
constexpr std::uint32_t sideBits = 1;
constexpr std::uint32_t numberBits = 8;

constexpr std::uint32_t lowBits(std::uint32_t value, std::uint32_t bits) {
    return value & ((1u << bits) - 1);
}

std::uint32_t packDirection(Direction direction) {
    return static_cast<std::uint32_t>(static_cast<int>(direction) + 1);
}

// Null for the one pattern of two bits that is no direction.
std::optional<Direction> unpackDirection(std::uint32_t packed) {
    const std::uint32_t bits = lowBits(packed, directionBits);
    if (bits > packDirection(Direction::Down))
        return std::nullopt;
    return static_cast<Direction>(static_cast<int>(bits) - 1);
}

}  // namespace

std::uint32_t packChange(const RelayedChange& change, Tick base) {
    const Tick later = change.tick - base;
    auto packed = static_cast<std::uint32_t>(later > 0 ? later - 1 : packedChangeAhead - later);
    packed = (packed << numberBits) | change.number;
    packed = (packed << sideBits) | static_cast<std::uint32_t>(index(change.side));
    return (packed << directionBits) | packDirection(change.direction);
}

std::optional<RelayedChange> unpackChange(std::uint32_t packed, Tick base) {
    const std::optional<Direction> direction = unpackDirection(packed);
    packed >>= directionBits;
    const Side side = lowBits(packed, sideBits) == 0 ? Side::Left : Side::Right;
    packed >>= sideBits;
    const auto number = static_cast<std::uint8_t>(lowBits(packed, numberBits));
    packed >>= numberBits;
    if (!direction || packed >= static_cast<std::uint32_t>(packedChangeAhead + packedChangeBehind))
        return std::nullopt;
    const auto ticks = static_cast<Tick>(packed);
    const Tick later = ticks < packedChangeAhead ? ticks + 1 : packedChangeAhead - ticks;
    return RelayedChange{base + later, side, *direction, number};
}

std::uint32_t packInput(const AskedInput& input) {
    return (static_cast<std::uint32_t>(input.tick) << directionBits) | packDirection(input.direction);
}

std::optional<AskedInput> unpackInput(std::uint32_t packed) {
    const std::optional<Direction> direction = unpackDirection(packed);
    if (!direction)
        return std::nullopt;
    return AskedInput{static_cast<Tick>(packed >> directionBits), *direction};
}

}  // namespace pong

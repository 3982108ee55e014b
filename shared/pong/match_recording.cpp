#include "shared/pong/match_recording.h"

#include "shared/pong/state_fields.h"

#include <algorithm>
#include <utility>

namespace pong {

namespace {

constexpr std::uint64_t directionCount = 3;
constexpr std::uint64_t sideCount = 2;

// Seven bits a byte, low bits first; the eighth says that more follow.
void appendVariableLength(std::uint64_t number, std::string& bytes) {
    while (number >= 0x80) {
        bytes.push_back(static_cast<char>(number | 0x80));
        number >>= 7;
    }
    bytes.push_back(static_cast<char>(number));
}

// Takes one number off the front; null where it is cut off, longer than any tick needs, or not in its shortest form.
std::optional<std::uint64_t> takeVariableLength(std::string_view& bytes) {
    constexpr std::size_t longest = 5;
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < std::min(bytes.size(), longest); ++i) {
        const auto byte = static_cast<std::uint8_t>(bytes[i]);
        number |= std::uint64_t{byte & 0x7Fu} << (7 * i);
        if (byte >= 0x80)
            continue;
        if (byte == 0 && i > 0)
            return std::nullopt;
        bytes.remove_prefix(i + 1);
        return number;
    }
    return std::nullopt;
}

bool isBefore(const Change& a, const Change& b) {
    return a.tick < b.tick || (a.tick == b.tick && a.side < b.side);
}

}  // namespace

std::string encodeChanges(const std::vector<Change>& changes, Tick base) {
    std::string bytes;
    bytes.reserve(changes.size() * 2);
    Tick last = base;
    for (const Change& change : changes) {
        const auto delta = static_cast<std::uint64_t>(change.tick - last);
        const auto direction = static_cast<std::uint64_t>(static_cast<int>(change.direction) + 1);
        appendVariableLength((delta * sideCount + index(change.side)) * directionCount + direction, bytes);
        last = change.tick;
    }
    return bytes;
}

std::optional<std::vector<Change>> decodeChanges(std::string_view bytes, Tick base, std::size_t maxChanges) {
    std::vector<Change> changes;
    std::int64_t tick = base;
    while (!bytes.empty()) {
        const std::optional<std::uint64_t> number = takeVariableLength(bytes);
        if (!number || changes.size() == maxChanges)
            return std::nullopt;
        tick += static_cast<std::int64_t>(*number / (sideCount * directionCount));
        if (tick <= base || tick > lastPossibleTick)
            return std::nullopt;
        const Change change{static_cast<Tick>(tick), static_cast<Side>(*number / directionCount % sideCount),
                            static_cast<Direction>(static_cast<int>(*number % directionCount) - 1)};
        if (!changes.empty() && !isBefore(changes.back(), change))
            return std::nullopt;
        changes.push_back(change);
    }
    return changes;
}

std::string encodeState(const State& state) {
    std::string bytes;
    visitFields(state, [&bytes](auto field) {
        const auto bits = bitsOf(field);
        for (std::size_t byte = 0; byte < sizeof bits; ++byte)
            bytes.push_back(static_cast<char>(bits >> (8 * byte)));
    });
    return bytes;
}

std::optional<State> decodeState(std::string_view bytes, const Rules& rules) {
    State state;
    std::size_t size = 0;
    visitFields(state, [&size](const auto& field) { size += sizeof field; });
    if (bytes.size() != size)
        return std::nullopt;
    auto next = bytes.begin();
    visitFields(state, [&next](auto& field) {
        std::uint64_t bits = 0;
        for (std::size_t byte = 0; byte < sizeof field; ++byte)
            bits |= std::uint64_t{static_cast<std::uint8_t>(*next++)} << (8 * byte);
        field = static_cast<std::remove_reference_t<decltype(field)>>(bits);
    });
    return isValid(state, rules) ? std::optional(state) : std::nullopt;
}

Replay::Replay(MatchRecording recording)
    : m_recording(std::move(recording)), m_simulation(m_recording.rules, m_recording.seed) {}

bool Replay::atEnd() const {
    return m_simulation.state().tick >= m_recording.lastTick;
}

Events Replay::step() {
    if (atEnd())
        return NoEvent;
    const std::vector<Change>& changes = m_recording.changes;
    const Tick tick = m_simulation.state().tick + 1;
    for (; m_next < changes.size() && changes[m_next].tick <= tick; ++m_next)
        m_inputs[index(changes[m_next].side)] = changes[m_next].direction;
    return m_simulation.step(m_inputs);
}

void Replay::seek(Tick tick) {
    if (tick < m_simulation.state().tick) {
        m_simulation = Simulation(m_recording.rules, m_recording.seed);
        m_inputs = {};
        m_next = 0;
    }
    while (m_simulation.state().tick < tick && !atEnd())
        step();
}

}  // namespace pong

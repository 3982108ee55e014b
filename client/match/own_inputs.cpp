#include "client/match/own_inputs.h"

#include <algorithm>

namespace client {

void OwnInputs::restart(pong::Tick tick) {
    m_asked = pong::InputSchedule(tick);
    m_placed = pong::InputSchedule(tick);
    m_underWay.clear();
}

std::optional<OwnInputs::Input> OwnInputs::change(pong::Direction direction, pong::Tick now) {
    const std::optional<pong::Tick> tick = m_asked.place(now + 1, direction, now);
    if (!tick)
        return std::nullopt;
    m_underWay.push_back({++m_lastNumber, {*tick, direction}});
    return m_underWay.back();
}

void OwnInputs::applied(const pong::RelayedChange& change) {
    const auto found = std::find_if(m_underWay.begin(), m_underWay.end(), [&](const Input& input) {
        return static_cast<std::uint8_t>(input.number) == change.number;
    });
    if (found == m_underWay.end())
        return;
    m_placed.placed(found->asked.tick, change.direction, change.tick);
    forgetThrough(found->number);
}

void OwnInputs::refused(std::uint32_t number) {
    forgetThrough(number);
}

void OwnInputs::settledThrough(std::uint32_t number, pong::Direction direction, pong::Tick tick) {
    forgetThrough(number);
    m_lastNumber = std::max(m_lastNumber, number);
    m_placed.placed(tick, direction, std::max(tick, m_placed.lastTick()));
}

// The server answers in order: what is older and unanswered never reached it (it drops what comes too fast).
void OwnInputs::forgetThrough(std::uint32_t number) {
    while (!m_underWay.empty() && m_underWay.front().number <= number)
        m_underWay.pop_front();
}

pong::Direction OwnInputs::lastDirection() const {
    return m_underWay.empty() ? m_placed.direction() : m_underWay.back().asked.direction;
}

// The server will have come about as far as the tick before the one asked for when it decides, or further where that is
// final already.
void OwnInputs::foresee(pong::Tick through, std::vector<pong::Change>& changes) const {
    pong::InputSchedule schedule = m_placed;
    for (const auto& [number, asked] : m_underWay)
        if (const auto tick = schedule.place(asked.tick, asked.direction, std::max(through, asked.tick - 1)))
            changes.push_back({*tick, m_side, asked.direction});
}

}  // namespace client

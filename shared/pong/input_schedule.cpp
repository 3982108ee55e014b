#include "shared/pong/input_schedule.h"

#include <algorithm>

namespace pong {

std::optional<Tick> InputSchedule::place(Tick asked, Direction direction, Tick now) {
    const Tick furthest = now + furthestAhead;
    const Tick wanted = std::min(asked, furthest);
    Tick tick = std::max({wanted, now + 1, m_placed + 1});
    if (tick > furthest)
        return std::nullopt;
    if (m_direction != Direction::None) {
        const Tick late = m_placed - m_asked;
        const Tick carried = std::min(direction == Direction::None ? late : late / 2, longestWait);
        tick = std::max(tick, std::min(wanted + carried, furthest));
    }
    placed(wanted, direction, tick);
    return tick;
}

void InputSchedule::placed(Tick asked, Direction direction, Tick tick) {
    m_asked = asked;
    m_placed = tick;
    m_direction = direction;
}

}  // namespace pong

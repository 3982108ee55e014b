#include "client/match/confirmed_match.h"

#include <algorithm>
#include <utility>

namespace client {

namespace {

bool isEarlier(const pong::RelayedChange& a, const pong::RelayedChange& b) {
    return a.tick < b.tick;
}

}  // namespace

// Only something to show until the first snapshot, which brings the generator of the serves too.
ConfirmedMatch::ConfirmedMatch(const pong::Rules& rules) : m_simulation(rules, 0) {}

void ConfirmedMatch::install(const pong::State& state, const pong::Inputs& directions,
                             std::vector<pong::RelayedChange> pending) {
    m_simulation = pong::Simulation(m_simulation.rules(), state);
    m_directions = directions;
    m_pending = std::move(pending);
    std::stable_sort(m_pending.begin(), m_pending.end(), isEarlier);
}

void ConfirmedMatch::add(const pong::RelayedChange& change) {
    if (change.tick > tick())
        m_pending.insert(std::upper_bound(m_pending.begin(), m_pending.end(), change, isEarlier), change);
}

void ConfirmedMatch::advanceTo(pong::Tick tick, std::vector<TickEvents>& happened) {
    auto next = m_pending.begin();
    while (this->tick() < tick) {
        for (; next != m_pending.end() && next->tick <= this->tick() + 1; ++next)
            m_directions[index(next->side)] = next->direction;
        if (const pong::Events events = m_simulation.step(m_directions); events != pong::NoEvent)
            happened.push_back({this->tick(), events});
    }
    m_pending.erase(m_pending.begin(), next);
}

void ConfirmedMatch::stopAt(pong::Tick tick, std::vector<TickEvents>& happened) {
    advanceTo(tick, happened);
    m_pending.clear();
    m_directions = {};
}

}  // namespace client

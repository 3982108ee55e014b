#include "tests/load/load_match.h"

#include <algorithm>

namespace load {
namespace {

// Below this a message's delay would look like a slow match.
constexpr Micros shortestStretch = 2'000'000;
// A server beats every half second; a match that was silent for longer is held up, and its silence counts.
constexpr Micros longestSilence = 1'000'000;

}  // namespace

void LoadMatch::inputSent(pong::Side side, std::uint32_t number, pong::Tick asked, Micros at) {
    if (!m_measurements.running)
        return;
    ++m_measurements.inputs;
    m_sent[index(side)][number % remembered] = {number, asked, at, {}};
}

void LoadMatch::inputShown(pong::Side of, std::uint8_t numberLow, pong::Tick placed, pong::Side to, Micros at) {
    SentInput& sent = m_sent[index(of)][numberLow % remembered];
    if (sent.number == 0 || static_cast<std::uint8_t>(sent.number) != numberLow || sent.shown[index(to)])
        return;
    sent.shown[index(to)] = true;
    if (!m_measurements.running)
        return;
    (to == of ? m_measurements.confirmation : m_measurements.relay).record(at - sent.at);
    if (to == of && placed > sent.asked)
        ++m_measurements.lateInputs;
}

void LoadMatch::playedThrough(pong::Tick tick, Micros at) {
    if (m_isOver)
        return;
    m_last = {tick, at};
    if (!m_inStretch)
        m_first = m_last;
    m_inStretch = true;
}

void LoadMatch::endStretch(Micros at) {
    if (!m_inStretch)
        return;
    m_inStretch = false;
    const Micros end = at - m_last.at > longestSilence ? at : m_last.at;
    const Micros length = end - m_first.at;
    if (!m_measurements.running || length < shortestStretch)
        return;
    const double played = static_cast<double>(m_last.tick - m_first.tick) / pong::ticksPerSecond;
    m_measurements.slowestPace = std::min(m_measurements.slowestPace, played * 1e6 / static_cast<double>(length));
    ++m_measurements.pacedMatches;
}

void LoadMatch::playedToTheEnd(Micros at) {
    endStretch(at);
    m_isOver = true;
}

LoadMatch& LoadMatches::enter(std::int64_t id) {
    Entry& entry = m_matches.try_emplace(id, m_measurements).first->second;
    ++entry.bots;
    return entry.match;
}

void LoadMatches::leave(std::int64_t id, Micros at) {
    const auto found = m_matches.find(id);
    if (found == m_matches.end() || --found->second.bots > 0)
        return;
    found->second.match.endStretch(at);
    m_matches.erase(found);
}

void LoadMatches::endStretches(Micros at) {
    for (auto& [id, entry] : m_matches)
        entry.match.endStretch(at);
}

}  // namespace load

#include "server/net/admission.h"

#include <algorithm>

namespace server {

namespace {

// Of the share from which the core counts as full: there is room again, and lateness is this server's own doing.
constexpr double freePart = 0.95;
constexpr double ownDoingPart = 0.7;
constexpr double highLateShare = 0.05;
constexpr double lowLateShare = 0.01;

constexpr int samplesUntilFull = 2;
// Matches that were let in cost next to nothing until their 3-2-1 is over and the sample after that is there: about
// three seconds.
constexpr std::size_t samplesUntilPlayed = 7;
constexpr int samplesUntilFree = 6;
// What a match is taken to cost at most, whatever else keeps the core busy; 0.0003 was measured.
constexpr double mostOfAMatch = 0.0004;

constexpr std::uint32_t comeBackAfterMs = 5'000;

}  // namespace

Admission::Strain Admission::strainOf(const LoadSample& sample) const {
    if (sample.workShare < ownDoingPart * m_fullAt)
        return Strain::Low;
    if (sample.busyShare >= m_fullAt || sample.lateShare >= highLateShare)
        return Strain::High;
    return sample.busyShare < freePart * m_fullAt && sample.lateShare < lowLateShare ? Strain::Low : Strain::Some;
}

// What those who were let in a moment ago will take once they play like the others.
double Admission::shareToCome(const LoadSample& sample) {
    m_begun.push_back(sample.begun);
    if (m_begun.size() > samplesUntilPlayed)
        m_begun.pop_front();
    const auto newcomers = static_cast<double>(sample.begun - m_begun.front());
    const double playing = std::max(sample.matches - newcomers, 1.0);
    return newcomers * std::min(sample.busyShare / playing, mostOfAMatch);
}

void Admission::add(const LoadSample& measured) {
    LoadSample sample = measured;
    const double toCome = shareToCome(measured);
    sample.busyShare += toCome;
    sample.workShare += toCome;
    const bool speaksForChange = strainOf(sample) == (m_full ? Strain::Low : Strain::High);
    m_inARow = speaksForChange ? m_inARow + 1 : 0;
    if (m_inARow < (m_full ? samplesUntilFree : samplesUntilFull))
        return;
    m_full = !m_full;
    m_inARow = 0;
}

void Admission::requireRoom() {
    if (!m_full)
        return;
    ++m_refused;
    throw Refusal(wire::REFUSAL_BUSY, QStringLiteral("The server is busy. Try again in a moment."), {},
                  comeBackAfterMs);
}

void Admission::requireRoomFor(UserId user) {
    if (!m_plays || !m_plays(user))
        requireRoom();
}

}  // namespace server

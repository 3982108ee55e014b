#include "server/net/admission.h"

namespace server {

namespace {

// What is left is for bursts, for PostgreSQL, and for matches that were let in and have not begun. At 0.8 on average
// the relay's p99 was 65 ms already.
constexpr double highBusyShare = 0.75;
constexpr double lowBusyShare = 0.65;
constexpr double highLateShare = 0.05;
constexpr double lowLateShare = 0.01;
// Below this it is not this server's own doing.
constexpr double ownDoingFrom = 0.50;

constexpr int samplesUntilFull = 2;
// Matches that were let in cost nothing until their 3-2-1 is over: time to see what they do.
constexpr int samplesUntilFree = 6;

constexpr std::uint32_t comeBackAfterMs = 5'000;

}  // namespace

Admission::Strain Admission::strainOf(const LoadSample& sample) {
    if (sample.workShare < ownDoingFrom)
        return Strain::Low;
    if (sample.busyShare >= highBusyShare || sample.lateShare >= highLateShare)
        return Strain::High;
    return sample.busyShare < lowBusyShare && sample.lateShare < lowLateShare ? Strain::Low : Strain::Some;
}

void Admission::add(const LoadSample& sample) {
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

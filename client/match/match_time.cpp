#include "client/match/match_time.h"

#include "shared/pong/tick_clock.h"

#include <algorithm>
#include <cmath>

namespace client {

namespace {

// How much longer than the fastest a message is expected to take.
constexpr std::int64_t jitterUs = 25'000;
// The server says how far play is twice a second.
constexpr std::int64_t beatEveryUs = 500'000;

double inTicks(std::int64_t us) {
    return static_cast<double>(us) * pong::ticksPerSecond / 1e6;
}

}  // namespace

void MatchTime::reset() {
    m_sync = ClockSync();
    m_lead = LeadControl();
    m_isRunning = false;
}

void MatchTime::start(std::int64_t serverTickZeroUs, pong::Tick startTick) {
    m_isRunning = true;
    m_startTick = startTick;
    m_serverTickZeroUs = serverTickZeroUs;
    m_clock.restart();
    advance(m_nowUs);
}

void MatchTime::advance(std::int64_t nowUs) {
    m_nowUs = nowUs;
    if (!m_isRunning)
        return;
    m_clock.advance(nowUs, m_sync.serverUs(nowUs) - m_serverTickZeroUs + leadUs());
    if (!hasStarted())
        m_heardUs = nowUs;
}

double MatchTime::ticks() const {
    return std::max(inTicks(m_clock.positionUs()), static_cast<double>(m_startTick));
}

double MatchTime::shownTicks() const {
    const double held = inTicks(std::max<std::int64_t>(0, silentTooLongUs()));
    return std::max(ticks() - held, static_cast<double>(m_startTick));
}

pong::Tick MatchTime::heardThrough() const {
    if (!m_isRunning)
        return 0;
    const std::int64_t overdueUs = std::max<std::int64_t>(0, m_nowUs - m_heardUs - beatEveryUs - jitterUs);
    const std::int64_t aheadUs = std::max(leadUs(), actualLeadUs());
    const std::int64_t behindUs = aheadUs + m_sync.roundTripUs() / 2 + jitterUs + overdueUs;
    return static_cast<pong::Tick>(std::max(0.0, std::floor(shownTicks() - inTicks(behindUs))));
}

std::int64_t MatchTime::startUs() const {
    return pong::TickClock::lengthUs(m_startTick);
}

std::int64_t MatchTime::silentTooLongUs() const {
    return m_nowUs - m_heardUs - longestSilenceUs;
}

}  // namespace client

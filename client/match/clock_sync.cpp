#include "client/match/clock_sync.h"

#include <algorithm>

namespace client {

void ClockSync::echoAsked(std::int64_t nowUs) {
    ++m_asked;
    m_nextEchoUs = nowUs + (m_asked < repliesToStart ? startIntervalUs : intervalUs);
}

void ClockSync::echoReplied(std::int64_t askedUs, std::int64_t serverUs, std::int64_t nowUs) {
    const std::int64_t roundTripUs = nowUs - askedUs;
    if (roundTripUs < 0)
        return;
    m_recent[m_replies % m_recent.size()] = {roundTripUs, serverUs - (askedUs + roundTripUs / 2)};
    ++m_replies;
}

const ClockSync::Echo& ClockSync::best() const {
    const auto end = m_recent.begin() + static_cast<std::ptrdiff_t>(std::min(m_replies, m_recent.size()));
    return *std::min_element(m_recent.begin(), end,
                             [](const Echo& a, const Echo& b) { return a.roundTripUs < b.roundTripUs; });
}

}  // namespace client

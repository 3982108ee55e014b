#include "client/match/lead_control.h"

#include <algorithm>

namespace client {

void LeadControl::report(pong::Tick marginTicks, std::int64_t leadUs) {
    if (marginTicks < latestReport)
        return;  // a stall, which no lead could make up for
    m_needs[m_reports % m_needs.size()] = leadUs - marginTicks * tickUs;
    ++m_reports;
}

std::int64_t LeadControl::leadUs(std::int64_t roundTripUs) const {
    const std::int64_t oneWayUs = roundTripUs / 2;
    const std::int64_t startUs = oneWayUs + startMarginUs;
    if (m_reports == 0)
        return startUs;
    const auto end = m_needs.begin() + static_cast<std::ptrdiff_t>(std::min(m_reports, m_needs.size()));
    const std::int64_t neededUs = *std::max_element(m_needs.begin(), end) + safetyUs;
    // The first reports may all have been lucky.
    const std::int64_t leastUs = m_reports < settledReports ? startUs : tickUs;
    return std::clamp(neededUs, leastUs, oneWayUs + largestMarginUs);
}

}  // namespace client

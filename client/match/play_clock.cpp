#include "client/match/play_clock.h"

#include <algorithm>
#include <cstdlib>

namespace client {

void PlayClock::advance(std::int64_t nowUs, std::int64_t targetUs) {
    const std::int64_t elapsedUs = m_nowUs ? nowUs - *m_nowUs : 0;
    const std::int64_t errorUs = targetUs - (m_positionUs + elapsedUs);
    if (!m_nowUs || std::abs(errorUs) > largestSlewedErrorUs) {
        m_positionUs = targetUs;
    } else {
        const std::int64_t slewUs = elapsedUs * slewPercent / 100;
        m_positionUs += elapsedUs + std::clamp(errorUs, -slewUs, slewUs);
    }
    m_errorUs = targetUs - m_positionUs;
    m_nowUs = nowUs;
}

}  // namespace client

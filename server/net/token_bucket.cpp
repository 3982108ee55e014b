#include "server/net/token_bucket.h"

#include <algorithm>
#include <cmath>

namespace server {

bool TokenBucket::take(const Rate& rate, std::int64_t nowUs) {
    if (m_lastUs < 0)
        m_tokens = rate.burst;
    else
        m_tokens = std::min(rate.burst, m_tokens + static_cast<float>(nowUs - m_lastUs) * 1e-6F * rate.perSecond);
    m_lastUs = nowUs;
    if (m_tokens < 1)
        return false;
    m_tokens -= 1;
    return true;
}

std::uint32_t TokenBucket::waitMs(const Rate& rate) const {
    const float seconds = std::max(0.0F, 1 - m_tokens) / rate.perSecond;
    return std::max(1U, static_cast<std::uint32_t>(std::ceil(seconds * 1000)));
}

}  // namespace server

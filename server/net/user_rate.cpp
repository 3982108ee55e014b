#include "server/net/user_rate.h"

#include <algorithm>

namespace server {

void UserRate::take(UserId user, std::int64_t nowUs) {
    if (m_users.size() >= m_forgetAt)
        forgetFull(nowUs);
    Entry& entry = m_users[user];
    entry.lastUs = nowUs;
    if (!entry.bucket.take(m_rate, nowUs))
        throw Refusal(wire::REFUSAL_TOO_MANY, QStringLiteral("That was a little too often. Wait a moment."), {},
                      entry.bucket.waitMs(m_rate));
}

void UserRate::forgetFull(std::int64_t nowUs) {
    const auto fullAfterUs = static_cast<std::int64_t>(m_rate.burst / m_rate.perSecond * 1e6F);
    std::erase_if(m_users, [=](const auto& user) { return nowUs - user.second.lastUs >= fullAfterUs; });
    m_forgetAt = std::max<std::size_t>(64, 2 * m_users.size());
}

}  // namespace server

#include "server/accounts/attempt_guard.h"

#include <algorithm>

namespace server {

namespace {

std::int64_t microseconds(std::chrono::milliseconds time) {
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

}  // namespace

// What must pass after the last try of this entry before the next.
std::int64_t AttemptGuard::delayUs(const Entry& entry) const {
    const int beyond = entry.tries - m_rule.freeTries;
    if (beyond < 0)
        return 0;
    constexpr int manyDoublings = 30;
    const std::int64_t doubled = microseconds(m_rule.firstDelay) << std::min(beyond, manyDoublings);
    return std::min(doubled, microseconds(m_rule.longestDelay));
}

std::int64_t AttemptGuard::waitUs(const Entry& entry, std::int64_t nowUs) const {
    const bool isForgotten = entry.tries == 0 || nowUs - entry.lastUs > microseconds(m_rule.forgetAfter);
    return isForgotten ? 0 : std::max<std::int64_t>(0, entry.lastUs + delayUs(entry) - nowUs);
}

std::uint32_t AttemptGuard::waitMs(const QByteArray& key, std::int64_t nowUs) const {
    const auto entry = m_entries.constFind(key);
    return entry == m_entries.constEnd() ? 0 : static_cast<std::uint32_t>((waitUs(*entry, nowUs) + 999) / 1000);
}

std::uint32_t AttemptGuard::start(const QByteArray& key, std::int64_t nowUs) {
    if (m_entries.size() >= m_rule.maxKeys && !m_entries.contains(key))
        makeRoom(nowUs);
    Entry& entry = m_entries[key];
    if (nowUs - entry.lastUs > microseconds(m_rule.forgetAfter))
        entry.tries = 0;
    if (const std::int64_t wait = waitUs(entry, nowUs); wait > 0)
        return static_cast<std::uint32_t>((wait + 999) / 1000);
    ++entry.tries;
    entry.lastUs = nowUs;
    return 0;
}

void AttemptGuard::forgive(const QByteArray& key) {
    const auto entry = m_entries.find(key);
    if (entry != m_entries.end() && --entry->tries <= 0)
        m_entries.erase(entry);
}

// Drops what no longer matters; when everything does, those with the fewest tries: whoever floods this with new keys
// pushes out his own.
void AttemptGuard::makeRoom(std::int64_t nowUs) {
    m_entries.removeIf(
        [this, nowUs](const auto& entry) { return nowUs - entry.value().lastUs > microseconds(m_rule.forgetAfter); });
    for (int tries = 1; m_entries.size() >= m_rule.maxKeys; ++tries)
        m_entries.removeIf([tries](const auto& entry) { return entry.value().tries <= tries; });
}

}  // namespace server

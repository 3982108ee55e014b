#pragma once

// Slows down guessing: after some free tries for one key (an account, an address) each further one must wait twice as
// long as the one before, up to a limit. A try counts when it starts, so that many at once do not slip through, and is
// forgiven when it succeeds. Knows no clock: the caller brings microseconds of any steady one. Main thread.

#include <QByteArray>
#include <QHash>

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace server {

struct AttemptRule {
    int freeTries;
    std::chrono::milliseconds firstDelay;
    std::chrono::milliseconds longestDelay;
    std::chrono::milliseconds forgetAfter;
    qsizetype maxKeys = 50'000;
};

class AttemptGuard {
 public:
    explicit AttemptGuard(AttemptRule rule) : m_rule(rule) {}

    // 0: go on, the try is counted. Else how many milliseconds it is too early, and nothing is counted.
    std::uint32_t start(const QByteArray& key, std::int64_t nowUs);

    // What start() would answer; nothing is counted.
    std::uint32_t waitMs(const QByteArray& key, std::int64_t nowUs) const;

    // The try succeeded: it no longer counts ...
    void forgive(const QByteArray& key);
    // ... or nothing of this key counts any more.
    void forget(const QByteArray& key) { m_entries.remove(key); }

    qsizetype keys() const { return m_entries.size(); }

 private:
    struct Entry {
        int tries = 0;
        std::int64_t lastUs = 0;
    };

    std::int64_t delayUs(const Entry& entry) const;
    std::int64_t waitUs(const Entry& entry, std::int64_t nowUs) const;
    void makeRoom(std::int64_t nowUs);

    const AttemptRule m_rule;
    QHash<QByteArray, Entry> m_entries;
};

}  // namespace server

#pragma once

// Whether silence of a peer means anything. After a stall of this thread what came meanwhile is still to be read:
// nobody was silent, the server did not listen. Reading it takes some time with thousands of connections, so for the
// length of a sweep nobody is judged. Pure logic; main thread.

#include <chrono>
#include <cstdint>
#include <utility>

namespace server {

class ListeningWatch {
 public:
    // `sweep`: the time in which all sessions are looked at once, in steps that are shorter.
    explicit ListeningWatch(std::chrono::microseconds sweep) : m_sweepUs(sweep.count()) {}

    // A step of a sweep. False: there was a stall a moment ago.
    bool listensAt(std::int64_t nowUs) {
        if (nowUs - std::exchange(m_steppedUs, nowUs) > 2 * m_sweepUs)
            m_stalledUs = nowUs;
        return nowUs - m_stalledUs >= m_sweepUs;
    }

 private:
    std::int64_t m_sweepUs;
    std::int64_t m_steppedUs = 0;
    std::int64_t m_stalledUs = 0;  // when this thread came back from its last stall
};

}  // namespace server

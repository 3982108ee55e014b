#pragma once

// One direction of a connection on a virtual clock: delays every message and keeps their order, as TCP does.

#include <QByteArray>

#include <cstdint>
#include <deque>
#include <optional>
#include <random>

namespace netcode {

struct Conditions {
    std::int64_t delayUs = 0;   // one way
    std::int64_t jitterUs = 0;  // up to so much more, evenly spread
};

class VirtualPipe {
 public:
    VirtualPipe(const Conditions& conditions, std::uint64_t seed) : m_conditions(conditions), m_random(seed) {}

    void send(const QByteArray& bytes, std::int64_t nowUs);
    // The next message that has arrived by now.
    std::optional<QByteArray> receive(std::int64_t nowUs);
    // Nothing arrives before this time.
    void stallUntil(std::int64_t us) { m_stallEndsUs = us; }
    // The connection is gone, with all that was under way.
    void cut() { m_underWay.clear(); }

    std::int64_t bytesSent() const { return m_bytesSent; }
    std::int64_t messagesSent() const { return m_messagesSent; }

 private:
    struct Message {
        std::int64_t arrivesUs;
        QByteArray bytes;
    };

    Conditions m_conditions;
    std::mt19937_64 m_random;
    std::deque<Message> m_underWay;
    std::int64_t m_lastArrivalUs = 0;
    std::int64_t m_stallEndsUs = 0;
    std::int64_t m_bytesSent = 0;
    std::int64_t m_messagesSent = 0;
};

}  // namespace netcode

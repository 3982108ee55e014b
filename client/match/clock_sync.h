#pragma once

// What time it is on the server: asked in echoes, of which the one with the smallest round trip counts, since it was
// held up least. Pure logic; all times are microseconds of the local steady clock but where they say server. Main
// thread.

#include <array>
#include <cstddef>
#include <cstdint>

namespace client {

class ClockSync {
 public:
    // Whether the next echo should be asked for: a few quickly at first, then now and then, because clocks drift.
    bool isEchoDue(std::int64_t nowUs) const { return nowUs >= m_nextEchoUs; }
    void echoAsked(std::int64_t nowUs);
    // The reply to what was asked at askedUs.
    void echoReplied(std::int64_t askedUs, std::int64_t serverUs, std::int64_t nowUs);

    bool isSynchronised() const { return m_replies >= repliesToStart; }
    // The server's clock at this local time; only once synchronised.
    std::int64_t serverUs(std::int64_t nowUs) const { return nowUs + best().offsetUs; }
    // 0 before the first reply.
    std::int64_t roundTripUs() const { return m_replies > 0 ? best().roundTripUs : 0; }

 private:
    struct Echo {
        std::int64_t roundTripUs = 0;
        std::int64_t offsetUs = 0;  // server's clock less ours
    };

    static constexpr std::size_t repliesToStart = 5;
    static constexpr std::int64_t startIntervalUs = 20'000;
    static constexpr std::int64_t intervalUs = 2'000'000;

    const Echo& best() const;

    std::array<Echo, 16> m_recent{};
    std::size_t m_asked = 0;
    std::size_t m_replies = 0;
    std::int64_t m_nextEchoUs = 0;
};

}  // namespace client

#pragma once

// How far play has come here, in microseconds since tick 0. It follows a target (the server's play and some lead) so
// gently that nobody sees it, but where it is far off it steps. Pure logic; main thread.

#include <cstdint>
#include <optional>

namespace client {

class PlayClock {
 public:
    static constexpr std::int64_t largestSlewedErrorUs = 100'000;
    static constexpr std::int64_t slewPercent = 2;

    // The next advance() steps to its target.
    void restart() { m_nowUs.reset(); }
    // Goes on to this local time, towards where it should be then.
    void advance(std::int64_t nowUs, std::int64_t targetUs);

    std::int64_t positionUs() const { return m_positionUs; }
    // Microseconds that it is behind its last target; negative: ahead.
    std::int64_t errorUs() const { return m_errorUs; }

 private:
    std::optional<std::int64_t> m_nowUs;
    std::int64_t m_positionUs = 0;
    std::int64_t m_errorUs = 0;
};

}  // namespace client

#pragma once

// The steady clock of the server, the one that ClockEchoReply and MatchClock speak of. Any thread.

#include <chrono>
#include <cstdint>

namespace server {

inline std::int64_t steadyNowUs() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

}  // namespace server

#pragma once

// How far the client runs ahead of the server, so that its inputs arrive just before their tick: half a round trip and
// a margin, which follows what the server says of how timely they came. Too little and inputs are late, too much and
// more must be predicted than need be. Pure logic; main thread.

#include "shared/pong/fixed_point.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace client {

class LeadControl {
 public:
    // The server's report: `marginTicks` too early (negative: late) were the messages sent with this lead.
    void report(pong::Tick marginTicks, std::int64_t leadUs);
    std::int64_t leadUs(std::int64_t roundTripUs) const;

 private:
    static constexpr std::int64_t tickUs = 1'000'000 / pong::ticksPerSecond;
    static constexpr std::int64_t startMarginUs = 5 * tickUs;
    static constexpr std::int64_t largestMarginUs = 15 * tickUs;
    static constexpr std::int64_t safetyUs = tickUs * 5 / 4;
    static constexpr pong::Tick latestReport = -pong::ticksOfMilliseconds(250);
    static constexpr std::size_t settledReports = 16;

    // The lead with which each of the last half seconds would have been just in time.
    std::array<std::int64_t, 40> m_needs{};
    std::size_t m_reports = 0;
};

}  // namespace client

#pragma once

// Which tick it is here. This client's play runs ahead of the server's, so that its inputs arrive in time, and is held
// where prediction would go too far because the server is silent. Pure logic; all times are microseconds of the local
// steady clock but where they say server. Main thread.

#include "client/match/clock_sync.h"
#include "client/match/lead_control.h"
#include "client/match/play_clock.h"
#include "shared/pong/fixed_point.h"

#include <cstdint>

namespace client {

class MatchTime {
 public:
    static constexpr std::int64_t longestSilenceUs = 1'000'000;

    // A new connection: what was known of the server's clock is void.
    void reset();
    ClockSync& sync() { return m_sync; }
    const ClockSync& sync() const { return m_sync; }

    // Play starts (or goes on) at startTick; tick 0 is (or would have been) at this time of the server's clock.
    void start(std::int64_t serverTickZeroUs, pong::Tick startTick);
    // The server stood still for a while: play goes on by another clock.
    void moveTickZero(std::int64_t serverTickZeroUs) { m_serverTickZeroUs = serverTickZeroUs; }
    void stop() { m_isRunning = false; }

    void advance(std::int64_t nowUs);
    // The server said how far play is.
    void serverHeard() { m_heardUs = m_nowUs; }
    // How many ticks too early this client's messages came; negative: late.
    void marginReported(pong::Tick ticks) { m_lead.report(ticks, actualLeadUs()); }

    bool isRunning() const { return m_isRunning; }
    // After the 3-2-1.
    bool hasStarted() const { return m_isRunning && m_clock.positionUs() >= startUs(); }
    std::int64_t untilStartUs() const { return startUs() - m_clock.positionUs(); }
    // Too long for predicting on.
    bool isServerSilent() const { return silentTooLongUs() > 0; }

    // While running: local play in ticks, at least the start's.
    double ticks() const;
    // The same for the picture: it stands where the server is silent.
    double shownTicks() const;
    // A change of the opponent up to this tick would have been heard of by now: the server relays it before its tick,
    // and is behind this client by the lead. Silence longer than between two beats tells nothing.
    pong::Tick heardThrough() const;
    // How far this client wants to be ahead of the server.
    std::int64_t leadUs() const { return m_lead.leadUs(m_sync.roundTripUs()); }

 private:
    std::int64_t startUs() const;
    std::int64_t actualLeadUs() const { return leadUs() - m_clock.errorUs(); }
    std::int64_t silentTooLongUs() const;

    ClockSync m_sync;
    LeadControl m_lead;
    PlayClock m_clock;
    bool m_isRunning = false;
    pong::Tick m_startTick = 0;
    std::int64_t m_serverTickZeroUs = 0;
    std::int64_t m_nowUs = 0;
    std::int64_t m_heardUs = 0;
};

}  // namespace client

#pragma once

// One online match as somebody sees it who only watches: the confirmed match, shown a little later than it is played,
// so that everything is known before its time comes and nothing is ever taken back. Sides are the server's: amber left,
// blue right. Pure logic without sockets or a clock: it is fed decoded messages and the local steady clock's
// microseconds. Main thread only.
//
// How late: the server says at least twice a second how far play is, and everything up to there is final; a margin more
// is for the network's moods. The server's clock is not asked for: the messages tell it, the least delayed ones best.

#include "client/match/confirmed_match.h"
#include "client/match/match_effect.h"
#include "client/match/match_frame.h"
#include "client/match/play_clock.h"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <shared/protocol/envelope.pb.h>
#include <vector>

namespace client {

class SpectatedMatch {
 public:
    static constexpr std::int64_t delayUs = 650'000;

    // Invalid rules in the reply (a broken server) are taken for the usual ones.
    SpectatedMatch(const pong::wire::WatchReply& reply, std::int64_t nowUs);

    // Starts over from another answer to WatchRequest: after a lost connection, or when it lost track.
    void restart(const pong::wire::WatchReply& reply, std::int64_t nowUs);
    // Any message of the server; others than this match's are ignored.
    void receive(const pong::wire::ServerMessage& message, std::int64_t nowUs);

    MatchFrame frame(std::int64_t nowUs);
    // What happened since the last call, in the frames that were made.
    std::vector<MatchEffect> takeEffects();

    // What came does not fit what is known: WatchRequest again, then restart().
    bool hasLostTrack() const { return m_lostTrack; }
    // Hashes that differed; stays 0.
    std::uint32_t desyncs() const { return m_desyncs; }
    // As shown.
    const pong::Simulation& simulation() const { return m_match.simulation(); }
    std::uint32_t spectators() const { return m_spectators; }
    // How it ended, once it was shown up to its end.
    std::optional<pong::wire::MatchEnded> ended() const;

 private:
    // What comes to pass once play is shown up to a tick: it stops, or goes on by another clock.
    struct Turn {
        pong::Tick tick = 0;
        bool isStart = false;
        std::int64_t tickZeroUs = 0;    // of a start, by the server's clock
        std::array<bool, 2> present{};  // of a stop
        std::int64_t waitEndsUs = 0;    // of a stop, local time
    };
    struct Check {
        pong::Tick tick = 0;
        std::uint32_t hash = 0;
    };

    void install(const pong::wire::WatchReply& reply);
    void takeAdvance(const pong::wire::MatchAdvance& advance);
    void takeClock(const pong::wire::MatchClock& clock);
    void takePaused(const pong::wire::MatchPaused& paused);
    bool isWithinReach(pong::Tick tick) const;
    void noteServerTime(std::int64_t serverUs);
    bool knowsTime() const { return m_offsetCount > 0; }

    void advance(std::int64_t nowUs);
    bool takeTurn();
    pong::Tick lastTickNow() const;
    void stepTo(pong::Tick tick);
    void advanceTo(pong::Tick tick, pong::Tick effectsAfter);
    double shownTicks() const;
    std::int64_t untilStartUs() const;
    MatchFrame::Stage stage() const;

    std::int64_t m_matchId = 0;
    std::int64_t m_nowUs = 0;

    // As it comes in.
    std::uint32_t m_epoch = 0;
    pong::Tick m_known = 0;      // everything up to here is final, and here
    pong::Tick m_startTick = 0;  // of the epoch
    std::int64_t m_latestTickZeroUs = 0;
    std::vector<pong::RelayedChange> m_changes;  // not in m_match yet
    std::deque<Check> m_checks;                  // by tick
    std::deque<Turn> m_turns;
    std::optional<pong::wire::MatchEnded> m_ended;
    std::uint32_t m_spectators = 0;
    bool m_lostTrack = false;
    std::uint32_t m_desyncs = 0;

    // As it is shown.
    ConfirmedMatch m_match;
    bool m_isRunning = false;
    std::optional<pong::Tick> m_countdownAt;  // where play stands during its 3-2-1
    std::int64_t m_tickZeroUs = 0;            // while running, by the server's clock
    std::array<bool, 2> m_present{true, true};
    std::int64_t m_waitEndsUs = 0;
    std::vector<MatchEffect> m_effects;

    // By how much the server's clock is ahead of the local one, as the last messages had it; the largest counts.
    std::array<std::int64_t, 16> m_offsets{};
    std::size_t m_offsetCount = 0;
    PlayClock m_clock;  // the server's, as far as it is shown
};

}  // namespace client

#pragma once

// One online match as its client sees it: predicts, so that the own paddle never waits for the network, corrects itself
// by what the server says, and makes the frames and effects to show. Pure logic without sockets or a clock: it is fed
// decoded server messages and the local steady clock's microseconds, and emits client messages. Main thread only.
//
// Life: construct it from MatchFound, call join() once the connection is signed in (again after each reconnect, with
// disconnected() in between), advance() at least every 20 ms, also while nothing is drawn, frame() for each picture.

#include "client/match/confirmed_match.h"
#include "client/match/match_frame.h"
#include "client/match/match_time.h"
#include "client/match/online_match_output.h"
#include "client/match/online_picture.h"
#include "client/match/own_inputs.h"
#include "client/match/snapshot.h"

#include <array>
#include <cstdint>
#include <optional>
#include <shared/protocol/envelope.pb.h>
#include <vector>

namespace client {

class OnlineMatch {
 public:
    // Invalid rules in `found` (a broken server) are taken for the usual ones.
    OnlineMatch(const pong::wire::MatchFound& found, OnlineMatchOutput& output);
    OnlineMatch(const OnlineMatch&) = delete;
    OnlineMatch& operator=(const OnlineMatch&) = delete;

    // Signed in on a new connection: synchronises the clocks, then joins the match.
    void join(std::int64_t nowUs);
    void disconnected();

    // Any message of the server; others than this match's are ignored.
    void receive(const pong::wire::ServerMessage& message, std::int64_t nowUs);
    void setDirection(pong::Direction direction, std::int64_t nowUs);
    // The window lost its focus: no key is held.
    void releaseAll(std::int64_t nowUs) { setDirection(pong::Direction::None, nowUs); }
    // Gives the match up; MatchEnded follows.
    void leave();

    void advance(std::int64_t nowUs);
    MatchFrame frame(std::int64_t nowUs);

    // Of the fastest recent echo, in microseconds; 0 before the first.
    std::int64_t roundTripUs() const { return m_time.sync().roundTripUs(); }
    // How far this client wants to be ahead of the server, in microseconds.
    std::int64_t leadUs() const { return m_time.leadUs(); }
    // Snapshots that the server sent because the hashes differed; stays 0.
    std::uint32_t desyncs() const { return m_desyncs; }
    const CorrectionCounters& corrections() const { return m_picture.corrections(); }
    // The match as far as it is final, sides as the server has them.
    const pong::Simulation& confirmed() const { return m_confirmed.simulation(); }
    // How it ended, once the server said so; sides as the server has them.
    const std::optional<pong::wire::MatchEnded>& ended() const { return m_ended; }

 private:
    enum class Link : std::uint8_t { Away, Synchronising, Joining, Joined };

    // The last beat of the server, and what was made of it here.
    struct Beat {
        pong::Tick tick = 0;
        std::uint32_t hash = 0;
    };

    void takeNews(const pong::wire::ServerMessage& message);
    void takeEcho(const pong::wire::ClockEchoReply& reply);
    void takeSnapshot(const pong::wire::MatchSnapshot& snapshot);
    void install(Snapshot read, const pong::wire::MatchSnapshot& snapshot);
    void takeClock(const pong::wire::MatchClock& clock);
    void takePaused(const pong::wire::MatchPaused& paused);
    void takeAdvance(const pong::wire::MatchAdvance& advance);
    void takeChanges(const pong::wire::MatchAdvance& advance, pong::Tick through);
    void takeBeat(const pong::wire::MatchAdvance& advance);
    void takeEnded(const pong::wire::MatchEnded& ended);
    void takePresence(bool left, bool right, std::uint32_t waitMs);
    void enterEpoch(std::uint32_t epoch);

    bool isWithinReach(pong::Tick tick) const;
    bool isOver() const { return m_ended || m_confirmed.simulation().isOver(); }
    bool isPlaying() const;
    void sendHeldDirection();
    void sendBeat();
    void sendEcho();
    void sendJoin();

    double shownTicks() const;
    Picture predictedNow() const { return m_picture.predicted(shownTicks()); }
    MatchFrame::Stage stage() const;
    void describe(MatchFrame& frame) const;

    OnlineMatchOutput& m_output;
    std::int64_t m_matchId;
    pong::Side m_side;
    Link m_link = Link::Away;
    std::int64_t m_nowUs = 0;

    MatchTime m_time;
    ConfirmedMatch m_confirmed;
    OwnInputs m_own;
    OnlinePicture m_picture;

    pong::Direction m_held = pong::Direction::None;
    std::uint32_t m_epoch = 0;
    std::int64_t m_waitEndsUs = 0;
    std::array<bool, 2> m_present{};  // by the server's sides
    std::optional<pong::wire::MatchEnded> m_ended;
    Beat m_beat;
    std::int64_t m_beatDueUs = 0;
    std::uint32_t m_desyncs = 0;
};

}  // namespace client

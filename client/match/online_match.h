#pragma once

// One online match as its client sees it: predicts, so that the own paddle never waits for the network, corrects itself
// by what the server says, and makes the frames and effects to show. Pure logic without sockets or a clock: it is fed
// decoded server messages and the local steady clock's microseconds, and emits client messages. Main thread only.
//
// Life: construct it from MatchFound, call join() once the connection is signed in (again after each reconnect, with
// disconnected() in between), advance() at least every 20 ms, also while nothing is drawn, frame() for each picture.

#include "client/match/match_effect.h"
#include "client/match/match_frame.h"

#include <cstdint>
#include <optional>
#include <shared/protocol/envelope.pb.h>

namespace client {

class OnlineMatchOutput {
 public:
    // Commands (input, beat, leave) go as they are. Of requests (clock_echo, match_join) the connection fills in the
    // id, and their replies come back through receive() like every other message.
    virtual void send(const pong::wire::ClientMessage& message) = 0;
    virtual void effect(const MatchEffect& effect) = 0;

 protected:
    ~OnlineMatchOutput() = default;
};

// How often and how far (table units) the picture turned out wrong.
struct CorrectionCounter {
    std::uint32_t count = 0;
    double total = 0;
    double largest = 0;
};

struct OnlineMatchCounters {
    std::uint32_t desyncs = 0;  // the server sent a snapshot because the hashes differed; stays 0
    CorrectionCounter ownPaddle;
    CorrectionCounter opponentPaddle;
    CorrectionCounter ball;
};

class OnlineMatch {
 public:
    OnlineMatch(const pong::wire::MatchFound& found, OnlineMatchOutput& output);

    // Signed in on a new connection: synchronises the clocks, then joins the match.
    void join(std::int64_t nowUs);
    void disconnected();

    // Any message of the server; others than this match's are ignored.
    void receive(const pong::wire::ServerMessage& message, std::int64_t nowUs);
    void setDirection(pong::Direction direction, std::int64_t nowUs);
    // The window lost its focus: no key is held.
    void releaseAll(std::int64_t nowUs) { setDirection(pong::Direction::None, nowUs); }
    void leave();

    void advance(std::int64_t nowUs);
    MatchFrame frame(std::int64_t nowUs);

    // Microseconds of the smallest recent round trip; 0 before the first.
    std::int64_t roundTripUs() const;
    const OnlineMatchCounters& counters() const { return m_counters; }
    // How it ended, once the server said so.
    const std::optional<pong::wire::MatchEnded>& ended() const { return m_ended; }

 private:
    OnlineMatchOutput& m_output;
    OnlineMatchCounters m_counters;
    std::optional<pong::wire::MatchEnded> m_ended;
};

}  // namespace client

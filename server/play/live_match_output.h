#pragma once

// Where a LiveMatch puts what it has to say. One object a match; called on the main thread from inside LiveMatch's
// functions. A callee may call playerDropped() and leave() of the match (they only take notes), nothing else, and must
// not destroy the match: that is for after advance(), once isOver().

#include "shared/pong/match_recording.h"

#include <array>
#include <cstdint>
#include <optional>
#include <shared/protocol/envelope.pb.h>
#include <span>

namespace server {

struct MatchPoint {
    int number = 0;  // from 1
    pong::Tick tick = 0;
    pong::Side scorer = pong::Side::Left;
    std::array<int, 2> score{};  // after it, by side
};

// Applied changes of the ticks after < tick <= through: they will never be other ones. Chunks follow each other
// without a gap (the next one's `after` is this one's `through`), also where nothing changed.
struct FinalChanges {
    pong::Tick after = 0;
    pong::Tick through = 0;
    std::span<const pong::Change> changes;  // by tick, then side; valid during the call
};

struct MatchResult {
    pong::wire::MatchEndReason reason = pong::wire::END_UNSPECIFIED;
    std::optional<pong::Side> winner;  // empty: nobody
    std::array<int, 2> score{};
    pong::Tick tick = 0;  // the last one
    std::uint32_t desyncs = 0;
};

class LiveMatchOutput {
 public:
    // To this player, if connected.
    virtual void send(pong::Side side, const pong::wire::ServerMessage& message) = 0;
    // To both players and all spectators: the same bytes, encoded once.
    virtual void sendAll(const pong::wire::ServerMessage& message) = 0;
    virtual void sendToSpectators(const pong::wire::ServerMessage& message) = 0;
    virtual bool isWatched() const = 0;
    // About once a second while play runs, at each point, pause and end; at a point before pointScored().
    virtual void changesFinal(const FinalChanges& chunk) = 0;
    virtual void pointScored(const MatchPoint& point) = 0;
    // The last call of all. MatchEnded is sent by whom stores the result.
    virtual void ended(const MatchResult& result) = 0;

 protected:
    ~LiveMatchOutput() = default;
};

}  // namespace server

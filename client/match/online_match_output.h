#pragma once

// Where an OnlineMatch puts what it has to say, and what it counts. Called on the main thread from inside its
// functions; a callee must not destroy the match.

#include "client/match/match_effect.h"

#include <array>
#include <cstdint>
#include <shared/protocol/envelope.pb.h>

namespace client {

// What turned out to be elsewhere than the picture had it.
enum class Corrected : std::uint8_t { OwnPaddle, OpponentPaddle, Ball };

class OnlineMatchOutput {
 public:
    // Commands (input, beat, leave) go as they are. Of requests (clock_echo, match_join) the connection fills in the
    // id, and their replies come back through receive() like every other message.
    virtual void send(const pong::wire::ClientMessage& message) = 0;
    virtual void effect(const MatchEffect& effect) = 0;
    // By so many table units; for whom the sums of CorrectionCounters are not enough.
    virtual void corrected(Corrected what, double distance);

 protected:
    ~OnlineMatchOutput() = default;
};

inline void OnlineMatchOutput::corrected(Corrected, double) {}

// How often and how far (table units) the picture turned out wrong.
struct CorrectionCounter {
    std::uint32_t count = 0;
    double total = 0;
    double largest = 0;
};

using CorrectionCounters = std::array<CorrectionCounter, 3>;  // by Corrected

}  // namespace client

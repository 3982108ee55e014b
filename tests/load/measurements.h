#pragma once

// What a run adds up while it measures. One thread.

#include "server/net/lateness_histogram.h"
#include "tests/load/event_loop.h"

#include <cstdint>
#include <limits>

namespace load {

struct Measurements {
    bool running = false;  // samples and counts are taken only between start and end of the measuring

    server::LatenessHistogram relay;         // input sent -> first message that shows it at the opponent
    server::LatenessHistogram confirmation;  // input sent -> first message that shows it to its own player
    server::LatenessHistogram beatLateness;  // a beat's tick by the match's clock -> the beat here

    std::uint64_t inputs = 0;
    std::uint64_t lateInputs = 0;  // placed later than asked
    std::uint64_t refusedInputs = 0;
    std::uint64_t messagesIn = 0;
    std::uint64_t messagesOut = 0;
    std::uint64_t matchesEnded = 0;

    double slowestPace = std::numeric_limits<double>::infinity();  // seconds of play a second of the wall clock
    std::uint64_t pacedMatches = 0;

    // These count from the beginning of the run: none of them may happen at any time.
    std::uint64_t desyncs = 0;        // a hash that differed, or a snapshot that nobody asked for
    std::uint64_t serverDesyncs = 0;  // as the server counted them in matches that ended
    std::uint64_t malformed = 0;      // messages that this program could not read
    std::uint64_t disconnects = 0;
    std::uint64_t pauses = 0;
    std::uint64_t busyRefusals = 0;  // the server said it is full, or asked for patience
    std::uint64_t otherRefusals = 0;
};

}  // namespace load

#pragma once

// One match between two bots of this program, seen from both ends: when each input was sent, and so how long it took to
// show at either; how the match keeps up with the wall clock. One thread.

#include "shared/pong/simulation.h"
#include "tests/load/measurements.h"

#include <array>
#include <cstdint>
#include <unordered_map>

namespace load {

class LoadMatch {
 public:
    explicit LoadMatch(Measurements& measurements) : m_measurements(measurements) {}

    // A bot sends its input `number`, asked for `asked`.
    void inputSent(pong::Side side, std::uint32_t number, pong::Tick asked, Micros at);
    // A message shows the input whose number ends in `numberLow` to the bot of side `at`.
    void inputShown(pong::Side of, std::uint8_t numberLow, pong::Tick placed, pong::Side to, Micros at);

    // A message that says how far play has come.
    void playedThrough(pong::Tick tick, Micros at);
    // Play is interrupted, or the measuring starts or ends: what was seen so far counts as one stretch.
    void endStretch(Micros at);
    // The last point was scored: how long its result takes to be stored says nothing of the match's pace.
    void playedToTheEnd(Micros at);

 private:
    static constexpr std::size_t remembered = 64;  // inputs of a side under way; a bot sends four a second

    struct SentInput {
        std::uint32_t number = 0;  // 0: none
        pong::Tick asked = 0;
        Micros at = 0;
        std::array<bool, 2> shown{};  // by side
    };
    struct Sample {
        pong::Tick tick = 0;
        Micros at = 0;
    };

    Measurements& m_measurements;
    std::array<std::array<SentInput, remembered>, 2> m_sent{};
    Sample m_first;
    Sample m_last;
    bool m_inStretch = false;
    bool m_isOver = false;
};

// The matches that run, by id.
class LoadMatches {
 public:
    explicit LoadMatches(Measurements& measurements) : m_measurements(measurements) {}

    // Each bot of a match enters and leaves once; the match is forgotten with its last bot.
    LoadMatch& enter(std::int64_t id);
    void leave(std::int64_t id, Micros at);

    void endStretches(Micros at);

 private:
    struct Entry {
        explicit Entry(Measurements& measurements) : match(measurements) {}
        LoadMatch match;
        int bots = 0;
    };

    Measurements& m_measurements;
    std::unordered_map<std::int64_t, Entry> m_matches;
};

}  // namespace load

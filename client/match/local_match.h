#pragma once

// A match that runs here, without a server: the shared simulation on a steady clock, at 120 ticks a second whatever the
// frame rate, with the frames interpolated between the last two ticks. 3-2-1 goes before the first tick and after each
// pause. Pure logic without a clock of its own; any one thread.

#include "client/match/match_effect.h"
#include "client/match/match_frame.h"
#include "shared/ai/ai_player.h"
#include "shared/pong/simulation.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace client {

class LocalMatch {
 public:
    using Stage = MatchFrame::Stage;
    using Microseconds = std::chrono::microseconds;

    static constexpr Microseconds countdown{2'100'000};  // three numerals of 700 ms
    // Of a longer gap between two advance() only so much is played: a computer that slept does not lose the match.
    static constexpr Microseconds longestCatchUp{100'000};

    LocalMatch(const pong::Rules& rules, std::uint64_t seed);

    // From now on the AI steers this side; setDirection() has no effect there.
    void seatAi(pong::Side side, const pong::ai::Parameters& parameters, std::uint64_t seed);

    // What this side's keys hold. Remembered in every stage, but moves the paddle only while playing.
    void setDirection(pong::Side side, pong::Direction direction);
    const pong::Inputs& held() const { return m_held; }
    // Both true where it had an effect.
    bool pause();
    bool resume();

    // Plays on to this time of a steady clock. The first call only starts the clock.
    void advance(Microseconds now);

    Stage stage() const { return m_stage; }
    const pong::Simulation& simulation() const { return m_simulation; }
    MatchFrame frame() const;
    // What happened since the last call.
    std::vector<MatchEffect> takeEffects() { return std::exchange(m_effects, {}); }

 private:
    void play(Microseconds elapsed);
    void step();
    void note(pong::Events events);

    pong::Simulation m_simulation;
    pong::State m_previous;  // one tick before m_simulation, for interpolation
    pong::Inputs m_held{};
    std::array<std::optional<pong::ai::AiPlayer>, 2> m_ai;
    Stage m_stage = Stage::Countdown;
    Microseconds m_countdownLeft = countdown;
    std::optional<Microseconds> m_now;
    std::int64_t m_debt = 0;  // time that is not played yet, in 1/120 microseconds: a tick is 1'000'000
    std::vector<MatchEffect> m_effects;
};

}  // namespace client

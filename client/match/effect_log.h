#pragma once

// Remembers which effects were played, so that one that was foreseen is not played again when the server confirms it,
// perhaps some ticks off. Pure logic; main thread.

#include "client/match/match_effect.h"

#include <array>
#include <cstddef>

namespace client {

class EffectLog {
 public:
    // Whether this one is new; it is not from now on.
    bool isNew(const MatchEffect& effect);
    void clear() { *this = EffectLog(); }

 private:
    static constexpr std::size_t kinds = static_cast<std::size_t>(MatchEffect::Kind::Over) + 1;
    static constexpr std::size_t remembered = 8;
    // Less apart it is the same one. Foreseen wall hits and serves are exact; a paddle hit may turn out up to four
    // ticks later, because the ball touches the paddle somewhere between its front and its middle.
    static constexpr pong::Tick closestHits = 6;

    static bool isSame(const MatchEffect& effect, pong::Tick played);

    struct Played {
        pong::Tick tick = -closestHits;
    };

    std::array<std::array<Played, remembered>, kinds> m_played{};
    std::array<std::size_t, kinds> m_next{};
};

}  // namespace client

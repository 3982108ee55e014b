#pragma once

// What the table shows at one moment, ready to draw: positions are interpolated between ticks and eased after
// corrections, sides are as this player sees them (online, oneself is always left). Plain values; main thread.

#include "shared/pong/simulation.h"

#include <array>
#include <optional>

namespace client {

struct MatchFrame {
    enum class Stage {
        Synchronising,  // not in the match yet, or the server has been silent for a second
        Countdown,      // 3-2-1: countdownMs
        Playing,
        Paused,            // by this player (local matches)
        WaitingForPlayer,  // somebody is missing: waitMs until the match is forfeited
        Over
    };

    Stage stage = Stage::Synchronising;
    pong::Tick tick = 0;  // the shown one

    // Centres in table units (the table is 800 x 500). The ball may be outside of the table: it is clipped there.
    double ballX = 400;
    double ballY = 250;
    bool ballVisible = true;
    std::array<double, 2> paddleY{250, 250};  // by side; x follows from pong::paddleInset and pong::paddleWidth
    int paddleHeight = 84;                    // table units

    std::array<int, 2> score{};  // by side; confirmed points only
    int rally = 0;               // paddle hits since the serve
    bool serving = false;        // the ball waits at the centre
    pong::Side serveTo = pong::Side::Left;

    int countdownMs = 0;                      // left until play starts or resumes, 0 where there is none
    int waitMs = 0;                           // left until the missing player has lost
    std::array<bool, 2> present{true, true};  // by side: who is there
    std::optional<pong::Side> winner;         // once over; empty: nobody
};

}  // namespace client

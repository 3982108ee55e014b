#pragma once

// Rules of a match <-> their message. Pure functions; any thread.

#include "shared/pong/rules.h"

#include <optional>
#include <shared/protocol/play.pb.h>

namespace pong {

inline wire::Rules rulesMessage(const Rules& rules) {
    wire::Rules message;
    message.set_points_to_win(static_cast<std::uint32_t>(rules.pointsToWin));
    message.set_win_margin(static_cast<std::uint32_t>(rules.winMargin));
    message.set_paddle_height(static_cast<std::uint32_t>(rules.paddleHeight));
    message.set_ball_speed(static_cast<std::uint32_t>(rules.ballSpeed));
    message.set_ball_speed_up(static_cast<std::uint32_t>(rules.ballSpeedUp));
    message.set_ball_speed_max(static_cast<std::uint32_t>(rules.ballSpeedMax));
    return message;
}

// Null where these are no rules that isValid().
inline std::optional<Rules> rulesOf(const wire::Rules& message) {
    const Rules rules{static_cast<int>(message.points_to_win()), static_cast<int>(message.win_margin()),
                      static_cast<int>(message.paddle_height()), static_cast<int>(message.ball_speed()),
                      static_cast<int>(message.ball_speed_up()), static_cast<int>(message.ball_speed_max())};
    return isValid(rules) ? std::optional(rules) : std::nullopt;
}

}  // namespace pong

#pragma once

// From what the server says of a player's play to what a profile's side column shows of it. Main thread only.

#include "client/pages/player_figures.h"

#include <shared/protocol/players.pb.h>

namespace client {

PlayerFigures::Figures figuresOf(const pong::wire::PlayerProfile& profile);

// The last year's.
pong::wire::RatingHistoryRequest ratingsRequest(qint64 userId);
QList<RatingCurve::Point> ratingsOf(const pong::wire::RatingHistoryReply& reply);

}  // namespace client

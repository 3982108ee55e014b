#pragma once

// The SQL of ratings: what a match does to those of its players. A store function for the transaction that ends the
// match; database threads only.

#include "server/database/transaction.h"
#include "shared/pong/simulation.h"

#include <QDateTime>

#include <array>
#include <cstdint>
#include <shared/protocol/play.pb.h>

namespace server::play {

struct RatedMatch {
    std::int64_t matchId = 0;
    std::array<std::int64_t, 2> players{};  // user ids, by side
    pong::Side winner = pong::Side::Left;
    QDateTime endedAt;
};

using MatchRatings = std::array<pong::wire::MatchRating, 2>;  // by side

// For the growth of a deviation; never negative, whatever the clock did.
double daysBetween(const QDateTime& earlier, const QDateTime& later);

// Both players' statistics rows must be there and locked by this transaction.
MatchRatings rateMatch(Transaction& transaction, const RatedMatch& match);

}  // namespace server::play

#include "server/play/ratings_store.h"

#include "server/play/glicko2.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace server::play {

namespace {

constexpr double millisecondsADay = 24 * 3'600'000.0;

struct Standing {
    Glicko2::Rating rating;
    std::optional<QDateTime> ratedAt;
};

Standing standingOf(Transaction& transaction, std::int64_t userId) {
    const Rows rows = transaction.execute(
        "SELECT rating, deviation, volatility, rated_at FROM statistics WHERE user_id = $1", userId);
    const Row row = rows.one();
    return {{row.real(u"rating"), row.real(u"deviation"), row.real(u"volatility")}, row.optionalDateTime(u"rated_at")};
}

// The history is not that of somebody who was erased meanwhile, or is being erased right now.
void keep(Transaction& transaction, std::int64_t userId, const RatedMatch& match, const Glicko2::Rating& rating) {
    transaction.execute(
        "WITH rated AS (UPDATE statistics SET rating = $4, deviation = $5, volatility = $6, rated_at = $3 "
        "  WHERE user_id = $1 RETURNING user_id), "
        "living AS (SELECT id FROM users WHERE id = $1 AND deleted_at IS NULL FOR KEY SHARE) "
        "INSERT INTO rating_history (user_id, match_id, created_at, rating, deviation, volatility) "
        "SELECT user_id, $2, $3, $4, $5, $6 FROM rated JOIN living ON living.id = user_id",
        userId, match.matchId, match.endedAt, rating.rating, rating.deviation, rating.volatility);
}

int shown(double rating) {
    return static_cast<int>(std::lround(rating));
}

}  // namespace

double daysBetween(const QDateTime& earlier, const QDateTime& later) {
    return std::max(0.0, static_cast<double>(earlier.msecsTo(later)) / millisecondsADay);
}

MatchRatings rateMatch(Transaction& transaction, const RatedMatch& match) {
    const std::array before{standingOf(transaction, match.players[0]), standingOf(transaction, match.players[1])};
    MatchRatings ratings;
    for (const pong::Side side : {pong::Side::Left, pong::Side::Right}) {
        const Standing& mine = before[pong::index(side)];
        const Glicko2::Game game{before[pong::index(pong::opposite(side))].rating, side == match.winner ? 1.0 : 0.0};
        const double days = mine.ratedAt ? daysBetween(*mine.ratedAt, match.endedAt) : 0;
        const Glicko2::Rating after = Glicko2().afterMatch(mine.rating, game, days);
        keep(transaction, match.players[pong::index(side)], match, after);
        ratings[pong::index(side)].set_rating(shown(after.rating));
        // Between the shown ones, so that what a player sees adds up.
        ratings[pong::index(side)].set_change(shown(after.rating) - shown(mine.rating.rating));
    }
    return ratings;
}

}  // namespace server::play

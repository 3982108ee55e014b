#include "server/players/players_store.h"

#include "server/friends/friends_store.h"
#include "server/net/refusal.h"
#include "server/play/glicko2.h"
#include "server/play/match_columns.h"
#include "server/play/play_store.h"
#include "server/play/ratings_store.h"

#include <cmath>

namespace server::players {

namespace {

[[noreturn]] void noSuchPlayer() {
    throw Refusal(pong::wire::REFUSAL_NOT_FOUND, QStringLiteral("There is no such player"));
}

int currentDeviation(const Row& row, const QDateTime& now) {
    const std::optional<QDateTime> ratedAt = row.optionalDateTime(u"rated_at");
    if (!ratedAt)
        return 0;
    Glicko2::Rating rating;
    rating.deviation = row.real(u"deviation");
    rating.volatility = row.real(u"volatility");
    return static_cast<int>(std::lround(Glicko2::idle(rating, play::daysBetween(*ratedAt, now)).deviation));
}

}  // namespace

void requireThere(Transaction& transaction, std::int64_t user) {
    if (transaction.execute("SELECT FROM users WHERE id = $1 AND deleted_at IS NULL", user).isEmpty())
        noSuchPlayer();
}

Pair pair(Transaction& transaction, std::int64_t from, std::int64_t to) {
    const bool isPerson =
        from != to &&
        !transaction.execute("SELECT FROM users WHERE id = $1 AND kind = 'human' AND deleted_at IS NULL", to).isEmpty();
    if (!isPerson)
        noSuchPlayer();
    const auto cards = play::opponents(transaction, {from, to}).cards;
    return {cards[0], cards[1], friends::relation(transaction, from, to) == pong::wire::RELATION_FRIEND};
}

pong::wire::PlayerProfile profile(Transaction& transaction, std::int64_t viewer, std::int64_t user, QDateTime now) {
    requireThere(transaction, user);
    const Rows rows = transaction.execute(
        "SELECT player_cards.*, users.created_at, coalesce(games_played, 0) AS games_played, "
        "  coalesce(games_won, 0) AS games_won, coalesce(tournaments_played, 0) AS tournaments_played, "
        "  coalesce(tournaments_won, 0) AS tournaments_won, coalesce(total_score, 0) AS total_score, "
        "  deviation, volatility, rated_at, seen_at "
        "FROM users JOIN player_cards ON player_cards.user_id = users.id "
        "LEFT JOIN statistics ON statistics.user_id = users.id "
        "LEFT JOIN last_seen ON last_seen.user_id = users.id WHERE users.id = $1",
        user);
    const Row row = rows.one();
    pong::wire::PlayerProfile profile;
    *profile.mutable_player() = play::cardOf(row);
    profile.set_joined_ms(row.dateTime(u"created_at").toMSecsSinceEpoch());
    profile.set_rating_deviation(currentDeviation(row, now));
    pong::wire::PlayerFigures& figures = *profile.mutable_figures();
    figures.set_games_played(row.int64(u"games_played"));
    figures.set_games_won(row.int64(u"games_won"));
    figures.set_tournaments_played(row.int64(u"tournaments_played"));
    figures.set_tournaments_won(row.int64(u"tournaments_won"));
    figures.set_total_score(row.int64(u"total_score"));

    profile.set_relation(viewer == user ? pong::wire::RELATION_SELF : friends::relation(transaction, viewer, user));
    if (const auto seenAt = row.optionalDateTime(u"seen_at");
        seenAt && profile.relation() == pong::wire::RELATION_FRIEND)
        profile.mutable_presence()->set_last_seen_ms(seenAt->toMSecsSinceEpoch());

    const Rows together = transaction.execute(
        "SELECT count(*) AS played, count(*) FILTER (WHERE result = 'won') AS won, "
        "  count(*) FILTER (WHERE result = 'lost') AS lost, "
        "  coalesce(sum(my_score), 0)::bigint AS score FROM match_history WHERE user_id = $1 AND opponent_id = $2",
        user, viewer);
    pong::wire::PlayerFigures& against = *profile.mutable_against_me();
    against.set_games_played(together.one().int64(u"played"));
    against.set_games_won(together.one().int64(u"won"));
    against.set_games_lost(together.one().int64(u"lost"));
    against.set_total_score(together.one().int64(u"score"));
    return profile;
}

pong::wire::RatingHistoryReply ratings(Transaction& transaction, std::int64_t user, QDateTime since) {
    requireThere(transaction, user);
    const Rows rows = transaction.execute(
        "WITH rated AS (SELECT created_at, match_id, round(rating)::integer AS rating, "
        "    round(deviation)::integer AS deviation, (created_at AT TIME ZONE 'UTC')::date AS day "
        "  FROM rating_history WHERE user_id = $1 AND created_at >= $2), "
        "marked AS (SELECT *, lead(day) OVER (ORDER BY created_at, match_id) AS next_day, max(day) OVER () AS newest "
        "  FROM rated), "
        "kept AS (SELECT * FROM marked WHERE next_day IS DISTINCT FROM day OR day = newest "
        "  ORDER BY created_at DESC, match_id DESC LIMIT 400) "
        "SELECT created_at, rating, deviation FROM kept ORDER BY created_at, match_id",
        user, since);
    pong::wire::RatingHistoryReply reply;
    for (const Row row : rows) {
        pong::wire::RatingPoint& point = *reply.add_points();
        point.set_at_ms(row.dateTime(u"created_at").toMSecsSinceEpoch());
        point.set_rating(row.integer(u"rating"));
        point.set_deviation(row.integer(u"deviation"));
    }
    return reply;
}

}  // namespace server::players

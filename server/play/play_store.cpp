#include "server/play/play_store.h"

#include "server/database/sql_array.h"
#include "server/database/sql_error.h"
#include "server/net/refusal.h"
#include "server/play/match_columns.h"

namespace server::play {

namespace {

[[noreturn]] void noSuch(const QString& text) {
    throw Refusal(pong::wire::REFUSAL_NOT_FOUND, text);
}

std::int64_t signedSeed(std::uint64_t seed) {
    return static_cast<std::int64_t>(seed);
}

// What one player's statistics and history say about the end of a match.
struct PlayerEnd {
    std::int64_t userId = 0;
    std::int64_t opponentId = 0;
    QString result;  // of match_history
    int myScore = 0;
    int opponentScore = 0;
    int ratingChange = 0;
};

PlayerEnd playerEnd(const std::array<std::int64_t, 2>& players, const MatchEnd& end, pong::Side side) {
    const std::size_t me = pong::index(side);
    const std::size_t other = pong::index(pong::opposite(side));
    const QString result = !end.winner           ? QStringLiteral("draw")
                           : *end.winner == side ? QStringLiteral("won")
                                                 : QStringLiteral("lost");
    return {players[me], players[other], result, end.score[me], end.score[other], 0};
}

void insertInputs(Transaction& transaction, const std::vector<InputChunk>& chunks) {
    SqlArray ids;
    SqlArray firsts;
    SqlArray lasts;
    SqlArray inputs;
    for (const InputChunk& chunk : chunks) {
        ids.add(chunk.matchId);
        firsts.add(chunk.after + 1);
        lasts.add(chunk.through);
        inputs.addHex(chunk.changes);
    }
    transaction.execute(
        "INSERT INTO match_inputs (game_session_id, first_tick, last_tick, inputs) "
        "SELECT id, first, last, decode(inputs, 'hex') "
        "FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::text[]) AS chunk (id, first, last, inputs) "
        "WHERE last >= first "
        "ON CONFLICT DO NOTHING",
        ids.text(), firsts.text(), lasts.text(), inputs.text());
}

void insertPoints(Transaction& transaction, const std::vector<StoredPoint>& points) {
    SqlArray ids;
    SqlArray numbers;
    SqlArray ticks;
    SqlArray scorers;
    SqlArray scores1;
    SqlArray scores2;
    SqlArray times;  // milliseconds since 1970
    for (const StoredPoint& point : points) {
        ids.add(point.matchId);
        numbers.add(point.number);
        ticks.add(point.tick);
        scorers.add(playerNumber(point.scorer));
        scores1.add(point.score[0]);
        scores2.add(point.score[1]);
        times.add(point.scoredAt.toMSecsSinceEpoch());
    }
    transaction.execute(
        "INSERT INTO points (game_session_id, number, tick, scorer, score_player1, score_player2, scored_at) "
        "SELECT id, number, tick, scorer, score1, score2, to_timestamp(time / 1000.0) "
        "FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::smallint[], $5::integer[], $6::integer[], "
        "  $7::bigint[]) AS point (id, number, tick, scorer, score1, score2, time) "
        "ON CONFLICT DO NOTHING",
        ids.text(), numbers.text(), ticks.text(), scorers.text(), scores1.text(), scores2.text(), times.text());
}

void addToStatistics(Transaction& transaction, const PlayerEnd& player) {
    transaction.execute(
        "INSERT INTO statistics AS mine (user_id, games_played, games_won, total_score) VALUES ($1, 1, $2, $3) "
        "ON CONFLICT (user_id) DO UPDATE SET games_played = mine.games_played + 1, "
        "  games_won = mine.games_won + excluded.games_won, total_score = mine.total_score + excluded.total_score",
        player.userId, player.result == u"won" ? 1 : 0, player.myScore);
}

void addToHistory(Transaction& transaction, const PlayerEnd& player, const MatchEnd& end, const QString& mode) {
    transaction.execute(
        "INSERT INTO match_history (user_id, match_id, date, opponent_id, result, reason, my_score, opponent_score, "
        "  length_ms, mode, rating_change) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        player.userId, end.matchId, end.endedAt, player.opponentId, player.result, reasonText(end.reason),
        player.myScore, player.opponentScore, millisecondsOf(end.tick), mode, player.ratingChange);
}

// What an earlier call did to the ratings, for a caller that did not hear of it.
std::optional<MatchRatings> ratingsOf(Transaction& transaction, std::int64_t matchId) {
    const Rows rows = transaction.execute(
        "SELECT round(rating_history.rating)::integer AS rating, rating_change FROM game_sessions "
        "JOIN rating_history ON rating_history.match_id = game_sessions.id "
        "JOIN match_history ON match_history.match_id = game_sessions.id "
        "  AND match_history.user_id = rating_history.user_id "
        "WHERE game_sessions.id = $1 ORDER BY rating_history.user_id = player2_id",
        matchId);
    if (rows.size() != 2)
        return std::nullopt;
    MatchRatings ratings;
    for (std::size_t side = 0; side < 2; ++side) {
        ratings[side].set_rating(rows.at(side).integer(u"rating"));
        ratings[side].set_change(rows.at(side).integer(u"rating_change"));
    }
    return ratings;
}

void takePlace(Transaction& transaction, const BracketPlace& place, std::array<std::int64_t, 2> players,
               std::int64_t matchId) {
    const Rows taken = transaction.execute(
        "UPDATE tournament_matches SET game_session_id = $4 FROM tournaments "
        "WHERE tournaments.id = tournament_id AND tournaments.status = 'running' AND tournament_id = $1 "
        "  AND round = $2 AND match_number = $3 AND tournament_matches.status = 'open' AND game_session_id IS NULL "
        "  AND player1_id IN ($5, $6) AND player2_id IN ($5, $6)",
        place.tournament, place.round, place.number, matchId, players[0], players[1]);
    if (taken.affected() != 1)
        throw Refusal(pong::wire::REFUSAL_CONFLICT, QStringLiteral("This match is not to be played any more."));
}

}  // namespace

std::int64_t insertMatch(Transaction& transaction, NewMatch match) {
    const std::int64_t tournament = match.place ? match.place->tournament : 0;
    // Nobody leaves or cancels while the match begins.
    if (tournament != 0)
        transaction.execute("SELECT FROM tournaments WHERE id = $1 FOR UPDATE", tournament);
    try {
        const std::int64_t id =
            transaction
                .execute(
                    "INSERT INTO game_sessions (game_id, player1_id, player2_id, mode, rules, seed, rated, "
                    "  started_at, tournament_id) "
                    "SELECT id, $1, $2, $3, $4, $5, $6, $7, nullif($8::bigint, 0) FROM games WHERE type = 'pong' "
                    "RETURNING id",
                    match.players[0], match.players[1], modeText(match.mode), rulesJson(match.rules),
                    signedSeed(match.seed), match.rated, match.startedAt, tournament)
                .one()
                .int64(u"id");
        if (match.place)
            takePlace(transaction, *match.place, match.players, id);
        return id;
    } catch (const SqlError& error) {
        if (error.violates(u"game_sessions_player1_id_fkey") || error.violates(u"game_sessions_player2_id_fkey"))
            noSuch(QStringLiteral("This player does not exist any more"));
        throw;
    }
}

// One statement each for all matches: a round trip for each row would take longer than the inserts.
void appendPlay(Transaction& transaction, std::vector<InputChunk> chunks, std::vector<StoredPoint> points) {
    if (!chunks.empty())
        insertInputs(transaction, chunks);
    if (!points.empty())
        insertPoints(transaction, points);
}

FinishedMatch finishMatch(Transaction& transaction, MatchEnd end, std::vector<InputChunk> chunks,
                          std::vector<StoredPoint> points) {
    const Rows updated = transaction.execute(
        "UPDATE game_sessions SET status = $2, score_player1 = $3, score_player2 = $4, last_tick = $5, desyncs = $6, "
        "  ended_at = $7, winner_id = CASE $8::integer WHEN 1 THEN player1_id WHEN 2 THEN player2_id END "
        "WHERE id = $1 AND status = 'live' RETURNING player1_id, player2_id, mode, rated",
        end.matchId, reasonText(end.reason), end.score[0], end.score[1], end.tick, static_cast<int>(end.desyncs),
        end.endedAt, end.winner ? playerNumber(*end.winner) : 0);
    if (updated.isEmpty())
        return {false, ratingsOf(transaction, end.matchId)};
    appendPlay(transaction, std::move(chunks), std::move(points));

    const Row row = updated.one();
    const std::array players{row.int64(u"player1_id"), row.int64(u"player2_id")};
    std::array ends{playerEnd(players, end, pong::Side::Left), playerEnd(players, end, pong::Side::Right)};
    // Two matches that end at once lock their players' rows in the same order.
    const std::size_t first = players[0] < players[1] ? 0 : 1;
    addToStatistics(transaction, ends[first]);
    addToStatistics(transaction, ends[1 - first]);
    FinishedMatch finished{true, std::nullopt};
    if (row.boolean(u"rated") && end.winner) {
        finished.ratings = rateMatch(transaction, {end.matchId, players, *end.winner, end.endedAt});
        for (std::size_t side = 0; side < 2; ++side)
            ends[side].ratingChange = (*finished.ratings)[side].change();
    }
    for (const PlayerEnd& player : ends)
        addToHistory(transaction, player, end, row.text(u"mode"));
    return finished;
}

// All players' statistics first, by ascending id: match by match they would be locked in another order than others do.
std::vector<FinishedMatch> finishMatches(Transaction& transaction, std::vector<FinishingMatch> matches) {
    SqlArray ids;
    for (const FinishingMatch& match : matches)
        ids.add(match.end.matchId);
    transaction.execute(
        "SELECT FROM statistics WHERE user_id IN ("
        "  SELECT unnest(ARRAY[player1_id, player2_id]) FROM game_sessions WHERE id = ANY($1::bigint[])) "
        "ORDER BY user_id FOR UPDATE",
        ids.text());
    std::vector<FinishedMatch> finished;
    finished.reserve(matches.size());
    for (FinishingMatch& match : matches)
        finished.push_back(
            finishMatch(transaction, std::move(match.end), std::move(match.chunks), std::move(match.points)));
    return finished;
}

pong::wire::PlayerCard playerCard(Transaction& transaction, std::int64_t userId) {
    const Rows rows = transaction.execute("SELECT * FROM player_cards WHERE user_id = $1", userId);
    if (rows.isEmpty())
        noSuch(QStringLiteral("This player does not exist"));
    return cardOf(rows.one());
}

Opponents opponents(Transaction& transaction, std::array<std::int64_t, 2> userIds) {
    const Rows rows = transaction.execute(
        "SELECT player_cards.*, kind = 'human' AS is_person FROM player_cards JOIN users ON users.id = user_id "
        "WHERE user_id IN ($1, $2) ORDER BY user_id = $2",
        userIds[0], userIds[1]);
    if (rows.size() != 2)
        noSuch(QStringLiteral("This player does not exist any more"));
    return {{cardOf(rows.at(0)), cardOf(rows.at(1))},
            rows.at(0).boolean(u"is_person") && rows.at(1).boolean(u"is_person")};
}

}  // namespace server::play

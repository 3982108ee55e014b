#include "server/net/refusal.h"
#include "server/play/match_columns.h"
#include "server/play/play_store.h"

#include <unordered_map>

// The reading half of play_store.h: matches with their inputs and points.

namespace server::play {

namespace {

pong::wire::PlayerCard cardOf(Transaction& transaction, std::int64_t userId) {
    return play::cardOf(transaction.execute("SELECT * FROM player_cards WHERE user_id = $1", userId).one());
}

StoredMatch matchOf(Transaction& transaction, const Row& row) {
    StoredMatch match;
    match.id = row.int64(u"id");
    match.live = row.text(u"status") == u"live";
    match.players = {cardOf(transaction, row.int64(u"player1_id")), cardOf(transaction, row.int64(u"player2_id"))};
    match.mode = modeOf(row.text(u"mode"));
    match.rated = row.boolean(u"rated");
    match.tournament = row.optionalInt64(u"tournament_id").value_or(0);
    match.score = {row.integer(u"score_player1"), row.integer(u"score_player2")};
    match.winnerId = row.optionalInt64(u"winner_id");
    match.recording.seed = static_cast<std::uint64_t>(row.int64(u"seed"));
    const std::optional<pong::Rules> rules = rulesOf(row.text(u"rules"));
    match.damaged = !rules;
    match.recording.rules = rules.value_or(pong::Rules());
    return match;
}

void addInputs(StoredMatch& match, const Row& row) {
    const pong::Tick after = row.integer(u"first_tick") - 1;
    const QByteArray bytes = row.bytes(u"inputs");
    const auto changes =
        pong::decodeChanges(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())), after);
    pong::MatchRecording& recording = match.recording;
    // Written in order and without a gap, so anything else was done to them by somebody else.
    if (match.damaged || after != recording.lastTick || !changes) {
        match.damaged = true;
        return;
    }
    recording.changes.insert(recording.changes.end(), changes->begin(), changes->end());
    recording.lastTick = row.integer(u"last_tick");
}

StoredPoint pointOf(const Row& row) {
    StoredPoint point;
    point.matchId = row.int64(u"game_session_id");
    point.number = row.integer(u"number");
    point.tick = row.integer(u"tick");
    point.scorer = sideOf(row.integer(u"scorer"));
    point.score = {row.integer(u"score_player1"), row.integer(u"score_player2")};
    point.scoredAt = row.dateTime(u"scored_at");
    return point;
}

}  // namespace

std::vector<StoredMatch> liveMatches(Transaction& transaction) {
    std::vector<StoredMatch> matches;
    std::unordered_map<std::int64_t, std::size_t> byId;
    for (const Row row : transaction.execute("SELECT * FROM game_sessions WHERE status = 'live' ORDER BY id")) {
        matches.push_back(matchOf(transaction, row));
        byId.emplace(matches.back().id, matches.size() - 1);
    }
    for (const Row row : transaction.execute(
             "SELECT match_inputs.* FROM match_inputs JOIN game_sessions ON game_sessions.id = game_session_id "
             "WHERE status = 'live' ORDER BY game_session_id, first_tick")) {
        if (const auto found = byId.find(row.int64(u"game_session_id")); found != byId.end())
            addInputs(matches[found->second], row);
    }
    for (const Row row :
         transaction.execute("SELECT points.* FROM points JOIN game_sessions ON game_sessions.id = game_session_id "
                             "WHERE status = 'live' ORDER BY game_session_id, number")) {
        if (const auto found = byId.find(row.int64(u"game_session_id")); found != byId.end())
            matches[found->second].points.push_back(pointOf(row));
    }
    return matches;
}

StoredMatch storedMatch(Transaction& transaction, std::int64_t matchId) {
    const Rows rows = transaction.execute("SELECT * FROM game_sessions WHERE id = $1", matchId);
    if (rows.isEmpty())
        throw Refusal(pong::wire::REFUSAL_NOT_FOUND, QStringLiteral("There is no such match"));
    StoredMatch match = matchOf(transaction, rows.one());
    for (const Row row :
         transaction.execute("SELECT * FROM match_inputs WHERE game_session_id = $1 ORDER BY first_tick", matchId))
        addInputs(match, row);
    for (const Row row :
         transaction.execute("SELECT * FROM points WHERE game_session_id = $1 ORDER BY number", matchId))
        match.points.push_back(pointOf(row));
    return match;
}

}  // namespace server::play

#include "server/tournaments/tournament_rows.h"

#include "server/play/match_columns.h"
#include "server/tournaments/bracket_store.h"
#include "shared/protocol/rules_message.h"

#include <array>
#include <stdexcept>
#include <utility>

namespace server::tournaments {

namespace wire = pong::wire;

namespace {

using Info = wire::TournamentInfo;
using Participant = wire::TournamentParticipant;
using Match = wire::TournamentMatch;

constexpr std::array<std::pair<QStringView, Info::Status>, 4> statuses{{
    {u"open", Info::OPEN},
    {u"running", Info::RUNNING},
    {u"finished", Info::FINISHED},
    {u"cancelled", Info::CANCELLED},
}};

constexpr std::array<std::pair<QStringView, Participant::Status>, 6> participantStatuses{{
    {u"joined", Participant::JOINED},
    {u"in", Participant::IN},
    {u"out", Participant::OUT},
    {u"left", Participant::LEFT},
    {u"won", Participant::WON},
    {u"stopped", Participant::IN},
}};

template <typename Table>
auto valueIn(const Table& table, const QString& text) {
    for (const auto& [name, value] : table)
        if (name == text)
            return value;
    throw std::logic_error("an unknown status of a tournament");
}

std::int64_t unixTimeOf(const Row& row, QStringView column) {
    const std::optional<QDateTime> time = row.optionalDateTime(column);
    return time ? time->toMSecsSinceEpoch() : 0;
}

void addParticipants(Transaction& transaction, wire::TournamentState& state) {
    for (const Row row :
         transaction.execute("SELECT status, seed, out_in_round, player_cards.* FROM tournament_participants AS mine "
                             "JOIN player_cards ON player_cards.user_id = mine.user_id "
                             "WHERE tournament_id = $1 ORDER BY seed, id",
                             std::int64_t{state.info().id()})) {
        Participant& participant = *state.add_participants();
        *participant.mutable_player() = play::cardOf(row);
        participant.set_status(valueIn(participantStatuses, row.text(u"status")));
        participant.set_seed(static_cast<std::uint32_t>(row.integer(u"seed")));
        participant.set_out_in_round(static_cast<std::uint32_t>(row.integer(u"out_in_round")));
    }
}

// What a match that is open in the table is by its session: nothing of its end may be in the bracket yet.
Match::Status openStatus(const Row& row, bool isRunning) {
    if (row.isNull(u"session_status"))
        return isRunning ? Match::CALLED : Match::WAITING;
    const QString session = row.text(u"session_status");
    if (session == u"live")
        return Match::LIVE;
    if (session == u"abandoned")  // to be called again soon, or never
        return isRunning ? Match::LIVE : Match::EMPTY;
    return Match::PLAYED;
}

Match::Status statusOf(const Row& row, bool isRunning) {
    const QString status = row.text(u"status");
    if (status == u"open")
        return openStatus(row, isRunning);
    if (status == u"waiting")
        return Match::WAITING;
    if (status == u"played")
        return Match::PLAYED;
    return status == u"walkover" ? Match::WALKOVER : Match::EMPTY;
}

void fillMatch(Match& out, const Row& row, bool isRunning) {
    out.set_round(static_cast<std::uint32_t>(row.integer(u"round")));
    out.set_number(static_cast<std::uint32_t>(row.integer(u"match_number")));
    out.set_status(statusOf(row, isRunning));
    const std::int64_t first = row.optionalInt64(u"player1_id").value_or(0);
    out.mutable_first()->set_user_id(first);
    out.mutable_second()->set_user_id(row.optionalInt64(u"player2_id").value_or(0));
    out.set_winner_id(row.optionalInt64(u"winner_id").value_or(0));
    if (out.status() != Match::PLAYED && out.status() != Match::LIVE)
        return;
    out.set_match_id(row.int64(u"game_session_id"));
    if (out.status() != Match::PLAYED)
        return;
    const bool isFirstLeft = row.int64(u"left_id") == first;
    const auto left = static_cast<std::uint32_t>(row.integer(u"score_player1"));
    const auto right = static_cast<std::uint32_t>(row.integer(u"score_player2"));
    out.mutable_first()->set_score(isFirstLeft ? left : right);
    out.mutable_second()->set_score(isFirstLeft ? right : left);
    out.set_winner_id(row.int64(u"session_winner"));
    out.set_forfeited(row.text(u"session_status") == u"forfeited");
}

void addMatches(Transaction& transaction, wire::TournamentState& state) {
    const bool isRunning = state.info().status() == Info::RUNNING;
    for (const Row row : transaction.execute(
             "SELECT mine.*, game_sessions.status AS session_status, game_sessions.winner_id AS session_winner, "
             "  game_sessions.player1_id AS left_id, score_player1, score_player2 "
             "FROM tournament_matches AS mine LEFT JOIN game_sessions ON game_sessions.id = game_session_id "
             "WHERE mine.tournament_id = $1 ORDER BY round, match_number",
             std::int64_t{state.info().id()}))
        fillMatch(*state.add_matches(), row, isRunning);
}

// Whom nobody will take the place of: see Bracket::isNobody().
void markNobody(wire::TournamentState& state) {
    if (state.matches_size() == 0)
        return;
    std::vector<Bracket::Match> matches;
    for (const Match& match : state.matches()) {
        const bool isOver = match.status() >= Match::PLAYED;
        matches.push_back({static_cast<int>(match.round()),
                           static_cast<int>(match.number()),
                           isOver ? Bracket::Status::Played : Bracket::Status::Waiting,
                           {match.first().user_id(), match.second().user_id()},
                           match.winner_id()});
    }
    const Bracket bracket(std::move(matches), {});
    for (int i = 0; i < state.matches_size(); ++i) {
        const Bracket::Match& match = bracket.matches()[static_cast<std::size_t>(i)];
        state.mutable_matches(i)->mutable_first()->set_nobody(bracket.isNobody(match, 0));
        state.mutable_matches(i)->mutable_second()->set_nobody(bracket.isNobody(match, 1));
    }
}

}  // namespace

wire::TournamentInfo infoOf(const Row& row) {
    Info info;
    info.set_id(row.int64(u"id"));
    info.set_name(row.text(u"name").toStdString());
    info.set_status(valueIn(statuses, row.text(u"status")));
    wire::PlayerCard& organiser = *info.mutable_organiser();
    organiser.set_user_id(row.int64(u"organiser_id"));
    organiser.set_username(row.text(u"organiser_name").toStdString());
    organiser.set_rating(row.integer(u"organiser_rating"));
    organiser.set_avatar_url(row.text(u"organiser_avatar").toStdString());
    // Of an older version of the rules: only what it was called is left to show.
    *info.mutable_rules() = pong::rulesMessage(play::rulesOf(row.text(u"rules")).value_or(pong::Rules()));
    info.set_size(static_cast<std::uint32_t>(row.integer(u"size")));
    info.set_players(static_cast<std::uint32_t>(row.integer(u"players")));
    info.set_created_ms(unixTimeOf(row, u"created_at"));
    info.set_started_ms(unixTimeOf(row, u"started_at"));
    info.set_ended_ms(unixTimeOf(row, u"ended_at"));
    info.set_rounds(static_cast<std::uint32_t>(row.integer(u"rounds")));
    if (info.status() == Info::RUNNING)
        info.set_round(static_cast<std::uint32_t>(row.integer(u"round")));
    if (!row.isNull(u"winner_id")) {
        wire::PlayerCard& winner = *info.mutable_winner();
        winner.set_user_id(row.int64(u"winner_id"));
        winner.set_username(row.text(u"winner_name").toStdString());
        winner.set_rating(row.integer(u"winner_rating"));
        winner.set_avatar_url(row.text(u"winner_avatar").toStdString());
    }
    return info;
}

void fill(Transaction& transaction, wire::TournamentState& state) {
    addParticipants(transaction, state);
    addMatches(transaction, state);
    markNobody(state);
}

}  // namespace server::tournaments

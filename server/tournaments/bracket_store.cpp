#include "server/tournaments/bracket_store.h"

#include "server/database/sql_array.h"

#include <algorithm>
#include <stdexcept>

namespace server::tournaments {

namespace {

using Status = Bracket::Status;

// tournament_matches.status; an open one is live while it has a session.
constexpr std::array<std::pair<Status, QStringView>, 5> statuses{{
    {Status::Waiting, u"waiting"},
    {Status::Open, u"open"},
    {Status::Played, u"played"},
    {Status::Walkover, u"walkover"},
    {Status::Empty, u"empty"},
}};

Status statusOf(const Row& row) {
    const QString text = row.text(u"status");
    if (text == u"open" && !row.isNull(u"game_session_id"))
        return Status::Live;
    const auto found =
        std::find_if(statuses.begin(), statuses.end(), [&](const auto& status) { return status.second == text; });
    if (found == statuses.end())
        throw std::logic_error("an unknown status of a tournament's match");
    return found->first;
}

// As an index into the array of writeBracket's statement, from 1.
int statusNumber(Status status) {
    const auto found = std::find_if(statuses.begin(), statuses.end(), [&](const auto& known) {
        return known.first == (status == Status::Live ? Status::Open : status);
    });
    return static_cast<int>(found - statuses.begin()) + 1;
}

}  // namespace

Bracket readBracket(Transaction& transaction, std::int64_t tournament) {
    std::vector<Bracket::Match> matches;
    for (const Row row : transaction.execute(
             "SELECT * FROM tournament_matches WHERE tournament_id = $1 ORDER BY round, match_number", tournament))
        matches.push_back({row.integer(u"round"),
                           row.integer(u"match_number"),
                           statusOf(row),
                           {row.optionalInt64(u"player1_id").value_or(0), row.optionalInt64(u"player2_id").value_or(0)},
                           row.optionalInt64(u"winner_id").value_or(0)});
    std::map<Bracket::Player, int> outInRound;
    for (const Row row : transaction.execute(
             "SELECT user_id, out_in_round FROM tournament_participants WHERE tournament_id = $1 AND out_in_round > 0",
             tournament))
        outInRound.emplace(row.int64(u"user_id"), row.integer(u"out_in_round"));
    return Bracket(std::move(matches), std::move(outInRound));
}

void writeBracket(Transaction& transaction, std::int64_t tournament, const Bracket& bracket) {
    SqlArray rounds, numbers, matchStatuses, firsts, seconds, winners;
    for (const Bracket::Match& match : bracket.matches()) {
        rounds.add(match.round);
        numbers.add(match.number);
        matchStatuses.add(statusNumber(match.status));
        firsts.add(match.players[0]);
        seconds.add(match.players[1]);
        winners.add(match.winner);
    }
    transaction.execute(
        "INSERT INTO tournament_matches AS mine (tournament_id, round, match_number, status, player1_id, player2_id, "
        "  winner_id) "
        "SELECT $1, round, number, (ARRAY['waiting', 'open', 'played', 'walkover', 'empty'])[status], "
        "  nullif(first, 0), nullif(second, 0), nullif(winner, 0) "
        "FROM unnest($2::integer[], $3::integer[], $4::integer[], $5::bigint[], $6::bigint[], $7::bigint[]) "
        "  AS match (round, number, status, first, second, winner) "
        "ON CONFLICT (tournament_id, round, match_number) DO UPDATE SET status = excluded.status, "
        "  player1_id = excluded.player1_id, player2_id = excluded.player2_id, winner_id = excluded.winner_id "
        "WHERE (mine.status, mine.player1_id, mine.player2_id, mine.winner_id) IS DISTINCT FROM "
        "  (excluded.status, excluded.player1_id, excluded.player2_id, excluded.winner_id)",
        tournament, rounds.text(), numbers.text(), matchStatuses.text(), firsts.text(), seconds.text(), winners.text());

    SqlArray users, outInRounds;
    for (const auto& [player, round] : bracket.outInRound()) {
        users.add(player);
        outInRounds.add(round);
    }
    transaction.execute(
        "UPDATE tournament_participants AS mine SET status = CASE mine.status WHEN 'in' THEN 'out' ELSE mine.status "
        "END, "
        "  out_in_round = round "
        "FROM unnest($2::bigint[], $3::integer[]) AS gone (user_id, round) "
        "WHERE mine.tournament_id = $1 AND mine.user_id = gone.user_id AND mine.out_in_round <> round",
        tournament, users.text(), outInRounds.text());
}

bool takeResults(Transaction& transaction, std::int64_t tournament, Bracket& bracket) {
    const Rows ended = transaction.execute(
        "SELECT round, match_number, game_sessions.winner_id FROM tournament_matches "
        "JOIN game_sessions ON game_sessions.id = game_session_id "
        "WHERE tournament_matches.tournament_id = $1 AND tournament_matches.status = 'open' "
        "  AND game_sessions.status <> 'live' ORDER BY round, match_number",
        tournament);
    for (const Row row : ended) {
        const int round = row.integer(u"round");
        const int number = row.integer(u"match_number");
        if (const std::optional<std::int64_t> winner = row.optionalInt64(u"winner_id")) {
            bracket.finish(round, number, *winner);
            continue;
        }
        transaction.execute(
            "UPDATE tournament_matches SET game_session_id = NULL "
            "WHERE tournament_id = $1 AND round = $2 AND match_number = $3",
            tournament, round, number);
        bracket.reopen(round, number);
    }
    return !ended.isEmpty();
}

}  // namespace server::tournaments

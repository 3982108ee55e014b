#include "server/tournaments/tournament_store.h"

#include "server/friends/blocks_store.h"
#include "server/play/match_columns.h"
#include "server/tournaments/bracket_store.h"
#include "server/tournaments/tournament_rows.h"

#include <utility>

namespace server::tournaments {

namespace {

Refusal conflict(const char* text) {
    return Refusal(wire::REFUSAL_CONFLICT, QString::fromUtf8(text));
}

struct Locked {
    QString status;
    UserId organiser = 0;
    int size = 0;
    QString part;  // the status of the user's own; null: none

    bool isOpen() const { return status == u"open"; }
    bool isRunning() const { return status == u"running"; }
};

// Until the end of the transaction nobody else changes it.
Locked lock(Transaction& transaction, std::int64_t id) {
    const Rows rows =
        transaction.execute("SELECT status, organiser_id, size FROM tournaments WHERE id = $1 FOR UPDATE", id);
    if (rows.isEmpty())
        throw noSuchTournament();
    const Row row = rows.one();
    return {row.text(u"status"), row.int64(u"organiser_id"), row.integer(u"size"), {}};
}

// For whom a block hides it, there is none; unless they are in it already.
Locked lockFor(Transaction& transaction, std::int64_t id, UserId user) {
    Locked locked = lock(transaction, id);
    const Rows rows = transaction.execute(
        "SELECT status FROM tournament_participants WHERE tournament_id = $1 AND user_id = $2", id, user);
    if (!rows.isEmpty())
        locked.part = rows.one().text(u"status");
    else if (user != locked.organiser && friends::isBlockedEitherWay(transaction, locked.organiser, user))
        throw noSuchTournament();
    return locked;
}

Locked lockAs(Transaction& transaction, std::int64_t id, UserId organiser) {
    const Locked locked = lockFor(transaction, id, organiser);
    if (locked.organiser != organiser)
        throw Refusal(wire::REFUSAL_FORBIDDEN, QStringLiteral("Only who organises a tournament may do that."));
    return locked;
}

// What is counted of this user stays so until the end of the transaction.
void lockUser(Transaction& transaction, UserId user) {
    transaction.execute("SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE", user);
}

void requireFewOpenOnes(Transaction& transaction, UserId user) {
    const Rows rows = transaction.execute(
        "SELECT count(*)::integer AS many FROM tournament_participants JOIN tournaments ON tournaments.id = "
        "tournament_id WHERE user_id = $1 AND tournaments.status = 'open'",
        user);
    if (rows.one().integer(u"many") >= mostOpenOnes)
        throw Refusal(wire::REFUSAL_CONFLICT,
                      QStringLiteral("You are in %1 tournaments that have not started. Leave one of them first.")
                          .arg(mostOpenOnes));
}

void addParticipant(Transaction& transaction, std::int64_t id, UserId user) {
    transaction.execute("INSERT INTO tournament_participants (tournament_id, user_id) VALUES ($1, $2)", id, user);
}

// --- start ----------------------------------------------------------------------------------------------------------

// Out with those who still play in another one; nobody of the others can be let into one meanwhile.
std::vector<wire::PlayerCard> takeOutBusy(Transaction& transaction, std::int64_t id) {
    transaction.execute(
        "SELECT FROM users WHERE id IN (SELECT user_id FROM tournament_participants WHERE tournament_id = $1) "
        "ORDER BY id FOR NO KEY UPDATE",
        id);
    std::vector<wire::PlayerCard> busy;
    for (const Row row : transaction.execute(
             "WITH busy AS (DELETE FROM tournament_participants AS mine WHERE tournament_id = $1 AND EXISTS "
             "  (SELECT FROM tournament_participants AS other WHERE other.user_id = mine.user_id "
             "     AND other.status = 'in') RETURNING mine.user_id, mine.id) "
             "SELECT player_cards.* FROM busy JOIN player_cards ON player_cards.user_id = busy.user_id "
             "ORDER BY busy.id",
             id))
        busy.push_back(play::cardOf(row));
    return busy;
}

std::vector<Bracket::Player> seed(Transaction& transaction, std::int64_t id) {
    const Rows rows = transaction.execute(
        "WITH seeded AS (SELECT mine.id, row_number() OVER (ORDER BY coalesce(rating, 1500) DESC, mine.id) AS seed "
        "  FROM tournament_participants AS mine LEFT JOIN statistics ON statistics.user_id = mine.user_id "
        "  WHERE tournament_id = $1), "
        "written AS (UPDATE tournament_participants AS mine SET status = 'in', seed = seeded.seed "
        "  FROM seeded WHERE mine.id = seeded.id RETURNING mine.user_id, mine.seed) "
        "SELECT user_id FROM written ORDER BY seed",
        id);
    std::vector<Bracket::Player> bySeed;
    for (const Row row : rows)
        bySeed.push_back(row.int64(u"user_id"));
    return bySeed;
}

// --- end ------------------------------------------------------------------------------------------------------------

void addToStatistics(Transaction& transaction, std::int64_t id) {
    transaction.execute(
        "INSERT INTO statistics AS mine (user_id, tournaments_played, tournaments_won) "
        "SELECT user_id, 1, (status = 'won')::integer FROM tournament_participants WHERE tournament_id = $1 "
        "ORDER BY user_id "
        "ON CONFLICT (user_id) DO UPDATE SET tournaments_played = mine.tournaments_played + 1, "
        "  tournaments_won = mine.tournaments_won + excluded.tournaments_won",
        id);
}

void endWith(Transaction& transaction, std::int64_t id, Bracket::Player winner) {
    transaction.execute(
        "UPDATE tournaments SET status = 'finished', winner_id = nullif($2::bigint, 0), ended_at = clock_timestamp() "
        "WHERE id = $1",
        id, winner);
    transaction.execute(
        "UPDATE tournament_participants SET status = 'won', out_in_round = 0 "
        "WHERE tournament_id = $1 AND user_id = $2",
        id, winner);
    addToStatistics(transaction, id);
}

// The bracket as it is now, and the tournament's end where that is it.
void store(Transaction& transaction, std::int64_t id, const Bracket& bracket) {
    writeBracket(transaction, id, bracket);
    if (bracket.isOver())
        endWith(transaction, id, bracket.winner());
}

void giveUp(Transaction& transaction, std::int64_t id, UserId user) {
    Bracket bracket = readBracket(transaction, id);
    takeResults(transaction, id, bracket);
    bracket.remove({user});
    const auto out = bracket.outInRound().find(user);
    if (out != bracket.outInRound().end())
        transaction.execute(
            "UPDATE tournament_participants SET status = 'left', out_in_round = $3 "
            "WHERE tournament_id = $1 AND user_id = $2 AND status = 'in'",
            id, user, out->second);
    store(transaction, id, bracket);
}

}  // namespace

Refusal noSuchTournament() {
    return Refusal(wire::REFUSAL_NOT_FOUND, QStringLiteral("There is no such tournament."));
}

TournamentState create(Transaction& transaction, NewTournament tournament) {
    lockUser(transaction, tournament.organiser);
    requireFewOpenOnes(transaction, tournament.organiser);
    const Rows rows = transaction.execute(
        "INSERT INTO tournaments (name, organiser_id, rules, size) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (organiser_id) WHERE status IN ('open', 'running') DO NOTHING RETURNING id",
        tournament.name, tournament.organiser, play::rulesJson(tournament.rules), tournament.size);
    if (rows.isEmpty())
        throw conflict("You organise a tournament already. It has to end, or to be cancelled, before the next one.");
    const std::int64_t id = rows.one().int64(u"id");
    addParticipant(transaction, id, tournament.organiser);
    return read(transaction, id);
}

TournamentState read(Transaction& transaction, std::int64_t id) {
    const Rows rows = transaction.execute("SELECT " PONG_TOURNAMENT_INFO "WHERE tournaments.id = $1", id);
    if (rows.isEmpty())
        throw noSuchTournament();
    TournamentState state;
    *state.mutable_info() = infoOf(rows.one());
    fill(transaction, state);
    return state;
}

TournamentState join(Transaction& transaction, std::int64_t id, UserId user) {
    const Locked locked = lockFor(transaction, id, user);
    if (!locked.isOpen())
        throw conflict("This tournament has started, or is over.");
    if (!locked.part.isNull())
        return read(transaction, id);
    lockUser(transaction, user);
    requireFewOpenOnes(transaction, user);
    const Rows players = transaction.execute(
        "SELECT count(*)::integer AS many FROM tournament_participants WHERE tournament_id = $1", id);
    if (players.one().integer(u"many") >= locked.size)
        throw conflict("This tournament is full.");
    addParticipant(transaction, id, user);
    return read(transaction, id);
}

TournamentState leave(Transaction& transaction, std::int64_t id, UserId user) {
    const Locked locked = lockFor(transaction, id, user);
    if (locked.part.isNull())
        throw conflict("You are not in this tournament.");
    if (locked.isOpen())
        transaction.execute("DELETE FROM tournament_participants WHERE tournament_id = $1 AND user_id = $2", id, user);
    else if (!locked.isRunning())
        throw conflict("This tournament is over.");
    else if (locked.part == u"in")
        giveUp(transaction, id, user);
    return read(transaction, id);
}

wire::TournamentStartReply start(Transaction& transaction, std::int64_t id, UserId organiser) {
    if (!lockAs(transaction, id, organiser).isOpen())
        throw conflict("This tournament has started, or is over.");
    const std::vector<wire::PlayerCard> busy = takeOutBusy(transaction, id);
    const std::vector<Bracket::Player> players = seed(transaction, id);
    if (players.size() < Bracket::fewestPlayers)
        throw conflict(busy.empty() ? "A tournament needs two players."
                                    : "A tournament needs two players who do not play in another one right now.");
    transaction.execute("UPDATE tournaments SET status = 'running', started_at = clock_timestamp() WHERE id = $1", id);
    writeBracket(transaction, id, Bracket(players));
    wire::TournamentStartReply reply;
    *reply.mutable_state() = read(transaction, id);
    for (const wire::PlayerCard& player : busy)
        *reply.add_left_out() = player;
    return reply;
}

TournamentState cancel(Transaction& transaction, std::int64_t id, UserId organiser) {
    const Locked locked = lockAs(transaction, id, organiser);
    if (!locked.isOpen() && !locked.isRunning())
        throw conflict("This tournament is over.");
    transaction.execute("UPDATE tournaments SET status = 'cancelled', ended_at = clock_timestamp() WHERE id = $1", id);
    transaction.execute(
        "UPDATE tournament_participants SET status = 'stopped' WHERE tournament_id = $1 AND status = 'in'", id);
    return read(transaction, id);
}

TournamentState remove(Transaction& transaction, std::int64_t id, Absence absence) {
    if (lock(transaction, id).isRunning()) {
        Bracket bracket = readBracket(transaction, id);
        takeResults(transaction, id, bracket);
        const Bracket::Match& match = bracket.at(absence.round, absence.number);
        std::erase_if(absence.users, [&match](UserId user) { return !match.has(user); });
        if (match.status == Bracket::Status::Open)
            bracket.remove(absence.users);
        store(transaction, id, bracket);
    }
    return read(transaction, id);
}

TournamentState settle(Transaction& transaction, std::int64_t id) {
    if (lock(transaction, id).isRunning()) {
        Bracket bracket = readBracket(transaction, id);
        if (takeResults(transaction, id, bracket))
            store(transaction, id, bracket);
    }
    return read(transaction, id);
}

TournamentState abandon(Transaction& transaction, std::int64_t id, std::int64_t matchId) {
    transaction.execute(
        "UPDATE game_sessions SET status = 'abandoned', ended_at = clock_timestamp(), last_tick = 0 "
        "WHERE id = $1 AND tournament_id = $2 AND status = 'live'",
        matchId, id);
    return settle(transaction, id);
}

std::vector<std::int64_t> active(Transaction& transaction) {
    std::vector<std::int64_t> ids;
    for (const Row row :
         transaction.execute("SELECT id FROM tournaments WHERE status IN ('open', 'running') ORDER BY id"))
        ids.push_back(row.int64(u"id"));
    return ids;
}

}  // namespace server::tournaments

#pragma once

// The SQL of matches: what is written while one is played, its end, and what is read back to go on after a crash or to
// verify a result. Store functions for Database::transaction: database threads only. Player 1 is the left side. Every
// write is idempotent by key (a match by its status, inputs by their first tick, points by their number), so a caller
// whose COMMIT was lost calls again.

#include "server/database/transaction.h"
#include "server/play/ratings_store.h"
#include "shared/pong/match_recording.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <shared/protocol/play.pb.h>
#include <vector>

namespace server::play {

// The match of a tournament's bracket that is played.
struct BracketPlace {
    std::int64_t tournament = 0;
    int round = 0;
    int number = 0;
};

struct NewMatch {
    std::array<std::int64_t, 2> players{};  // user ids, by side; two different ones
    pong::wire::MatchMode mode = pong::wire::MODE_UNSPECIFIED;
    pong::Rules rules;
    std::uint64_t seed = 0;
    bool rated = false;
    QDateTime startedAt;
    std::optional<BracketPlace> place;  // of a tournament's match; else none
};

// Applied changes of the ticks after < tick <= through of one match; chunks of a match follow each other without a gap.
struct InputChunk {
    std::int64_t matchId = 0;
    pong::Tick after = 0;
    pong::Tick through = 0;
    QByteArray changes;  // pong::encodeChanges(..., after)
};

struct StoredPoint {
    std::int64_t matchId = 0;
    int number = 0;  // from 1
    pong::Tick tick = 0;
    pong::Side scorer = pong::Side::Left;
    std::array<int, 2> score{};  // after it, by side
    QDateTime scoredAt;
};

struct MatchEnd {
    std::int64_t matchId = 0;
    pong::wire::MatchEndReason reason = pong::wire::END_UNSPECIFIED;  // played, forfeit or abandoned
    std::optional<pong::Side> winner;                                 // empty only where abandoned
    std::array<int, 2> score{};
    pong::Tick tick = 0;  // the last one: the match's length without its pauses
    std::uint32_t desyncs = 0;
    QDateTime endedAt;
    std::int64_t tournament = 0;  // whose bracket waits for it; 0: none
};

// A match as it stands in the database.
struct StoredMatch {
    std::int64_t id = 0;
    bool live = false;
    std::array<pong::wire::PlayerCard, 2> players;  // by side
    pong::wire::MatchMode mode = pong::wire::MODE_UNSPECIFIED;
    bool rated = false;
    std::int64_t tournament = 0;     // 0: none
    pong::MatchRecording recording;  // as far as stored without a gap
    std::array<int, 2> score{};
    std::optional<std::int64_t> winnerId;
    std::vector<StoredPoint> points;  // by number
    // The stored inputs could not be read, or belong to another version of the rules: play cannot go on from them.
    bool damaged = false;
};

// Throws Refusal(REFUSAL_NOT_FOUND) where a player does not exist (any more), and Refusal(REFUSAL_CONFLICT) where these
// two have no such match of a tournament to play (any more).
std::int64_t insertMatch(Transaction& transaction, NewMatch match);

// Of any number of matches together. What is there already stays as it is.
void appendPlay(Transaction& transaction, std::vector<InputChunk> chunks, std::vector<StoredPoint> points);

struct FinishedMatch {
    bool isNew = false;                   // false, and nothing changed: it had ended before
    std::optional<MatchRatings> ratings;  // of a rated match that had a winner, also where it had ended before
    explicit operator bool() const { return isNew; }
};

// Ends a match: its last inputs and points, the result, both players' statistics, ratings and history.
FinishedMatch finishMatch(Transaction& transaction, MatchEnd end, std::vector<InputChunk> chunks,
                          std::vector<StoredPoint> points);

struct FinishingMatch {
    MatchEnd end;
    std::vector<InputChunk> chunks;
    std::vector<StoredPoint> points;
};

// All of them or none, in this order; a result for each.
std::vector<FinishedMatch> finishMatches(Transaction& transaction, std::vector<FinishingMatch> matches);

// Matches that a server left unfinished, by id.
std::vector<StoredMatch> liveMatches(Transaction& transaction);

// Any match, to verify its result by re-simulation. Throws Refusal(REFUSAL_NOT_FOUND).
StoredMatch storedMatch(Transaction& transaction, std::int64_t matchId);

// How a player is shown. Throws Refusal(REFUSAL_NOT_FOUND).
pong::wire::PlayerCard playerCard(Transaction& transaction, std::int64_t userId);

struct Opponents {
    std::array<pong::wire::PlayerCard, 2> cards;  // in the order of their ids as given
    bool arePeople = false;                       // both: neither the computer's account nor a bot
};
// Throws Refusal(REFUSAL_NOT_FOUND).
Opponents opponents(Transaction& transaction, std::array<std::int64_t, 2> userIds);

}  // namespace server::play

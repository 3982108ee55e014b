#pragma once

// The SQL of players as others see them. Store functions for Database::transaction: database threads only.

#include "server/database/transaction.h"

#include <QDateTime>

#include <cstdint>
#include <shared/protocol/players.pb.h>

namespace server::players {

// Throws Refusal(REFUSAL_NOT_FOUND) for an account that is no more or does not exist. Blocks hide nobody's page: it is
// the same for everybody, and one that was gone for the blocked only would tell them.
void requireThere(Transaction& transaction, std::int64_t user);

// Two people of whom one asks something of the other.
struct Pair {
    pong::wire::PlayerCard from;
    pong::wire::PlayerCard to;
    bool areFriends = false;
};
// Throws Refusal(REFUSAL_NOT_FOUND) where `to` is nobody who could be asked: not a person, gone, or the same.
Pair pair(Transaction& transaction, std::int64_t from, std::int64_t to);

// Figures of a player, and how their matches against `viewer` went. The deviation is that of `now`: it grows while
// nothing is played. Of the presence only when a friend was here last. Throws as requireThere().
pong::wire::PlayerProfile profile(Transaction& transaction, std::int64_t viewer, std::int64_t user, QDateTime now);

// The rating after the last rated match of each day (UTC) since then, and after every one of the newest day; the newest
// 400 of these. Throws as requireThere().
pong::wire::RatingHistoryReply ratings(Transaction& transaction, std::int64_t user, QDateTime since);

}  // namespace server::players

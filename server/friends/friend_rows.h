#pragma once

// What the statements of friendships share: the row of a pair, and what it means to each of the two. Database threads
// only.

#include "server/friends/friends_store.h"

#include <optional>

namespace server::friends {

// The row of two people, seen by one of them (the view friend_sides).
struct Pair {
    bool isAccepted = false;
    bool isMine = false;    // the user asked
    bool isHidden = false;  // only who asked sees it
};

enum class Told { Yes, No, Nothing };  // the other one is told of a change, is not, or nothing changed

// Both accounts, by ascending id, until the transaction ends. Throws Refusal unless the other one is a player.
void lockBoth(Transaction& transaction, UserId user, UserId other);

std::optional<Pair> pairOf(Transaction& transaction, UserId user, UserId other);

// As stored right now, seen by both.
Standing standing(Transaction& transaction, UserId user, UserId other, Told told);

// A line with the columns of player_cards, is_blocked, and those of friend_sides, null where there is no such pair.
wire::Friend friendOf(const Row& row);

}  // namespace server::friends

#pragma once

// The SQL of friendships and requests: what two people are to each other, and how that changes. Store functions for
// Database::transaction: database threads only. Every change locks both accounts, by ascending id, so that requests
// that cross each other and limits that are counted see one another.

#include "server/database/transaction.h"
#include "server/net/refusal.h"

#include <QString>

#include <cstdint>
#include <shared/protocol/friends.pb.h>
#include <vector>

namespace server::friends {

constexpr int mostFriends = 1000;
constexpr int mostOpenRequests = 100;  // of one user: sent, and received
constexpr int mostBlocked = 1000;

// How two people stand now. `other` is what the user who asked is told, `user` what the other one is, if `otherIsTold`.
struct Standing {
    wire::Friend other;
    wire::Friend user;
    bool otherIsTold = false;
    bool changed = false;  // false: it was so before, and nobody needs to be told
};

// Friends and requests by ascending id of the other one; no presence but when friends were here last.
wire::FriendsPageReply page(Transaction& transaction, UserId user, UserId after, int limit);
// The other halves of the user's friendships.
std::vector<UserId> friendsOf(Transaction& transaction, UserId user);

// What the memory of blocks and presence holds of a user.
struct Ties {
    std::vector<UserId> friends;
    std::vector<UserId> blocked;
};
Ties tiesOf(Transaction& transaction, UserId user);

// What `other` is to `user`.
wire::Relation relation(Transaction& transaction, UserId user, UserId other);

// All of these throw Refusal where a rule says no.
Standing add(Transaction& transaction, UserId user, QString name);
Standing answer(Transaction& transaction, UserId user, UserId other, bool accept);
Standing remove(Transaction& transaction, UserId user, UserId other);
Standing block(Transaction& transaction, UserId user, UserId other);
Standing unblock(Transaction& transaction, UserId user, UserId other);

// By name, as many as one message holds.
wire::BlocksReply blockedBy(Transaction& transaction, UserId user);
// `prefix` is lower case and of the characters that names have.
wire::PlayerSearchReply search(Transaction& transaction, UserId user, QString prefix, int limit);

}  // namespace server::friends

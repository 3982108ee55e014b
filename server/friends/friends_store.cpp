#include "server/friends/friends_store.h"

#include "server/friends/blocks_store.h"
#include "server/friends/friend_rows.h"

namespace server::friends {

namespace {

using pong::wire::Relation;

Refusal tooMany(const QString& text) {
    return Refusal(wire::REFUSAL_TOO_MANY, text, QStringLiteral("username"));
}

int countOf(const Rows& rows) {
    return rows.one().integer(u"count");
}

int friendCount(Transaction& transaction, UserId user) {
    return countOf(transaction.execute(
        "SELECT count(*)::integer AS count FROM friend_sides WHERE user_id = $1 AND is_accepted", user));
}

// Requests that wait, as their sender sees them: those that nobody will answer count too.
int sentCount(Transaction& transaction, UserId user) {
    return countOf(transaction.execute(
        "SELECT count(*)::integer AS count FROM friends WHERE status = 'pending' AND user_id = $1", user));
}

int receivedCount(Transaction& transaction, UserId user) {
    return countOf(
        transaction.execute("SELECT count(*)::integer AS count FROM friends "
                            "WHERE status = 'pending' AND NOT hidden AND friend_id = $1",
                            user));
}

void requireRoomForFriends(Transaction& transaction, UserId user, UserId other) {
    if (friendCount(transaction, user) >= mostFriends)
        throw tooMany(QStringLiteral("You have %1 friends, which is as many as there may be.").arg(mostFriends));
    if (friendCount(transaction, other) >= mostFriends)
        throw tooMany(QStringLiteral("Their list of friends is full."));
}

Standing accept(Transaction& transaction, UserId user, UserId other) {
    requireRoomForFriends(transaction, user, other);
    transaction.execute(
        "UPDATE friends SET status = 'accepted', hidden = false, accepted_at = now() "
        "WHERE user_id = $1 AND friend_id = $2",
        other, user);
    return standing(transaction, user, other, Told::Yes);
}

// The same work, and the same refusals, whether the other one has blocked the user or not.
Standing ask(Transaction& transaction, UserId user, UserId other) {
    if (sentCount(transaction, user) >= mostOpenRequests)
        throw tooMany(
            QStringLiteral("%1 of your requests wait for an answer. Take one back first.").arg(mostOpenRequests));
    if (friendCount(transaction, user) >= mostFriends)
        throw tooMany(QStringLiteral("You have %1 friends, which is as many as there may be.").arg(mostFriends));
    if (receivedCount(transaction, other) >= mostOpenRequests)
        throw tooMany(QStringLiteral("Too many requests wait for this player. Try again another day."));
    const Rows inserted = transaction.execute(
        "INSERT INTO friends (user_id, friend_id, hidden) "
        "VALUES ($1, $2, EXISTS (SELECT FROM blocks WHERE user_id = $2 AND blocked_id = $1)) RETURNING hidden",
        user, other);
    return standing(transaction, user, other, inserted.one().boolean(u"hidden") ? Told::No : Told::Yes);
}

void deletePair(Transaction& transaction, UserId user, UserId other) {
    transaction.execute("DELETE FROM friends WHERE (user_id, friend_id) IN (($1, $2), ($2, $1))", user, other);
}

void requireNotBlocked(Transaction& transaction, UserId user, UserId other) {
    const Rows rows = transaction.execute("SELECT FROM blocks WHERE user_id = $1 AND blocked_id = $2", user, other);
    if (!rows.isEmpty())
        throw Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("You have blocked this player. Unblock them first."),
                      QStringLiteral("username"));
}

}  // namespace

std::vector<UserId> friendsOf(Transaction& transaction, UserId user) {
    const Rows rows = transaction.execute("SELECT other_id FROM friend_sides WHERE user_id = $1 AND is_accepted", user);
    std::vector<UserId> friends;
    friends.reserve(rows.size());
    for (const Row row : rows)
        friends.push_back(row.int64(u"other_id"));
    return friends;
}

Ties tiesOf(Transaction& transaction, UserId user) {
    Ties ties{friendsOf(transaction, user), {}};
    const Rows rows = transaction.execute("SELECT blocked_id FROM blocks WHERE user_id = $1", user);
    for (const Row row : rows)
        ties.blocked.push_back(row.int64(u"blocked_id"));
    return ties;
}

Standing add(Transaction& transaction, UserId user, QString name) {
    const Rows found = transaction.execute(
        "SELECT id FROM users WHERE username = $1::citext AND kind = 'human' AND deleted_at IS NULL", name);
    if (found.isEmpty())
        throw Refusal(wire::REFUSAL_NOT_FOUND, QStringLiteral("There is no player of this name."),
                      QStringLiteral("username"));
    const UserId other = found.one().int64(u"id");
    if (other == user)
        throw Refusal(wire::REFUSAL_INVALID_FIELD, QStringLiteral("This is your own name."),
                      QStringLiteral("username"));
    lockBoth(transaction, user, other);
    requireNotBlocked(transaction, user, other);
    const std::optional<Pair> pair = pairOf(transaction, user, other);
    if (!pair)
        return ask(transaction, user, other);
    // Theirs, also one that was declined: now both want it.
    if (!pair->isAccepted && !pair->isMine)
        return accept(transaction, user, other);
    return standing(transaction, user, other, Told::Nothing);
}

Standing answer(Transaction& transaction, UserId user, UserId other, bool accepts) {
    lockBoth(transaction, user, other);
    const std::optional<Pair> pair = pairOf(transaction, user, other);
    if (pair && pair->isAccepted && accepts)
        return standing(transaction, user, other, Told::Nothing);  // on another device
    if (!pair || pair->isAccepted || pair->isMine || pair->isHidden)
        throw Refusal(wire::REFUSAL_NOT_FOUND, QStringLiteral("This request is no longer open."));
    if (accepts)
        return accept(transaction, user, other);
    transaction.execute("UPDATE friends SET hidden = true WHERE user_id = $1 AND friend_id = $2", other, user);
    return standing(transaction, user, other, Told::No);
}

Standing remove(Transaction& transaction, UserId user, UserId other) {
    lockBoth(transaction, user, other);
    const std::optional<Pair> pair = pairOf(transaction, user, other);
    if (!pair || (!pair->isAccepted && !pair->isMine))
        return standing(transaction, user, other, Told::Nothing);
    deletePair(transaction, user, other);
    return standing(transaction, user, other, pair->isHidden ? Told::No : Told::Yes);
}

Standing block(Transaction& transaction, UserId user, UserId other) {
    lockBoth(transaction, user, other);
    const int blocked = countOf(transaction.execute(
        "SELECT count(*)::integer AS count FROM blocks WHERE user_id = $1 AND blocked_id <> $2", user, other));
    if (blocked >= mostBlocked)
        throw tooMany(
            QStringLiteral("You have blocked %1 players, which is as many as there may be.").arg(mostBlocked));
    transaction.execute("INSERT INTO blocks (user_id, blocked_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", user, other);
    const std::optional<Pair> pair = pairOf(transaction, user, other);
    const bool theyAsked = pair && !pair->isAccepted && !pair->isMine;
    // Their request goes on waiting, for them; what else there was ends as if it had been taken back.
    if (theyAsked)
        transaction.execute("UPDATE friends SET hidden = true WHERE user_id = $1 AND friend_id = $2", other, user);
    else
        deletePair(transaction, user, other);
    return standing(transaction, user, other, pair && !theyAsked && !pair->isHidden ? Told::Yes : Told::No);
}

Standing unblock(Transaction& transaction, UserId user, UserId other) {
    lockBoth(transaction, user, other);
    const Rows removed =
        transaction.execute("DELETE FROM blocks WHERE user_id = $1 AND blocked_id = $2 RETURNING id", user, other);
    return standing(transaction, user, other, removed.isEmpty() ? Told::Nothing : Told::No);
}

}  // namespace server::friends

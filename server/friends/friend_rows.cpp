#include "server/friends/friend_rows.h"

#include "server/play/match_columns.h"

namespace server::friends {

namespace {

using wire::Relation;

// A hidden request is nothing to whom it was sent.
Relation relationOf(const Pair& pair) {
    if (pair.isAccepted)
        return wire::RELATION_FRIEND;
    if (pair.isMine)
        return wire::RELATION_REQUEST_OUT;
    return pair.isHidden ? wire::RELATION_NONE : wire::RELATION_REQUEST_IN;
}

Pair pairIn(const Row& row) {
    return {row.boolean(u"is_accepted"), row.boolean(u"is_mine"), row.boolean(u"is_hidden")};
}

// `other` as `user` sees them.
wire::Friend seen(Transaction& transaction, UserId user, UserId other) {
    const Rows rows = transaction.execute(
        "SELECT player_cards.*, sides.is_mine, sides.is_accepted, sides.is_hidden, sides.since, last_seen.seen_at, "
        "  EXISTS (SELECT FROM blocks WHERE blocks.user_id = $1 AND blocked_id = $2) AS is_blocked "
        "FROM player_cards LEFT JOIN friend_sides sides ON sides.user_id = $1 AND sides.other_id = $2 "
        "  LEFT JOIN last_seen ON last_seen.user_id = $2 "
        "WHERE player_cards.user_id = $2",
        user, other);
    return friendOf(rows.one());
}

}  // namespace

void lockBoth(Transaction& transaction, UserId user, UserId other) {
    const Rows rows = transaction.execute(
        "SELECT id FROM users WHERE id IN ($1, $2) AND kind = 'human' AND deleted_at IS NULL "
        "ORDER BY id FOR NO KEY UPDATE",
        user, other);
    if (user == other || rows.size() != 2)
        throw Refusal(wire::REFUSAL_NOT_FOUND, QStringLiteral("There is no such player."));
}

std::optional<Pair> pairOf(Transaction& transaction, UserId user, UserId other) {
    const Rows rows = transaction.execute(
        "SELECT is_accepted, is_mine, is_hidden FROM friend_sides WHERE user_id = $1 AND other_id = $2", user, other);
    return rows.isEmpty() ? std::nullopt : std::optional(pairIn(rows.one()));
}

Standing standing(Transaction& transaction, UserId user, UserId other, Told told) {
    Standing standing;
    standing.other = seen(transaction, user, other);
    standing.user = seen(transaction, other, user);
    standing.otherIsTold = told == Told::Yes;
    standing.changed = told != Told::Nothing;
    return standing;
}

wire::Friend friendOf(const Row& row) {
    wire::Friend person;
    *person.mutable_player() = play::cardOf(row);
    if (row.boolean(u"is_blocked"))
        person.set_relation(wire::RELATION_BLOCKED);
    else if (!row.isNull(u"is_mine"))
        person.set_relation(relationOf(pairIn(row)));
    if (person.relation() == wire::RELATION_NONE || person.relation() == wire::RELATION_BLOCKED)
        return person;
    person.set_since_ms(row.dateTime(u"since").toMSecsSinceEpoch());
    const auto seenAt = row.optionalDateTime(u"seen_at");
    if (person.relation() == wire::RELATION_FRIEND && seenAt)
        person.mutable_presence()->set_last_seen_ms(seenAt->toMSecsSinceEpoch());
    return person;
}

wire::Relation relation(Transaction& transaction, UserId user, UserId other) {
    return user == other ? wire::RELATION_SELF : seen(transaction, user, other).relation();
}

}  // namespace server::friends

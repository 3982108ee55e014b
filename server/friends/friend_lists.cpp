// The lists of server/friends/friends_store.h: the own friends, whom one has blocked, and names that begin so.

#include "server/friends/friend_rows.h"
#include "server/play/match_columns.h"

namespace server::friends {

namespace {
// A client closes the connection over a longer message than pong::maxMessageBytes; this leaves room for what is around.
constexpr std::size_t mostBytes = 48 * 1024;
}  // namespace

wire::FriendsPageReply page(Transaction& transaction, UserId user, UserId after, int limit) {
    // One more than asked for tells whether there is more.
    const Rows rows = transaction.execute(
        "WITH page AS (SELECT sides.* FROM friend_sides sides JOIN users ON users.id = other_id "
        "  WHERE sides.user_id = $1 AND other_id > $2 AND (is_mine OR NOT is_hidden) AND users.deleted_at IS NULL "
        "  ORDER BY other_id LIMIT $3) "
        "SELECT player_cards.*, page.is_mine, page.is_accepted, page.is_hidden, page.since, last_seen.seen_at, "
        "  false AS is_blocked "
        "FROM page JOIN player_cards ON player_cards.user_id = page.other_id "
        "  LEFT JOIN last_seen ON last_seen.user_id = page.other_id "
        "ORDER BY page.other_id",
        user, after, limit + 1);
    wire::FriendsPageReply reply;
    for (const Row row : rows) {
        if (reply.friends_size() == limit) {
            reply.set_more(true);
            break;
        }
        *reply.add_friends() = friendOf(row);
    }
    return reply;
}

wire::BlocksReply blockedBy(Transaction& transaction, UserId user) {
    const Rows rows = transaction.execute(
        "SELECT player_cards.* FROM blocks JOIN users ON users.id = blocked_id "
        "  JOIN player_cards ON player_cards.user_id = blocked_id "
        "WHERE blocks.user_id = $1 AND users.deleted_at IS NULL ORDER BY users.username LIMIT $2",
        user, mostBlocked);
    wire::BlocksReply reply;
    std::size_t bytes = 0;
    for (const Row row : rows) {
        const wire::PlayerCard card = play::cardOf(row);
        bytes += card.ByteSizeLong() + 4;  // its tag and length
        if (bytes > mostBytes)
            break;
        *reply.add_players() = card;
    }
    return reply;
}

wire::PlayerSearchReply search(Transaction& transaction, UserId user, QString prefix, int limit) {
    // Names are of ASCII, and DEL comes after all of their characters.
    const Rows rows = transaction.execute(
        "WITH found AS (SELECT id, lower(username::text) COLLATE \"C\" AS name FROM users "
        "  WHERE kind = 'human' AND deleted_at IS NULL AND id <> $1 "
        "    AND lower(username::text) COLLATE \"C\" >= $2 AND lower(username::text) COLLATE \"C\" < $3 "
        "    AND NOT EXISTS (SELECT FROM blocks WHERE user_id = $1 AND blocked_id = users.id) "
        "  ORDER BY lower(username::text) COLLATE \"C\" LIMIT $4) "
        "SELECT player_cards.*, sides.is_mine, sides.is_accepted, sides.is_hidden, sides.since, "
        "  NULL::timestamptz AS seen_at, false AS is_blocked "
        "FROM found JOIN player_cards ON player_cards.user_id = found.id "
        "  LEFT JOIN friend_sides sides ON sides.user_id = $1 AND sides.other_id = found.id "
        "ORDER BY found.name",
        user, prefix, prefix + QChar(0x7F), limit);
    wire::PlayerSearchReply reply;
    for (const Row row : rows)
        *reply.add_players() = friendOf(row);
    return reply;
}

}  // namespace server::friends

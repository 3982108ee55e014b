#include "server/friends/friends_data.h"

namespace server::friends {

namespace {

constexpr Sql friendships =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT friends.id, friends.created_at, status, "
    "accepted_at,"
    "  CASE WHEN user_id = $1 THEN 'sent' ELSE 'received' END AS request, username::text AS player"
    " FROM friends JOIN users ON users.id = CASE WHEN user_id = $1 THEN friend_id ELSE user_id END"
    " WHERE (user_id = $1 OR (friend_id = $1 AND NOT hidden)) AND friends.id > $2 ORDER BY friends.id LIMIT $3) AS page"
    " ORDER BY id";
constexpr Sql blocked =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT blocks.id, blocks.created_at,"
    "  username::text AS player FROM blocks JOIN users ON users.id = blocked_id"
    " WHERE user_id = $1 AND blocks.id > $2 ORDER BY blocks.id LIMIT $3) AS page ORDER BY id";
constexpr Sql lastSeen =
    "SELECT user_id AS key, row_to_json(page)::text AS item FROM (SELECT user_id, seen_at FROM last_seen"
    " WHERE user_id = $1 AND user_id > $2 LIMIT $3) AS page";

}  // namespace

AccountData accountData() {
    AccountData data;
    data.sections = {{"friends", friendships}, {"blocked_players", blocked}, {"last_seen", lastSeen}};
    data.erasures = {"DELETE FROM friends WHERE $1 IN (user_id, friend_id)",
                     "DELETE FROM blocks WHERE $1 IN (user_id, blocked_id)",
                     "DELETE FROM last_seen WHERE user_id = $1"};
    return data;
}

}  // namespace server::friends

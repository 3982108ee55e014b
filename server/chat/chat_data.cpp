#include "server/chat/chat_data.h"

namespace server::chat {

namespace {

// Both sides of conversations of two, and what the person said in those of many.
constexpr Sql messages =
    "SELECT page.id AS key, json_build_object('id', page.id, 'sent_at', sent_at, 'channel', channels.kind,"
    "  'match_id', channels.game_session_id, 'tournament_id', channels.tournament_id, 'from', senders.username, 'to', "
    "receivers.username, 'message', message"
    " )::text AS item"
    " FROM ((SELECT * FROM messages WHERE sender_id = $1 AND id > $2 ORDER BY id LIMIT $3)"
    "  UNION ALL"
    "  (SELECT * FROM messages WHERE receiver_id = $1 AND NOT is_withheld AND id > $2 ORDER BY id LIMIT $3)"
    "  ORDER BY id LIMIT $3) AS page"
    " JOIN channels ON channels.id = channel_id JOIN users AS senders ON senders.id = sender_id"
    " LEFT JOIN users AS receivers ON receivers.id = receiver_id ORDER BY page.id";
constexpr Sql readPositions =
    "SELECT channel_id AS key, row_to_json(page)::text AS item FROM (SELECT channel_id, channels.kind AS channel,"
    "  read_id FROM read_positions JOIN channels ON channels.id = channel_id"
    " WHERE user_id = $1 AND channel_id > $2 ORDER BY channel_id LIMIT $3) AS page ORDER BY channel_id";

}  // namespace

AccountData accountData() {
    AccountData data;
    data.sections = {{"messages", messages}, {"read_positions", readPositions}};
    data.erasures = {"DELETE FROM read_positions WHERE user_id = $1",
                     "DELETE FROM messages WHERE sender_id = $1 AND is_withheld"};
    return data;
}

}  // namespace server::chat

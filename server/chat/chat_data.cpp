#include "server/chat/chat_data.h"

namespace server::chat {

namespace {

constexpr Sql messages =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT messages.id, messages.sent_at, channels.kind AS"
    "  channel, channels.game_session_id AS match, users.username AS receiver, messages.message"
    " FROM messages JOIN channels ON channels.id = channel_id LEFT JOIN users ON users.id = receiver_id"
    " WHERE sender_id = $1 AND messages.id > $2 ORDER BY messages.id LIMIT $3) AS page ORDER BY id";
constexpr Sql readPositions =
    "SELECT channel_id AS key, row_to_json(page)::text AS item FROM (SELECT channel_id, channels.kind AS channel,"
    "  read_id FROM read_positions JOIN channels ON channels.id = channel_id"
    " WHERE user_id = $1 AND channel_id > $2 ORDER BY channel_id LIMIT $3) AS page ORDER BY channel_id";

}  // namespace

AccountData accountData() {
    AccountData data;
    data.sections = {{"messages", messages}, {"read_positions", readPositions}};
    data.erasures = {"DELETE FROM read_positions WHERE user_id = $1"};
    return data;
}

}  // namespace server::chat

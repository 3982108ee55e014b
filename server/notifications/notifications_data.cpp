#include "server/notifications/notifications_data.h"

namespace server::notifications {

namespace {

constexpr Sql notifications =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT notifications.id, notifications.created_at,"
    "  notifications.kind, users.username AS from, text, subject_id, seen_at"
    " FROM notifications LEFT JOIN users ON users.id = from_id"
    " WHERE user_id = $1 AND notifications.id > $2 ORDER BY notifications.id LIMIT $3) AS page ORDER BY id";

}  // namespace

AccountData accountData() {
    AccountData data;
    data.sections = {{"notifications", notifications}};
    data.erasures = {"DELETE FROM notifications WHERE user_id = $1",
                     // Nobody can answer these any more.
                     "DELETE FROM notifications WHERE from_id = $1 AND kind IN ('friend_request', 'invitation')"};
    return data;
}

}  // namespace server::notifications

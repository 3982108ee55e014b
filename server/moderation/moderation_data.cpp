#include "server/moderation/moderation_data.h"

namespace server::moderation {

namespace {

constexpr Sql sanctions =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT id, created_at, kind, reason, ends_at, lifted_at"
    " FROM sanctions WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS page ORDER BY id";

// What the person told; who reported the person is theirs to know.
constexpr Sql reports =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT reports.id, reports.created_at,"
    "  users.username AS about, message_id, reason, closed_at FROM reports JOIN users ON users.id = user_id"
    " WHERE reporter_id = $1 AND reports.id > $2 ORDER BY reports.id LIMIT $3) AS page ORDER BY id";

}  // namespace

AccountData accountData() {
    AccountData data;
    data.sections = {{"sanctions", sanctions}, {"reports", reports}};
    data.erasures = {"UPDATE sanctions SET reason = 'erased' WHERE user_id = $1"};
    return data;
}

}  // namespace server::moderation

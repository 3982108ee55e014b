#include "server/accounts/data/account_data.h"

namespace server::accounts {

namespace {

constexpr Sql account =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT id, created_at, username, email, email_verified_at,"
    "  pending_email, avatar_url, updated_at, disabled_at, deletion_requested_at, deletion_due_at"
    " FROM users WHERE id = $1 AND id > $2 LIMIT $3) AS page";
// In pieces that stay whole base64 when they are put together.
constexpr Sql picture =
    "SELECT piece::bigint AS key,"
    " to_json(replace(encode(substring(image FROM (piece - 1) * 9000 + 1 FOR 9000), 'base64'), E'\\n', ''))::text AS "
    "item"
    " FROM avatars, generate_series(1, (octet_length(image) + 8999) / 9000) AS piece"
    " WHERE user_id = $1 AND piece::bigint > $2 ORDER BY piece LIMIT $3";
constexpr Sql sessions =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT id, created_at, device, address, last_seen_at,"
    "  expires_at FROM sessions WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS page ORDER BY id";
constexpr Sql trustedDevices =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT id, created_at, device, address, last_used_at,"
    "  expires_at FROM trusted_devices WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS page ORDER BY id";
constexpr Sql secondFactors =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT id, created_at, method, confirmed_at"
    " FROM two_factor_auth WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS page ORDER BY id";
constexpr Sql recoveryCodes =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT id, created_at, used_at"
    " FROM recovery_codes WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS page ORDER BY id";
constexpr Sql codes =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT id, created_at, purpose, email, attempts,"
    "  expires_at FROM email_codes WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS page ORDER BY id";
constexpr Sql mails =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT id, created_at, kind, status, attempts"
    " FROM mail_queue WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS page ORDER BY id";
constexpr Sql audit =
    "SELECT id AS key, row_to_json(page)::text AS item FROM (SELECT id, created_at, actor, action, address, detail"
    " FROM audit WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS page ORDER BY id";

}  // namespace

AccountData accountData() {
    AccountData data;
    data.sections = {{"account", account},
                     {"picture_base64", picture},
                     {"sessions", sessions},
                     {"trusted_devices", trustedDevices},
                     {"second_factors", secondFactors},
                     {"recovery_codes", recoveryCodes},
                     {"codes_by_email", codes},
                     {"mails_on_their_way", mails},
                     {"audit", audit}};
    data.erasures = {"DELETE FROM avatars WHERE user_id = $1", "DELETE FROM sessions WHERE user_id = $1",
                     "DELETE FROM trusted_devices WHERE user_id = $1", "DELETE FROM two_factor_auth WHERE user_id = $1",
                     "DELETE FROM recovery_codes WHERE user_id = $1", "DELETE FROM email_codes WHERE user_id = $1",
                     "DELETE FROM mail_queue WHERE user_id = $1",
                     // What was done stays on record; who did it from where, and under which name, does not.
                     "UPDATE audit SET address = '', detail = '{}' WHERE user_id = $1"};
    return data;
}

}  // namespace server::accounts

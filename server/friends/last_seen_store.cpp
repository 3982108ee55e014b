#include "server/friends/last_seen_store.h"

#include "server/database/sql_array.h"

namespace server::friends {

void writeLastSeen(Transaction& transaction, std::vector<std::pair<std::int64_t, std::int64_t>> seen) {
    SqlArray users;
    SqlArray times;
    for (const auto& [user, atMs] : seen) {
        users.add(user);
        times.add(atMs);
    }
    // Not of an account that was erased while it was in use, or is being erased right now: nothing of it is stored
    // again. By id, so that two writers never wait for each other in a circle.
    transaction.execute(
        "WITH living AS (SELECT id FROM users WHERE id = ANY($1::bigint[]) AND deleted_at IS NULL "
        "  ORDER BY id FOR KEY SHARE) "
        "INSERT INTO last_seen (user_id, seen_at) "
        "SELECT living.id, timestamptz 'epoch' + at * interval '1 millisecond' "
        "FROM unnest($1::bigint[], $2::bigint[]) AS seen (id, at) JOIN living ON living.id = seen.id ORDER BY "
        "living.id "
        "ON CONFLICT (user_id) DO UPDATE SET seen_at = greatest(last_seen.seen_at, excluded.seen_at)",
        users.text(), times.text());
}

}  // namespace server::friends

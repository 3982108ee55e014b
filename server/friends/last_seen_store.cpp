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
    // Not of an account that was erased while it was in use: nothing of it is stored again.
    // By id, so that two writers never wait for each other in a circle.
    transaction.execute(
        "INSERT INTO last_seen (user_id, seen_at) "
        "SELECT users.id, timestamptz 'epoch' + at * interval '1 millisecond' "
        "FROM unnest($1::bigint[], $2::bigint[]) AS seen (id, at) JOIN users ON users.id = seen.id "
        "WHERE users.deleted_at IS NULL ORDER BY users.id "
        "ON CONFLICT (user_id) DO UPDATE SET seen_at = greatest(last_seen.seen_at, excluded.seen_at)",
        users.text(), times.text());
}

}  // namespace server::friends

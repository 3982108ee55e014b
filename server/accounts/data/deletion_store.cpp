#include "server/accounts/data/deletion_store.h"

#include "server/accounts/accounts_store.h"
#include "server/accounts/audit_store.h"

namespace server::accounts {

std::optional<QDateTime> requestDeletion(Transaction& transaction, UserId user, DeletionRequest request) {
    requireOpen(transaction, user);
    const Rows asked = transaction.execute(
        "UPDATE users SET deletion_requested_at = now(), deletion_due_at = now() + $3 * interval '1 day'"
        " WHERE id = $1 AND password_hash = $2 RETURNING deletion_due_at",
        user, request.passwordHash, graceDays);
    if (asked.isEmpty())
        return std::nullopt;
    transaction.execute("DELETE FROM sessions WHERE user_id = $1", user);
    transaction.execute("DELETE FROM trusted_devices WHERE user_id = $1", user);
    if (request.notice)
        mail::enqueue(transaction, *request.notice);
    auditByUser(transaction, user, QStringLiteral("ask-to-delete-account"), request.address);
    return asked.one().dateTime(u"deletion_due_at");
}

int eraseDue(Transaction& transaction, std::vector<Sql> erasures) {
    const Rows due = transaction.execute(
        "SELECT id FROM users WHERE deletion_due_at <= now() AND deleted_at IS NULL"
        " ORDER BY deletion_due_at LIMIT 20 FOR UPDATE SKIP LOCKED");
    for (const Row row : due) {
        const UserId user = row.int64(u"id");
        eraseAccount(transaction, user, erasures);
        auditByServer(transaction, user, QStringLiteral("delete-account"));
    }
    return static_cast<int>(due.size());
}

void eraseAccount(Transaction& transaction, UserId user, const std::vector<Sql>& erasures) {
    for (const Sql& erasure : erasures)
        transaction.execute(erasure, user);
    transaction.execute(
        "UPDATE users SET deleted_at = now(), updated_at = now(), username = ('deleted player ' || id)::citext,"
        " email = NULL, email_verified_at = NULL, pending_email = NULL, password_hash = NULL, avatar_url = NULL"
        " WHERE id = $1",
        user);
}

}  // namespace server::accounts

#include "server/hosting/admin/account_admin_store.h"

#include "server/accounts/account_mails.h"
#include "server/accounts/audit_store.h"
#include "server/accounts/data/deletion_store.h"
#include "server/accounts/email_codes_store.h"
#include "server/accounts/two_factor_store.h"
#include "server/moderation/sanctions_store.h"

namespace server::admin {

namespace {

AccountLine lineOf(const Row& row) {
    return {row.int64(u"id"),
            row.text(u"username"),
            row.text(u"email"),
            row.dateTime(u"created_at"),
            row.optionalDateTime(u"last_seen_at"),
            row.optionalDateTime(u"disabled_at"),
            row.optionalDateTime(u"deletion_due_at"),
            row.text(u"two_factor")};
}

}  // namespace

std::vector<AccountLine> accountsAfter(Transaction& transaction, UserId after, int limit) {
    const Rows rows = transaction.execute(
        "SELECT id, username::text AS username, coalesce(email::text, '') AS email, created_at, disabled_at,"
        " deletion_due_at, (SELECT max(last_seen_at) FROM sessions WHERE user_id = users.id) AS last_seen_at,"
        " coalesce((SELECT string_agg(method, ', ' ORDER BY method) FROM two_factor_auth"
        "           WHERE user_id = users.id AND confirmed_at IS NOT NULL), '') AS two_factor"
        " FROM users WHERE kind = 'human' AND deleted_at IS NULL AND id > $1 ORDER BY id LIMIT $2",
        after, limit);
    std::vector<AccountLine> lines;
    for (const Row row : rows)
        lines.push_back(lineOf(row));
    return lines;
}

std::optional<UserId> findAccount(Transaction& transaction, const QString& nameOrEmail) {
    const Rows rows = transaction.execute(
        "SELECT id FROM users WHERE (username = $1::citext OR email = $1::citext) AND kind = 'human'"
        " AND deleted_at IS NULL FOR UPDATE",
        nameOrEmail);
    return rows.isEmpty() ? std::nullopt : std::optional(rows.one().int64(u"id"));
}

AccountDetails detailsOf(Transaction& transaction, UserId user) {
    const std::vector<AccountLine> lines = accountsAfter(transaction, user - 1, 1);
    const Rows rows = transaction.execute(
        "SELECT email_verified_at IS NOT NULL AS is_confirmed, coalesce(pending_email::text, '') AS pending_email,"
        " (SELECT count(*)::integer FROM recovery_codes WHERE user_id = users.id AND used_at IS NULL) AS codes,"
        " (SELECT count(*)::integer FROM sessions WHERE user_id = users.id AND expires_at > now()) AS sign_ins,"
        " (SELECT count(*)::integer FROM trusted_devices WHERE user_id = users.id AND expires_at > now()) AS trusted,"
        " coalesce(games_played, 0) AS games_played, coalesce(games_won, 0) AS games_won"
        " FROM users LEFT JOIN statistics ON statistics.user_id = users.id WHERE users.id = $1",
        user);
    const Row row = rows.one();
    AccountDetails details{lines.at(0),
                           row.boolean(u"is_confirmed"),
                           row.text(u"pending_email"),
                           row.integer(u"codes"),
                           row.integer(u"sign_ins"),
                           row.integer(u"trusted"),
                           row.int64(u"games_played"),
                           row.int64(u"games_won"),
                           {}};
    for (const auto& sanction : {moderation::muteOf(transaction, user), moderation::banOf(transaction, user)})
        if (sanction)
            details.sanctions.push_back(moderation::describe(*sanction));
    return details;
}

void handOverResetCode(Transaction& transaction, UserId user, const QByteArray& codeHash) {
    accounts::replaceEmailCode(
        transaction, user,
        {accounts::CodePurpose::ResetPassword, QString(), codeHash, AccountMails::handedOverGoodForMinutes});
    accounts::auditByOperator(transaction, user, QStringLiteral("hand-over-reset-code"));
}

bool disable(Transaction& transaction, UserId user) {
    const Rows changed = transaction.execute(
        "UPDATE users SET disabled_at = now(), updated_at = now() WHERE id = $1 AND disabled_at IS NULL", user);
    if (changed.affected() == 0)
        return false;
    transaction.execute("DELETE FROM sessions WHERE user_id = $1", user);
    transaction.execute("DELETE FROM trusted_devices WHERE user_id = $1", user);
    accounts::auditByOperator(transaction, user, QStringLiteral("disable-account"));
    return true;
}

bool enable(Transaction& transaction, UserId user) {
    const Rows changed = transaction.execute(
        "UPDATE users SET disabled_at = NULL, updated_at = now() WHERE id = $1 AND disabled_at IS NOT NULL", user);
    if (changed.affected() == 0)
        return false;
    accounts::auditByOperator(transaction, user, QStringLiteral("enable-account"));
    return true;
}

bool disableTwoFactor(Transaction& transaction, UserId user) {
    const Rows gone = transaction.execute("DELETE FROM two_factor_auth WHERE user_id = $1", user);
    if (gone.affected() == 0)
        return false;
    accounts::forgetFactors(transaction, user);
    accounts::auditByOperator(transaction, user, QStringLiteral("disable-two-factor"));
    return true;
}

void eraseNow(Transaction& transaction, UserId user, const std::vector<Sql>& erasures) {
    accounts::eraseAccount(transaction, user, erasures);
    accounts::auditByOperator(transaction, user, QStringLiteral("delete-account"));
}

}  // namespace server::admin

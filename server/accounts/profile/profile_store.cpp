#include "server/accounts/profile/profile_store.h"

#include "server/accounts/account_refusals.h"
#include "server/accounts/audit_store.h"
#include "server/database/sql_error.h"

namespace server::accounts {

namespace {

// What was sent to the old address, or opened with the old password, is good no longer.
void voidCodes(Transaction& transaction, UserId user) {
    deleteEmailCode(transaction, user, CodePurpose::LogIn);
    deleteEmailCode(transaction, user, CodePurpose::ResetPassword);
}

void requireFreeEmail(Transaction& transaction, UserId user, const QString& email) {
    const Rows rows = transaction.execute("SELECT id FROM users WHERE email = $1::citext", email);
    if (rows.isEmpty())
        return;
    if (rows.one().int64(u"id") == user)
        throw Refusal(wire::REFUSAL_INVALID_FIELD, QStringLiteral("This is your address already."),
                      QStringLiteral("email"));
    throw takenEmailRefusal();
}

void setEmail(Transaction& transaction, UserId user, const QString& email, bool isConfirmed) {
    try {
        transaction.execute(
            "UPDATE users SET email = $2::citext, email_verified_at = CASE WHEN $3 THEN now() END,"
            " pending_email = NULL, updated_at = now() WHERE id = $1",
            user, email, isConfirmed);
    } catch (const SqlError& error) {
        if (error.violates(u"users_email_key"))
            throw takenEmailRefusal();
        throw;
    }
}

}  // namespace

wire::Profile findProfile(Transaction& transaction, UserId user) {
    const Rows rows = transaction.execute(
        "SELECT username::text AS username, coalesce(email::text, '') AS email,"
        " email_verified_at IS NOT NULL AS is_confirmed, coalesce(pending_email::text, '') AS pending_email,"
        " coalesce(avatar_url, '') AS avatar_url, created_at, deletion_due_at,"
        " EXISTS (SELECT FROM two_factor_auth WHERE user_id = users.id AND method = 'email'"
        "         AND confirmed_at IS NOT NULL) AS has_email_factor,"
        " EXISTS (SELECT FROM two_factor_auth WHERE user_id = users.id AND method = 'app'"
        "         AND confirmed_at IS NOT NULL) AS has_app,"
        " (SELECT count(*)::integer FROM recovery_codes WHERE user_id = users.id AND used_at IS NULL) AS codes_left"
        " FROM users WHERE id = $1",
        user);
    const Row row = rows.one();
    wire::Profile profile;
    profile.set_user_id(user);
    profile.set_username(row.text(u"username").toStdString());
    profile.set_email(row.text(u"email").toStdString());
    profile.set_email_confirmed(row.boolean(u"is_confirmed"));
    profile.set_pending_email(row.text(u"pending_email").toStdString());
    profile.set_avatar_url(row.text(u"avatar_url").toStdString());
    if (row.boolean(u"has_app"))
        profile.add_two_factor(wire::TWO_FACTOR_APP);
    if (row.boolean(u"has_email_factor"))
        profile.add_two_factor(wire::TWO_FACTOR_EMAIL);
    profile.set_recovery_codes_left(static_cast<std::uint32_t>(row.integer(u"codes_left")));
    profile.set_created_ms(row.dateTime(u"created_at").toMSecsSinceEpoch());
    if (const auto due = row.optionalDateTime(u"deletion_due_at"))
        profile.set_deletion_due_ms(due->toMSecsSinceEpoch());
    return profile;
}

void changeUsername(Transaction& transaction, UserId user, QString username, QString address) {
    requireOpen(transaction, user);
    const Rows before = transaction.execute("SELECT username::text AS username FROM users WHERE id = $1", user);
    try {
        transaction.execute("UPDATE users SET username = $2::citext, updated_at = now() WHERE id = $1", user, username);
    } catch (const SqlError& error) {
        if (error.violates(u"users_username_key"))
            throw takenUsernameRefusal();
        throw;
    }
    auditByUser(transaction, user, QStringLiteral("change-username"), address,
                {{QStringLiteral("from"), before.one().text(u"username")}, {QStringLiteral("to"), username}});
}

void changeEmail(Transaction& transaction, UserId user, QString email, QString address) {
    requireOpen(transaction, user);
    requireFreeEmail(transaction, user, email);
    setEmail(transaction, user, email, false);
    voidCodes(transaction, user);
    auditByUser(transaction, user, QStringLiteral("change-email"), address);
}

void startEmailChange(Transaction& transaction, UserId user, SentCode change, QueuedMail notice, QString address) {
    requireOpen(transaction, user);
    requireFreeEmail(transaction, user, change.code.email);
    transaction.execute("UPDATE users SET pending_email = $2::citext WHERE id = $1", user, change.code.email);
    replaceEmailCode(transaction, user, change.code);
    mail::enqueue(transaction, change.mail);
    mail::enqueue(transaction, notice);
    auditByUser(transaction, user, QStringLiteral("ask-to-change-email"), address);
}

bool confirmEmailChange(Transaction& transaction, UserId user, ConfirmedEmail change, QString address) {
    requireOpen(transaction, user);
    const std::optional<QString> email = takeEmailCode(transaction, user, CodePurpose::ChangeEmail, change.codeHash);
    if (!email)
        return false;
    setEmail(transaction, user, *email, true);
    voidCodes(transaction, user);
    if (change.notice)
        mail::enqueue(transaction, *change.notice);
    auditByUser(transaction, user, QStringLiteral("change-email"), address);
    return true;
}

void cancelEmailChange(Transaction& transaction, UserId user) {
    transaction.execute("UPDATE users SET pending_email = NULL WHERE id = $1", user);
    deleteEmailCode(transaction, user, CodePurpose::ChangeEmail);
}

bool changePassword(Transaction& transaction, UserId user, ChangedPassword change, QString address) {
    requireOpen(transaction, user);
    const Rows rotated = transaction.execute(
        "UPDATE sessions SET token = $3, last_seen_at = now() FROM users"
        " WHERE sessions.id = $1 AND users.id = sessions.user_id AND users.id = $2 AND users.password_hash = $4",
        change.signIn, user, change.tokenHash, change.oldHash);
    if (rotated.affected() != 1)
        return false;
    transaction.execute("UPDATE users SET password_hash = $2, updated_at = now() WHERE id = $1", user, change.newHash);
    transaction.execute("DELETE FROM sessions WHERE user_id = $1 AND id <> $2", user, change.signIn);
    transaction.execute("DELETE FROM trusted_devices WHERE user_id = $1", user);
    voidCodes(transaction, user);
    if (change.notice)
        mail::enqueue(transaction, *change.notice);
    auditByUser(transaction, user, QStringLiteral("change-password"), address);
    return true;
}

}  // namespace server::accounts

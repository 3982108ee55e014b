#include "server/accounts/recovery_store.h"

namespace server::accounts {

SignIn signUp(Transaction& transaction, NewUser user, NewSignIn signIn, std::optional<SentCode> confirmation) {
    const SignIn row = insertUser(transaction, user, signIn);
    if (confirmation) {
        confirmation->mail.user = row.user.user_id();
        queueConfirmation(transaction, row.user.user_id(), *confirmation);
    }
    return row;
}

void queueConfirmation(Transaction& transaction, UserId user, SentCode confirmation) {
    replaceEmailCode(transaction, user, confirmation.code);
    mail::enqueue(transaction, confirmation.mail);
}

std::optional<QString> confirmEmail(Transaction& transaction, UserId user, QByteArray codeHash) {
    const std::optional<QString> email = takeEmailCode(transaction, user, CodePurpose::ConfirmEmail, codeHash);
    if (!email)
        return std::nullopt;
    // Only if it is still the account's.
    const Rows confirmed = transaction.execute(
        "UPDATE users SET email_verified_at = now() WHERE id = $1 AND email = $2::citext RETURNING email::text AS "
        "email",
        user, *email);
    return confirmed.isEmpty() ? std::nullopt : std::optional(confirmed.one().text(u"email"));
}

std::optional<OwnAccount> findForReset(Transaction& transaction, QString usernameOrEmail) {
    const Rows rows = transaction.execute(
        "SELECT id FROM users WHERE (username = $1::citext OR email = $1::citext) AND kind = 'human'"
        " AND deleted_at IS NULL AND disabled_at IS NULL",
        usernameOrEmail);
    if (rows.isEmpty())
        return std::nullopt;
    return findOwnAccount(transaction, rows.one().int64(u"id"));
}

void queueReset(Transaction& transaction, std::optional<std::int64_t> user, SentCode reset) {
    replaceEmailCode(transaction, user, reset.code);
    mail::enqueue(transaction, reset.mail);
}

bool resetPassword(Transaction& transaction, std::optional<std::int64_t> user, NewPassword password) {
    const std::int64_t id = user.value_or(0);  // 0 is nobody's
    transaction.execute("SELECT id FROM users WHERE id = $1 FOR UPDATE", id);
    const std::optional<QString> email = takeEmailCode(transaction, id, CodePurpose::ResetPassword, password.codeHash);
    if (!email)
        return false;
    // Who has read the mail has the address.
    transaction.execute(
        "UPDATE users SET password_hash = $2, updated_at = now(),"
        " email_verified_at = CASE WHEN email = $3::citext THEN coalesce(email_verified_at, now())"
        "                          ELSE email_verified_at END WHERE id = $1",
        id, password.hash, *email);
    transaction.execute("DELETE FROM sessions WHERE user_id = $1", id);
    transaction.execute("DELETE FROM trusted_devices WHERE user_id = $1", id);
    deleteEmailCode(transaction, id, CodePurpose::LogIn);
    transaction.execute(
        "INSERT INTO audit (actor, actor_id, user_id, action) VALUES ('user', $1, $1, 'reset-password')", id);
    if (password.notice)
        mail::enqueue(transaction, *password.notice);
    return true;
}

}  // namespace server::accounts

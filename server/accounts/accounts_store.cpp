#include "server/accounts/accounts_store.h"

#include "server/accounts/account_refusals.h"
#include "server/database/sql_error.h"
#include "server/moderation/sanctions_store.h"

namespace server::accounts {

namespace {

wire::PlayerCard card(const Row& row) {
    wire::PlayerCard card;
    card.set_user_id(row.int64(u"user_id"));
    card.set_username(row.text(u"username").toStdString());
    card.set_rating(row.integer(u"rating"));
    card.set_avatar_url(row.text(u"avatar_url").toStdString());
    return card;
}

}  // namespace

void checkFree(Transaction& transaction, QString username, QString email) {
    const Rows rows = transaction.execute(
        "SELECT EXISTS (SELECT FROM users WHERE username = $1::citext) AS username_taken,"
        "       EXISTS (SELECT FROM users WHERE email = $2::citext) AS email_taken",
        username, email);
    const Row row = rows.one();
    if (row.boolean(u"username_taken"))
        throw takenUsernameRefusal();
    if (row.boolean(u"email_taken"))
        throw takenEmailRefusal();
}

SignIn insertUser(Transaction& transaction, NewUser user, NewSignIn signIn) {
    try {
        const Rows rows = transaction.execute(
            "INSERT INTO users (username, email, password_hash) VALUES ($1::citext, $2::citext, $3) RETURNING id",
            user.username, user.email, user.passwordHash);
        return insertSignIn(transaction, rows.one().int64(u"id"), signIn);
    } catch (const SqlError& error) {
        if (error.violates(u"users_username_key"))
            throw takenUsernameRefusal();
        if (error.violates(u"users_email_key"))
            throw takenEmailRefusal();
        throw;
    }
}

std::optional<Credentials> findCredentials(Transaction& transaction, QString usernameOrEmail) {
    // No name contains an @ and every address does, so at most one row matches.
    const Rows rows = transaction.execute(
        "SELECT id, password_hash FROM users"
        " WHERE (username = $1::citext OR email = $1::citext) AND kind = 'human' AND deleted_at IS NULL",
        usernameOrEmail);
    if (rows.isEmpty())
        return std::nullopt;
    const Row row = rows.one();
    return Credentials{row.int64(u"id"), row.text(u"password_hash")};
}

void requireOpen(Transaction& transaction, UserId user) {
    const Rows rows = transaction.execute(
        "SELECT disabled_at IS NOT NULL AS is_disabled FROM users WHERE id = $1 AND deleted_at IS NULL FOR UPDATE",
        user);
    if (rows.isEmpty())
        throw Refusal(wire::REFUSAL_NOT_FOUND, QStringLiteral("This account is deleted."));
    if (rows.one().boolean(u"is_disabled"))
        throw Refusal(wire::REFUSAL_FORBIDDEN, QStringLiteral("The host of this server has disabled this account."));
    if (const std::optional<moderation::Sanction> ban = moderation::banOf(transaction, user))
        throw moderation::sanctionRefusal(*ban);
}

SignIn insertSignIn(Transaction& transaction, UserId user, NewSignIn signIn) {
    requireOpen(transaction, user);
    const Rows accounts = transaction.execute(
        "SELECT email_verified_at IS NOT NULL AS is_confirmed, deletion_due_at IS NOT NULL AS was_leaving"
        " FROM users WHERE id = $1 AND password_hash = $2",
        user, signIn.passwordHash);
    if (accounts.isEmpty())
        throw Refusal(wire::REFUSAL_WRONG_CREDENTIALS, QStringLiteral("The password was changed. Log in again."));
    const Row account = accounts.one();
    if (account.boolean(u"was_leaving"))
        transaction.execute("UPDATE users SET deletion_requested_at = NULL, deletion_due_at = NULL WHERE id = $1",
                            user);
    transaction.execute("DELETE FROM sessions WHERE user_id = $1 AND expires_at <= now()", user);
    const Rows inserted = transaction.execute(
        "INSERT INTO sessions (user_id, token, device, address, expires_at)"
        " VALUES ($1, $2, $3, $4, now() + interval '30 days') RETURNING id",
        user, signIn.tokenHash, signIn.device, signIn.address);
    const Rows cards = transaction.execute("SELECT * FROM player_cards WHERE user_id = $1", user);
    return SignIn{inserted.one().int64(u"id"), card(cards.one()), account.boolean(u"is_confirmed"),
                  account.boolean(u"was_leaving")};
}

std::optional<SignIn> resumeSignIn(Transaction& transaction, QByteArray tokenHash, QString address) {
    const Rows found = transaction.execute(
        "SELECT user_id FROM sessions JOIN users ON users.id = user_id"
        " WHERE token = $1 AND expires_at > now() AND users.deleted_at IS NULL",
        tokenHash);
    if (found.isEmpty())
        return std::nullopt;
    requireOpen(transaction, found.one().int64(u"user_id"));
    const Rows rows = transaction.execute(
        "WITH resumed AS ("
        "  UPDATE sessions SET last_seen_at = now(), expires_at = now() + interval '30 days', address = $2"
        "  FROM users WHERE token = $1 AND users.id = user_id"
        "  RETURNING sessions.id, user_id, users.email_verified_at IS NOT NULL AS is_confirmed)"
        " SELECT resumed.id, resumed.is_confirmed, player_cards.* FROM resumed JOIN player_cards USING (user_id)",
        tokenHash, address);
    if (rows.isEmpty())
        return std::nullopt;  // ended while this waited for the account
    const Row row = rows.one();
    return SignIn{row.int64(u"id"), card(row), row.boolean(u"is_confirmed"), false};
}

OwnAccount findOwnAccount(Transaction& transaction, UserId user) {
    const Rows rows = transaction.execute(
        "SELECT username::text AS username, coalesce(email::text, '') AS email, coalesce(password_hash, '') AS hash,"
        " email_verified_at IS NOT NULL AS is_confirmed FROM users WHERE id = $1",
        user);
    const Row row = rows.one();
    return OwnAccount{user, row.text(u"username"), row.text(u"email"), row.boolean(u"is_confirmed"), row.text(u"hash")};
}

void deleteSignIn(Transaction& transaction, std::int64_t id) {
    transaction.execute("DELETE FROM sessions WHERE id = $1", id);
}

}  // namespace server::accounts

#include "server/accounts/accounts_store.h"

#include "server/database/sql_error.h"

namespace server::accounts {

namespace {

[[noreturn]] void refuseTaken(bool username) {
    if (username)
        throw Refusal(wire::REFUSAL_TAKEN, QStringLiteral("This name is taken. Choose another one."),
                      QStringLiteral("username"));
    throw Refusal(wire::REFUSAL_TAKEN, QStringLiteral("This e-mail address has an account already."),
                  QStringLiteral("email"));
}

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
        refuseTaken(true);
    if (row.boolean(u"email_taken"))
        refuseTaken(false);
}

SignIn insertUser(Transaction& transaction, NewUser user, NewSignIn signIn) {
    try {
        const Rows rows = transaction.execute(
            "INSERT INTO users (username, email, password_hash) VALUES ($1::citext, $2::citext, $3) RETURNING id",
            user.username, user.email, user.passwordHash);
        return insertSignIn(transaction, rows.one().int64(u"id"), signIn);
    } catch (const SqlError& error) {
        if (error.violates(u"users_username_key"))
            refuseTaken(true);
        if (error.violates(u"users_email_key"))
            refuseTaken(false);
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

SignIn insertSignIn(Transaction& transaction, UserId user, NewSignIn signIn) {
    transaction.execute("DELETE FROM sessions WHERE user_id = $1 AND expires_at <= now()", user);
    const Rows inserted = transaction.execute(
        "INSERT INTO sessions (user_id, token, device, expires_at) VALUES ($1, $2, $3, now() + interval '30 days')"
        " RETURNING id",
        user, signIn.tokenHash, signIn.device);
    const Rows cards = transaction.execute("SELECT * FROM player_cards WHERE user_id = $1", user);
    return SignIn{inserted.one().int64(u"id"), card(cards.one())};
}

std::optional<SignIn> resumeSignIn(Transaction& transaction, QByteArray tokenHash) {
    const Rows rows = transaction.execute(
        "WITH resumed AS ("
        "  UPDATE sessions SET last_seen_at = now(), expires_at = now() + interval '30 days'"
        "  WHERE token = $1 AND expires_at > now() RETURNING id, user_id)"
        " SELECT resumed.id, player_cards.*"
        " FROM resumed JOIN player_cards USING (user_id) JOIN users ON users.id = resumed.user_id"
        " WHERE users.deleted_at IS NULL",
        tokenHash);
    if (rows.isEmpty())
        return std::nullopt;
    const Row row = rows.one();
    return SignIn{row.int64(u"id"), card(row)};
}

void deleteSignIn(Transaction& transaction, std::int64_t id) {
    transaction.execute("DELETE FROM sessions WHERE id = $1", id);
}

}  // namespace server::accounts

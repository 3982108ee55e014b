#include "server/accounts/two_factor_store.h"

#include "server/database/sql_array.h"

namespace server::accounts {

namespace {

int methodsOn(Transaction& transaction, UserId user) {
    const Rows rows = transaction.execute(
        "SELECT count(*)::integer AS methods FROM two_factor_auth WHERE user_id = $1 AND confirmed_at IS NOT NULL",
        user);
    return rows.one().integer(u"methods");
}

void insertRecoveryCodes(Transaction& transaction, UserId user, const QList<QByteArray>& hashes) {
    transaction.execute("DELETE FROM recovery_codes WHERE user_id = $1", user);
    SqlArray array;
    for (const QByteArray& hash : hashes)
        array.addHex(hash);
    transaction.execute(
        "INSERT INTO recovery_codes (user_id, code_hash) SELECT $1, decode(hash, 'hex') FROM unnest($2::text[]) AS "
        "hash",
        user, array.text());
}

// Makes the row of a method that is not on; throws Refusal when it is.
void start(Transaction& transaction, UserId user, const QString& method, const std::optional<QByteArray>& secret) {
    const Rows rows = transaction.execute(
        "INSERT INTO two_factor_auth (user_id, method, secret_key) VALUES ($1, $2, $3)"
        " ON CONFLICT (user_id, method) DO UPDATE SET created_at = now(), secret_key = excluded.secret_key, last_step "
        "= 0"
        " WHERE two_factor_auth.confirmed_at IS NULL RETURNING id",
        user, method, secret);
    if (rows.isEmpty())
        throw Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("This is on already. Turn it off first."));
}

QString nameOf(wire::TwoFactorMethod method) {
    return method == wire::TWO_FACTOR_APP ? QStringLiteral("app") : QStringLiteral("email");
}

bool takeSetUpCode(Transaction& transaction, UserId user, const FactorCode& code) {
    if (code.method == wire::TWO_FACTOR_APP)
        return takeAppCode(transaction, user, code, false);
    const std::optional<QString> email = takeEmailCode(transaction, user, CodePurpose::TwoFactor, code.hash);
    if (!email)
        return false;
    // Only if it is still the account's.
    const Rows confirmed = transaction.execute(
        "UPDATE users SET email_verified_at = coalesce(email_verified_at, now()) WHERE id = $1 AND email = $2::citext",
        user, *email);
    return confirmed.affected() == 1;
}

}  // namespace

void startApp(Transaction& transaction, UserId user, QByteArray sealedSecret) {
    requireOpen(transaction, user);
    start(transaction, user, QStringLiteral("app"), sealedSecret);
}

void startEmail(Transaction& transaction, UserId user, NewEmailCode code, QueuedMail mail) {
    requireOpen(transaction, user);
    start(transaction, user, QStringLiteral("email"), std::nullopt);
    replaceEmailCode(transaction, user, code);
    mail::enqueue(transaction, mail);
}

TurnOnResult turnOn(Transaction& transaction, UserId user, FactorCode code, TurnOn change) {
    requireOpen(transaction, user);
    if (!takeSetUpCode(transaction, user, code))
        return TurnOnResult::WrongCode;
    const bool isFirst = methodsOn(transaction, user) == 0;
    const Rows updated = transaction.execute(
        "UPDATE two_factor_auth SET confirmed_at = now() WHERE user_id = $1 AND method = $2 AND confirmed_at IS NULL",
        user, nameOf(code.method));
    if (updated.affected() != 1)
        return TurnOnResult::WrongCode;
    if (isFirst)
        insertRecoveryCodes(transaction, user, change.recoveryHashes);
    if (change.notice)
        mail::enqueue(transaction, *change.notice);
    return isFirst ? TurnOnResult::OnAsFirst : TurnOnResult::On;
}

bool turnOff(Transaction& transaction, UserId user, wire::TwoFactorMethod method, std::optional<QueuedMail> notice) {
    requireOpen(transaction, user);
    const bool isAll = method == wire::TWO_FACTOR_UNSPECIFIED;
    const int before = methodsOn(transaction, user);
    transaction.execute("DELETE FROM two_factor_auth WHERE user_id = $1 AND ($2 OR method = $3)", user, isAll,
                        nameOf(method));
    deleteEmailCode(transaction, user, CodePurpose::TwoFactor);
    const int after = methodsOn(transaction, user);
    if (after == 0)
        forgetFactors(transaction, user);
    if (before == after)
        return false;
    if (notice)
        mail::enqueue(transaction, *notice);
    return true;
}

void forgetFactors(Transaction& transaction, UserId user) {
    deleteEmailCode(transaction, user, CodePurpose::TwoFactor);
    transaction.execute("DELETE FROM recovery_codes WHERE user_id = $1", user);
    transaction.execute("DELETE FROM trusted_devices WHERE user_id = $1", user);
}

void replaceRecoveryCodes(Transaction& transaction, UserId user, QList<QByteArray> hashes) {
    requireOpen(transaction, user);
    if (methodsOn(transaction, user) == 0)
        throw Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("Two-factor is off."));
    insertRecoveryCodes(transaction, user, hashes);
}

}  // namespace server::accounts

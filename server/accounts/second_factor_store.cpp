#include "server/accounts/second_factor_store.h"

#include "server/accounts/one_time_code.h"
#include "server/accounts/totp.h"

namespace server::accounts {

namespace {

bool isOn(Transaction& transaction, UserId user, const QString& method) {
    const Rows rows = transaction.execute(
        "SELECT id FROM two_factor_auth WHERE user_id = $1 AND method = $2 AND confirmed_at IS NOT NULL", user, method);
    return !rows.isEmpty();
}

bool takeFactor(Transaction& transaction, UserId user, const FactorCode& code) {
    switch (code.method) {
        case wire::TWO_FACTOR_EMAIL:
            return isOn(transaction, user, QStringLiteral("email")) &&
                   takeEmailCode(transaction, user, CodePurpose::LogIn, code.hash).has_value();
        case wire::TWO_FACTOR_APP:
            return takeAppCode(transaction, user, code, true);
        case wire::TWO_FACTOR_RECOVERY: {
            const Rows used = transaction.execute(
                "UPDATE recovery_codes SET used_at = now() WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL",
                user, code.hash);
            return used.affected() == 1;
        }
        default:
            return false;
    }
}

}  // namespace

FactorCode::FactorCode(wire::TwoFactorMethod factorMethod, const std::string& typed, ServerKey serverKey,
                       std::int64_t nowSeconds)
    : method(factorMethod)
    , digits(one_time_code::digitsOf(typed))
    , hash(one_time_code::hash(serverKey, typed))
    , key(std::move(serverKey))
    , unixSeconds(nowSeconds) {}

SecondFactors findSecondFactors(Transaction& transaction, UserId user, QByteArray trustHash, QString address) {
    requireOpen(transaction, user);
    const Rows rows = transaction.execute(
        "SELECT EXISTS (SELECT FROM two_factor_auth WHERE user_id = $1 AND method = 'email'"
        "               AND confirmed_at IS NOT NULL) AS email,"
        "       EXISTS (SELECT FROM two_factor_auth WHERE user_id = $1 AND method = 'app'"
        "               AND confirmed_at IS NOT NULL) AS app,"
        "       EXISTS (SELECT FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL) AS recovery",
        user);
    const Row row = rows.one();
    SecondFactors factors;
    factors.email = row.boolean(u"email");
    factors.app = row.boolean(u"app");
    factors.recovery = row.boolean(u"recovery");
    if (factors.areAsked()) {
        const Rows trusted = transaction.execute(
            "UPDATE trusted_devices SET last_used_at = now(), address = $3"
            " WHERE user_id = $1 AND token = $2 AND expires_at > now()",
            user, trustHash, address);
        factors.isTrusted = trusted.affected() == 1;
    }
    return factors;
}

void queueLogInCode(Transaction& transaction, UserId user, NewEmailCode code, QueuedMail mail) {
    replaceEmailCode(transaction, user, code);
    mail::enqueue(transaction, mail);
}

std::optional<SignIn> signInWithFactor(Transaction& transaction, UserId user, FactorCode code, NewSignIn signIn,
                                       std::optional<QByteArray> trustHash) {
    requireOpen(transaction, user);
    if (!takeFactor(transaction, user, code))
        return std::nullopt;
    deleteEmailCode(transaction, user, CodePurpose::LogIn);  // sent, and another factor was used
    const SignIn row = insertSignIn(transaction, user, signIn);
    if (trustHash)
        transaction.execute(
            "INSERT INTO trusted_devices (user_id, token, device, address, expires_at)"
            " VALUES ($1, $2, $3, $4, now() + interval '30 days')",
            user, *trustHash, signIn.device, signIn.address);
    return row;
}

bool takeAppCode(Transaction& transaction, UserId user, const FactorCode& code, bool isOn) {
    const Rows rows = transaction.execute(
        "SELECT id, secret_key, last_step FROM two_factor_auth"
        " WHERE user_id = $1 AND method = 'app' AND (confirmed_at IS NOT NULL) = $2 FOR UPDATE",
        user, isOn);
    if (rows.isEmpty())
        return false;
    const Row row = rows.one();
    const std::optional<QByteArray> secret =
        code.key.open(ServerKey::Purpose::TwoFactorSecret, row.bytes(u"secret_key"));
    if (!secret)
        return false;
    const auto step = totp::matchingStep(*secret, code.digits, code.unixSeconds, row.int64(u"last_step"));
    if (!step)
        return false;
    transaction.execute("UPDATE two_factor_auth SET last_step = $2 WHERE id = $1", row.int64(u"id"), *step);
    return true;
}

}  // namespace server::accounts

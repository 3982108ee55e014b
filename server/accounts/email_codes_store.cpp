#include "server/accounts/email_codes_store.h"

#include <sodium.h>

namespace server::accounts {

namespace {

constexpr int mostTriesOfDigits = 5;
constexpr int mostTriesOfLetters = 1000;

QString nameOf(CodePurpose purpose) {
    switch (purpose) {
        case CodePurpose::LogIn:
            return QStringLiteral("log_in");
        case CodePurpose::TwoFactor:
            return QStringLiteral("two_factor");
        case CodePurpose::ConfirmEmail:
            return QStringLiteral("confirm_email");
        case CodePurpose::ChangeEmail:
            return QStringLiteral("change_email");
        case CodePurpose::ResetPassword:
            break;
    }
    return QStringLiteral("reset_password");
}

bool isEqual(const QByteArray& a, const QByteArray& b) {
    return a.size() == b.size() && sodium_memcmp(a.constData(), b.constData(), static_cast<std::size_t>(a.size())) == 0;
}

}  // namespace

void replaceEmailCode(Transaction& transaction, std::optional<std::int64_t> user, NewEmailCode code) {
    transaction.execute(
        "INSERT INTO email_codes (user_id, purpose, email, code_hash, expires_at)"
        " VALUES ($1, $2, $3::citext, $4, now() + $5 * interval '1 minute')"
        " ON CONFLICT (user_id, purpose) DO UPDATE SET created_at = now(), email = excluded.email,"
        "  code_hash = excluded.code_hash, attempts = 0, expires_at = excluded.expires_at",
        user, nameOf(code.purpose), code.email, code.hash, code.goodForMinutes);
}

std::optional<QString> takeEmailCode(Transaction& transaction, std::int64_t user, CodePurpose purpose,
                                     QByteArray hash) {
    const int mostTries = purpose == CodePurpose::ResetPassword ? mostTriesOfLetters : mostTriesOfDigits;
    const Rows rows = transaction.execute(
        "SELECT id, email::text AS email, code_hash FROM email_codes"
        " WHERE user_id = $1 AND purpose = $2 AND expires_at > now() AND attempts < $3 FOR UPDATE",
        user, nameOf(purpose), mostTries);
    if (rows.isEmpty())
        return std::nullopt;
    const Row row = rows.one();
    const std::int64_t id = row.int64(u"id");
    if (!isEqual(row.bytes(u"code_hash"), hash)) {
        transaction.execute("UPDATE email_codes SET attempts = attempts + 1 WHERE id = $1", id);
        return std::nullopt;
    }
    transaction.execute("DELETE FROM email_codes WHERE id = $1", id);
    return row.text(u"email");
}

void deleteEmailCode(Transaction& transaction, std::int64_t user, CodePurpose purpose) {
    transaction.execute("DELETE FROM email_codes WHERE user_id = $1 AND purpose = $2", user, nameOf(purpose));
}

}  // namespace server::accounts

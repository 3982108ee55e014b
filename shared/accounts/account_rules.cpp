#include "shared/accounts/account_rules.h"

#include "shared/accounts/common_passwords.h"

#include <QRegularExpression>

namespace pong::accounts {

namespace {
constexpr int longestLocalPart = 64;  // RFC 5321
}

UsernameProblem usernameProblem(const QString& username) {
    static const QRegularExpression allowed(QStringLiteral("\\A[A-Za-z0-9_-]*\\z"));
    if (!allowed.match(username).hasMatch())
        return UsernameProblem::Letters;
    if (username.size() < shortestUsername)
        return UsernameProblem::TooShort;
    return username.size() > longestUsername ? UsernameProblem::TooLong : UsernameProblem::None;
}

bool isMailAddress(const QString& text) {
    static const QRegularExpression shape(QStringLiteral(
        "\\A([\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*)"
        "@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?\\.)+[\\p{L}\\p{M}\\p{N}-]{2,63}\\z"));
    const QRegularExpressionMatch match = shape.match(text);
    return match.hasMatch() && text.size() <= longestEmail && match.capturedLength(1) <= longestLocalPart;
}

PasswordProblem passwordProblem(const QString& password, const QString& username, const QString& email) {
    const QString stored = storedPassword(password);
    const qsizetype characters = stored.toUcs4().size();
    if (characters < shortestPassword)
        return PasswordProblem::TooShort;
    if (characters > longestPassword)
        return PasswordProblem::TooLong;
    if (isCommonPassword(stored))
        return PasswordProblem::Common;
    const bool isOwnName =
        stored.compare(username, Qt::CaseInsensitive) == 0 || stored.compare(email, Qt::CaseInsensitive) == 0;
    return isOwnName ? PasswordProblem::OwnName : PasswordProblem::None;
}

QString storedPassword(const QString& typed) {
    return typed.normalized(QString::NormalizationForm_C);
}

}  // namespace pong::accounts

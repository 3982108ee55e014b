#include "client/pages/sign_up_rules.h"

#include "client/widgets/password_strength.h"

#include <QRegularExpression>

namespace client {

namespace {

constexpr int shortestUsername = 3;
constexpr int longestUsername = 20;

}  // namespace

QString SignUpRules::username(const QString& username) {
    static const QRegularExpression allowed(QStringLiteral("^[A-Za-z0-9_-]*$"));
    const QString name = username.trimmed();
    if (name.isEmpty())
        return tr("Choose a username.");
    if (!allowed.match(name).hasMatch())
        return tr("Only letters, digits, - and _ are possible.");
    if (name.size() < shortestUsername)
        return tr("At least %1 characters.").arg(shortestUsername);
    if (name.size() > longestUsername)
        return tr("At most %1 characters.").arg(longestUsername);
    return {};
}

QString SignUpRules::email(const QString& email) {
    // Something, an @, and a name with a dot: only mail itself can say more.
    static const QRegularExpression complete(QStringLiteral("^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$"));
    const QString address = email.trimmed();
    if (address.isEmpty())
        return tr("Enter your email.");
    return complete.match(address).hasMatch() ? QString() : tr("This address is not complete.");
}

QString SignUpRules::password(const QString& password) {
    if (password.isEmpty())
        return tr("Choose a password.");
    if (password.size() < shortestPassword)
        return tr("At least %1 characters.").arg(shortestPassword);
    return {};
}

QString SignUpRules::confirmation(const QString& password, const QString& again) {
    if (again.isEmpty())
        return tr("Enter the password again.");
    return again == password ? QString() : tr("The two passwords differ.");
}

}  // namespace client

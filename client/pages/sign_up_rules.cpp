#include "client/pages/sign_up_rules.h"

#include "shared/accounts/account_rules.h"

namespace client {

using pong::accounts::PasswordProblem;
using pong::accounts::UsernameProblem;

QString SignUpRules::username(const QString& username) {
    const QString name = username.trimmed();
    if (name.isEmpty())
        return tr("Choose a username.");
    switch (pong::accounts::usernameProblem(name)) {
        case UsernameProblem::Letters:
            return tr("Only letters, digits, - and _ are possible.");
        case UsernameProblem::TooShort:
            return tr("At least %1 characters.").arg(pong::accounts::shortestUsername);
        case UsernameProblem::TooLong:
            return tr("At most %1 characters.").arg(pong::accounts::longestUsername);
        case UsernameProblem::None:
            break;
    }
    return {};
}

QString SignUpRules::email(const QString& email) {
    const QString address = email.trimmed();
    if (address.isEmpty())
        return tr("Enter your email.");
    return pong::accounts::isMailAddress(address) ? QString() : tr("This address is not complete.");
}

QString SignUpRules::password(const QString& password, const QString& username, const QString& email) {
    if (password.isEmpty())
        return tr("Choose a password.");
    switch (pong::accounts::passwordProblem(password, username.trimmed(), email.trimmed())) {
        case PasswordProblem::TooShort:
            return tr("At least %1 characters.").arg(pong::accounts::shortestPassword);
        case PasswordProblem::TooLong:
            return tr("At most %1 characters.").arg(pong::accounts::longestPassword);
        case PasswordProblem::Common:
            return tr("This is one of the most used passwords.");
        case PasswordProblem::OwnName:
            return tr("Not your own name or email.");
        case PasswordProblem::None:
            break;
    }
    return {};
}

QString SignUpRules::confirmation(const QString& password, const QString& again) {
    if (again.isEmpty())
        return tr("Enter the password again.");
    return again == password ? QString() : tr("The two passwords differ.");
}

}  // namespace client

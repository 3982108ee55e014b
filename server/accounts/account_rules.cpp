#include "server/accounts/account_rules.h"

#include "server/hosting/mail/mail_address.h"
#include "server/net/refusal.h"

namespace server::account_rules {

namespace {

constexpr int longestDevice = 80;

[[noreturn]] void refuse(const QString& field, const QString& text) {
    throw Refusal(wire::REFUSAL_INVALID_FIELD, text, field);
}

}  // namespace

QString checkUsername(const std::string& text) {
    const QString username = QString::fromStdString(text);
    if (pong::accounts::usernameProblem(username) != pong::accounts::UsernameProblem::None)
        refuse(QStringLiteral("username"), QStringLiteral("Use %1 to %2 letters, digits, _ or -.")
                                               .arg(pong::accounts::shortestUsername)
                                               .arg(pong::accounts::longestUsername));
    return username;
}

QString checkEmail(const std::string& text) {
    const QString email = QString::fromStdString(text).trimmed();
    if (!isMailAddress(email))
        refuse(QStringLiteral("email"), QStringLiteral("Enter an e-mail address, like name@example.org."));
    return email;
}

QByteArray checkPassword(const std::string& text, const QString& username, const QString& email, const QString& field) {
    using pong::accounts::PasswordProblem;
    switch (pong::accounts::passwordProblem(QString::fromStdString(text), username, email)) {
        case PasswordProblem::TooShort:
            refuse(field, QStringLiteral("Use at least %1 characters.").arg(pong::accounts::shortestPassword));
        case PasswordProblem::TooLong:
            refuse(field, QStringLiteral("Use at most %1 characters.").arg(longestPassword));
        case PasswordProblem::Common:
            refuse(field, QStringLiteral("This is one of the most used passwords. Choose another one."));
        case PasswordProblem::OwnName:
            refuse(field, QStringLiteral("Choose something other than your name or e-mail address."));
        case PasswordProblem::None:
            break;
    }
    return passwordBytes(text);
}

QByteArray passwordBytes(const std::string& text) {
    return pong::accounts::storedPassword(QString::fromStdString(text)).toUtf8();
}

QString deviceName(const std::string& text) {
    QString device = QString::fromStdString(text).simplified().left(longestDevice);
    // Never half of a character that takes two units.
    if (!device.isEmpty() && device.back().isHighSurrogate())
        device.chop(1);
    return device;
}

}  // namespace server::account_rules

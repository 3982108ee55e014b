#include "server/accounts/account_mails.h"

#include "server/hosting/mail/mail_address.h"
#include "shared/accounts/reset_link.h"

namespace server {

MailBody AccountMails::greeting(const QString& username) const {
    MailBody body;
    body.paragraph(QStringLiteral("Hello %1,").arg(username));
    return body;
}

Mail AccountMails::finished(const QString& to, const QString& subject, MailBody& body) const {
    body.paragraph(QStringLiteral("Pong on %1").arg(m_serverName));
    return {to, subject, body.text(), body.html()};
}

Mail AccountMails::logInCode(const QString& to, const QString& username, const QString& code) const {
    MailBody body = greeting(username);
    body.paragraph(QStringLiteral("somebody has logged in with your password. If it is you, enter this code:"));
    body.code(code);
    body.paragraph(
        QStringLiteral("It is good for %1 minutes. If it is not you, change your password.").arg(digitsGoodForMinutes));
    return finished(to, QStringLiteral("Your log in code for Pong"), body);
}

Mail AccountMails::twoFactorCode(const QString& to, const QString& username, const QString& code) const {
    MailBody body = greeting(username);
    body.paragraph(QStringLiteral("enter this code to get codes by e-mail when you log in from now on:"));
    body.code(code);
    body.paragraph(QStringLiteral("It is good for %1 minutes.").arg(digitsGoodForMinutes));
    return finished(to, QStringLiteral("Turn on two-factor for Pong"), body);
}

Mail AccountMails::confirmEmail(const QString& to, const QString& username, const QString& code) const {
    MailBody body = greeting(username);
    body.paragraph(QStringLiteral("enter this code to confirm that this is your address:"));
    body.code(code);
    body.paragraph(QStringLiteral("It is good for a day. If you know nothing of it, ignore this mail."));
    return finished(to, QStringLiteral("Confirm your e-mail address for Pong"), body);
}

Mail AccountMails::resetPassword(const QString& to, const QString& username, const QString& code) const {
    MailBody body = greeting(username);
    body.paragraph(
        QStringLiteral("somebody, perhaps you, has forgotten the password of your account. With this code "
                       "it gets a new one:"));
    body.code(code);
    // Opens the program at its page for a new password, filled in.
    body.link(pong::accounts::ResetLink{to, code}.text(), QStringLiteral("Open Pong with this code"));
    body.paragraph(QStringLiteral("It is good for %1 minutes. If it is not you, ignore this mail: your password stays "
                                  "as it is.")
                       .arg(lettersGoodForMinutes));
    return finished(to, QStringLiteral("A new password for Pong"), body);
}

Mail AccountMails::passwordWasReset(const QString& to, const QString& username) const {
    MailBody body = greeting(username);
    body.paragraph(
        QStringLiteral("your account has a new password, and is signed out everywhere. If this was not you, "
                       "somebody can read your mail: change its password, then ask for a new one here."));
    return finished(to, QStringLiteral("Your password for Pong was changed"), body);
}

Mail AccountMails::changeEmail(const QString& to, const QString& username, const QString& code) const {
    MailBody body = greeting(username);
    body.paragraph(QStringLiteral("enter this code on your profile page to make this your account's address:"));
    body.code(code);
    body.paragraph(QStringLiteral("It is good for a day. If you know nothing of it, ignore this mail."));
    return finished(to, QStringLiteral("Your new e-mail address for Pong"), body);
}

Mail AccountMails::emailWillChange(const QString& to, const QString& username, const QString& newAddress) const {
    MailBody body = greeting(username);
    body.paragraph(QStringLiteral("somebody who knows your password wants %1 to be your account's address. It stays "
                                  "this one until that is confirmed there.")
                       .arg(maskedAddress(newAddress)));
    body.paragraph(
        QStringLiteral("If this was not you, change your password, and cancel the change on your profile page."));
    return finished(to, QStringLiteral("Your e-mail address for Pong is to change"), body);
}

Mail AccountMails::emailWasChanged(const QString& to, const QString& username, const QString& newAddress) const {
    MailBody body = greeting(username);
    body.paragraph(QStringLiteral("your account's address is %1 from now on, and no longer this one.")
                       .arg(maskedAddress(newAddress)));
    body.paragraph(QStringLiteral("If this was not you, ask the host of this server for help."));
    return finished(to, QStringLiteral("Your e-mail address for Pong was changed"), body);
}

Mail AccountMails::passwordWasChanged(const QString& to, const QString& username) const {
    MailBody body = greeting(username);
    body.paragraph(
        QStringLiteral("your account has a new password, and every other device was signed out. If this was "
                       "not you, ask for a new password on the log in page."));
    return finished(to, QStringLiteral("Your password for Pong was changed"), body);
}

Mail AccountMails::deletionAsked(const QString& to, const QString& username, int days) const {
    MailBody body = greeting(username);
    body.paragraph(
        QStringLiteral("your account is signed out everywhere, and will be deleted in %1 days. If you log in "
                       "before that, it stays.")
            .arg(days));
    body.paragraph(QStringLiteral("If this was not you, log in and change your password."));
    return finished(to, QStringLiteral("Your account for Pong will be deleted"), body);
}

Mail AccountMails::twoFactorChanged(const QString& to, const QString& username, const QString& what) const {
    MailBody body = greeting(username);
    body.paragraph(what);
    body.paragraph(QStringLiteral("If this was not you, change your password."));
    return finished(to, QStringLiteral("Two-factor of your account for Pong"), body);
}

}  // namespace server

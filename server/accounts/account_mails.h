#pragma once

// What this server writes to people about their accounts. Pure; any thread.

#include "server/hosting/mail/mail.h"

#include <QString>

namespace server {

class AccountMails {
 public:
    explicit AccountMails(QString serverName) : m_serverName(std::move(serverName)) {}

    // How long codes are good, in words and in the store functions.
    static constexpr int digitsGoodForMinutes = 10;
    static constexpr int lettersGoodForMinutes = 30;
    static constexpr int confirmGoodForMinutes = 24 * 60;
    static constexpr int handedOverGoodForMinutes = 24 * 60;  // letters, by the host

    Mail logInCode(const QString& to, const QString& username, const QString& code) const;
    Mail twoFactorCode(const QString& to, const QString& username, const QString& code) const;
    Mail confirmEmail(const QString& to, const QString& username, const QString& code) const;
    Mail resetPassword(const QString& to, const QString& username, const QString& code) const;
    Mail passwordWasReset(const QString& to, const QString& username) const;
    // To the address that is to become the account's; the two after it to the one that still is, or was. `newAddress`
    // is shown masked.
    Mail changeEmail(const QString& to, const QString& username, const QString& code) const;
    Mail emailWillChange(const QString& to, const QString& username, const QString& newAddress) const;
    Mail emailWasChanged(const QString& to, const QString& username, const QString& newAddress) const;
    Mail passwordWasChanged(const QString& to, const QString& username) const;
    Mail deletionAsked(const QString& to, const QString& username, int days) const;
    Mail twoFactorChanged(const QString& to, const QString& username, const QString& what) const;

 private:
    Mail finished(const QString& to, const QString& subject, MailBody& body) const;
    MailBody greeting(const QString& username) const;

    const QString m_serverName;
};

}  // namespace server

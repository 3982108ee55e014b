#pragma once

// A new password for a forgotten one, with the code from a mail, its link, or the host. Main thread only.
//
// Object names: accountField, codeField, passwordField, confirmField, savePasswordButton, savePasswordButtonBack,
// savePasswordButtonError, resendButton.

#include "client/pages/auth_page.h"
#include "client/pages/new_password_fields.h"

namespace client {

class ResendButton;

class NewPasswordPage : public AuthPage {
    Q_OBJECT

 public:
    explicit NewPasswordPage(const Look& look, QWidget* parent = nullptr);

    void setServerName(const QString& name);
    // For an account (name or e-mail address) that is known, or is to be typed; likewise the code.
    void begin(const QString& account, const QString& code);
    // A code has been asked for by e-mail; whether there is such an account is not said.
    void noteCodeAsked(std::chrono::minutes goodFor, std::chrono::milliseconds resendAfter);
    void noteCodeNotSent(std::chrono::milliseconds resendAfter);

 Q_SIGNALS:
    void codeWanted(const QString& email);
    void passwordChosen(const QString& account, const QString& code, const QString& password);

 protected:
    void submit() override;

 private:
    void showText();

    QString m_serverName;
    QString m_knownAccount;
    QString m_askedText;
    Field* m_account;
    Field* m_code;
    NewPasswordFields m_password;
    ResendButton* m_resend;
};

}  // namespace client

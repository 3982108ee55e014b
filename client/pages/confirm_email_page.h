#pragma once

// After sign-up, and for whoever is signed in with an address that is not confirmed: the code from the mail, or later.
// Main thread only.
//
// Object names: codeField, confirmEmailButton, confirmEmailButtonBack ("Later"), confirmEmailButtonError, resendButton.

#include "client/pages/auth_page.h"

namespace client {

class ResendButton;

class ConfirmEmailPage : public AuthPage {
    Q_OBJECT

 public:
    explicit ConfirmEmailPage(const Look& look, QWidget* parent = nullptr);

    // `address` as far as it is known: whole, masked, or not at all.
    void begin(const QString& address);
    // Another e-mail is on its way, or none; no further one before `resendAfter`.
    void noteCodeSent(const QString& maskedEmail, std::chrono::milliseconds resendAfter);
    void noteCodeNotSent(std::chrono::milliseconds resendAfter);

 Q_SIGNALS:
    void codeWanted();
    void codeEntered(const QString& code);

 protected:
    void submit() override;

 private:
    void showAddress(const QString& address);

    Field* m_code;
    ResendButton* m_resend;
};

}  // namespace client

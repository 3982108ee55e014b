#pragma once

// Asking for a code by e-mail where the server sends some; else whom to ask for one. Says the same of every address.
// Main thread only.
//
// Object names: emailField, sendCodeButton, sendCodeButtonBack, sendCodeButtonError, haveCodeButton.

#include "client/pages/auth_page.h"

class QPushButton;

namespace client {

class ForgottenPasswordPage : public AuthPage {
    Q_OBJECT

 public:
    explicit ForgottenPasswordPage(const Look& look, QWidget* parent = nullptr);

    // What the chosen server offers; `contact` is whom to ask where it sends no e-mail.
    void setServer(const QString& name, bool hasMail, const QString& contact);
    void setEmail(const QString& email);

 Q_SIGNALS:
    void codeWanted(const QString& email);
    // A code is there already: from a mail, or from the host.
    void haveCode();

 protected:
    void submit() override;

 private:
    Field* m_email;
    QPushButton* m_haveCode;
    bool m_hasMail = true;
};

}  // namespace client

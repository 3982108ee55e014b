#pragma once

// Making an account on the chosen server. Checks while typing what can be checked here; the server has the last word
// through showError(). Main thread only.
//
// Object names: usernameField, emailField, passwordField, confirmField, createAccountButton, createAccountButtonBack,
// createAccountButtonError.

#include "client/pages/auth_page.h"
#include "client/pages/new_password_fields.h"

namespace client {

class SignUpPage : public AuthPage {
    Q_OBJECT

 public:
    explicit SignUpPage(const Look& look, QWidget* parent = nullptr);

    // The server that the account is made on, as a person knows it.
    void setServerName(const QString& name);

 Q_SIGNALS:
    void signUpRequested(const QString& username, const QString& email, const QString& password);

 protected:
    void submit() override;

 private:
    void connectFields();

    Field* m_username;
    Field* m_email;
    NewPasswordFields m_password;
};

}  // namespace client

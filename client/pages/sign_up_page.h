#pragma once

// Making an account on the chosen server. Checks while typing what can be checked here; the server has the last word
// through showError(). Main thread only.
//
// Object names: usernameField, emailField, passwordField, confirmField, createAccountButton, backToLogInButton,
// signUpError.

#include <QWidget>

class QLabel;

namespace client {

class BusyButton;
class Field;
class Look;
class PasswordStrength;

class SignUpPage : public QWidget {
    Q_OBJECT

 public:
    explicit SignUpPage(const Look& look, QWidget* parent = nullptr);

    // The server that the account is made on, as a person knows it.
    void setServerName(const QString& name);
    void setBusy(bool busy);
    // At the field that `field` names ("username", "email" or "password"), else above the button.
    void showError(const QString& field, const QString& text);
    // Empties the form.
    void reset();

 Q_SIGNALS:
    void signUpRequested(const QString& username, const QString& email, const QString& password);
    void backRequested();

 protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    void build(const Look& look);
    void connectFields();
    void submit();
    // Marks what is wrong; true where nothing is.
    bool validate();

    QWidget* m_wordmark;
    QLabel* m_server;
    QLabel* m_error;
    Field* m_username;
    Field* m_email;
    Field* m_password;
    PasswordStrength* m_strength;
    Field* m_confirm;
    BusyButton* m_create;
};

}  // namespace client

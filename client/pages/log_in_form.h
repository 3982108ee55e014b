#pragma once

// Name and password, and what to do with them. Main thread only.

#include <QWidget>

#include <chrono>

class QLabel;
class QPushButton;

namespace client {

class BusyButton;
class CheckBox;
class Field;
class Look;
class RetryWait;

class LogInForm : public QWidget {
    Q_OBJECT

 public:
    explicit LogInForm(const Look& look, QWidget* parent = nullptr);

    void setUsername(const QString& username);
    void setBusy(bool busy);
    // At "username" or "password", else under the buttons.
    void showError(const QString& field, const QString& text);
    // The server wants no further try of this account before this time has passed.
    void showWait(std::chrono::milliseconds time);
    QString username() const;
    bool staysSignedIn() const;
    void reset();
    // Into the first field that wants something.
    void takeFocus();

 Q_SIGNALS:
    void logInRequested(const QString& username, const QString& password, bool staySignedIn);
    void signUpRequested();
    void forgottenPasswordRequested();

 private:
    void submit();
    void clearErrors();

    Field* m_username;
    Field* m_password;
    CheckBox* m_stay;
    BusyButton* m_logIn;
    QPushButton* m_signUp;
    QLabel* m_error;
    RetryWait* m_wait;
};

}  // namespace client

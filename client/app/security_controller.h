#pragma once

// The password and the second factors of the own account. Each change of a factor asks for the password first. Main
// thread only.

#include "client/net/connection.h"

#include <QObject>
#include <QPointer>

namespace client {

class CodeDialog;
class Look;
class MainWindow;
class PasswordDialog;
class ProfileController;

class SecurityController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    SecurityController(MainWindow& window, const Look& look, Connection& connection, ProfileController& profile);

 private:
    using Task = QCoro::Task<void> (SecurityController::*)(QPointer<PasswordDialog>, QString);

    void connectPage();
    void askPassword(const QString& title, const QString& text, const QString& button, const char* kind, Task then);
    QCoro::Task<void> changePassword(QString password, QString newPassword);

    void askToTurnOffApp();
    void askToSwitchEmail(bool on);
    QCoro::Task<void> startApp(QPointer<PasswordDialog> dialog, QString password);
    QCoro::Task<void> confirmApp(QString code);
    QCoro::Task<void> startEmail(QPointer<PasswordDialog> dialog, QString password);
    QCoro::Task<void> sendEmailAgain(QPointer<CodeDialog> dialog, QString password);
    QCoro::Task<void> confirmEmail(QPointer<CodeDialog> dialog, QString code);
    QCoro::Task<void> turnOffApp(QPointer<PasswordDialog> dialog, QString password);
    QCoro::Task<void> turnOffEmail(QPointer<PasswordDialog> dialog, QString password);
    QCoro::Task<void> turnOff(QPointer<PasswordDialog> dialog, QString password, pong::wire::TwoFactorMethod method);
    QCoro::Task<void> renewRecoveryCodes(QPointer<PasswordDialog> dialog, QString password);

    void askForMailedCode(const pong::wire::CodeSent& sent, const QString& password);
    // A factor is on: shows the recovery codes, where it brought some.
    void noteOn(const pong::wire::TwoFactorOn& on, const QString& what);
    void showRecoveryCodes(const QStringList& codes);

    MainWindow& m_window;
    const Look& m_look;
    Connection& m_connection;
    ProfileController& m_profile;
    QPointer<PasswordDialog> m_asking;  // a second click is the first one's
    pong::TaskScope m_tasks;
};

}  // namespace client

#pragma once

// A forgotten password, from the request to the new one, also by the link of a mail; and confirming an e-mail address
// by its code. Main thread only.

#include "client/net/connection.h"
#include "shared/accounts/reset_link.h"

#include <QCoroTask>
#include <QObject>

namespace client {

class KeptSignIn;
class MainWindow;

class RecoveryController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller.
    RecoveryController(MainWindow& window, Connection& connection, KeptSignIn& kept);

    // Shows the page for a new password, filled in.
    void open(const pong::accounts::ResetLink& link);

 private:
    void connectPages();
    void follow();

    QCoro::Task<void> requestReset(QString email);
    QCoro::Task<void> requestAgain(QString email);
    QCoro::Task<void> resetPassword(QString account, QString code, QString password);
    QCoro::Task<void> sendConfirmation();
    QCoro::Task<void> confirmEmail(QString code);

    MainWindow& m_window;
    Connection& m_connection;
    KeptSignIn& m_kept;
    pong::TaskScope m_tasks;
    std::optional<pong::accounts::ResetLink> m_link;  // until a new password is saved
};

}  // namespace client

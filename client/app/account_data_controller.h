#pragma once

// All that the server knows of the own account, into a file; and the account's end. Main thread only.

#include "client/net/connection.h"

#include <QObject>
#include <QPointer>

namespace client {

class ExportDialog;
class Look;
class MainWindow;
class PasswordDialog;
class SessionController;

class AccountDataController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    AccountDataController(MainWindow& window, const Look& look, Connection& connection, SessionController& session);

 private:
    void askWhereToExport();
    void askToDelete();
    // Piece by piece; the file is there only once all of it is.
    QCoro::Task<void> exportTo(QPointer<ExportDialog> dialog, QString path);
    QCoro::Task<void> deleteAccount(QPointer<PasswordDialog> dialog, QString password);

    MainWindow& m_window;
    const Look& m_look;
    Connection& m_connection;
    SessionController& m_session;
    pong::TaskScope m_tasks;
};

}  // namespace client

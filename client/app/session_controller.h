#pragma once

// Who is signed in, logging out, and the way between the pages for people who are signed in and who are not. Main
// thread only.

#include "client/app/kept_sign_in.h"
#include "client/net/connection.h"

#include <QCoroTask>
#include <QObject>

namespace client {

class MainWindow;

class SessionController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller.
    SessionController(MainWindow& window, Connection& connection, KeptSignIn& kept);

    // Also while a lost connection is tried again.
    bool isSignedIn() const { return m_isSignedIn; }
    // The sign-in that is kept for the next start is not good any more.
    void forgetKept();
    // Home for who is signed in, else the login page.
    void showStartPage();

 Q_SIGNALS:
    void signedIn();
    void signedOut();

 private:
    void follow(ConnectionState state);
    void enter();
    void showMe();
    // A new name or a new password: what is kept for the next start goes with it.
    void keepInStep();
    void leave();
    void noteSignInLost(const QString& text);

    QCoro::Task<void> logOut();

    MainWindow& m_window;
    Connection& m_connection;
    KeptSignIn& m_kept;
    pong::TaskScope m_tasks;
    std::int64_t m_userId = 0;
    bool m_isSignedIn = false;
};

}  // namespace client

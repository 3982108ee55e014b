#pragma once

// Who is signed in: log in, sign up, log out, "stay signed in", and the way between the pages for people who are and
// who are not. Main thread only.

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
    // Home for who is signed in, else the login page.
    void showStartPage();

 Q_SIGNALS:
    void signedIn();
    void signedOut();

 private:
    void connectPages();
    void follow(ConnectionState state);
    void enter();
    void leave();
    void noteSignInLost(const QString& text);

    QCoro::Task<void> logIn(QString username, QString password, bool stay);
    QCoro::Task<void> signUp(QString username, QString email, QString password);
    QCoro::Task<void> logOut();
    void remember(const pong::wire::SignedIn& signedIn, bool stay);

    MainWindow& m_window;
    Connection& m_connection;
    KeptSignIn& m_kept;
    pong::TaskScope m_tasks;
    std::int64_t m_userId = 0;
    bool m_isSignedIn = false;
};

}  // namespace client

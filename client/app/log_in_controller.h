#pragma once

// The ways to become signed in: sign-up, and log in with its second factor; and what is kept of them on this computer.
// The page that follows is the session controller's, but for the pages between. Main thread only.

#include "client/app/kept_sign_in.h"
#include "client/net/connection.h"
#include "client/pages/two_factor_page.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <optional>

namespace client {

class MainWindow;

class LogInController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller.
    LogInController(MainWindow& window, Connection& connection, KeptSignIn& kept);

 private:
    // The password was right; the code is still owed. Survives the loss of a connection.
    struct Challenge {
        std::string id;
        QString name;  // as it was typed
        bool stay;
    };

    void connectPages();
    QCoro::Task<void> logIn(QString name, QString password, bool stay);
    QCoro::Task<void> signUp(QString username, QString email, QString password);

    void begin(const pong::wire::TwoFactorChallenge& challenge, const QString& name, bool stay);
    void endChallenge(const QString& why);
    QCoro::Task<void> sendCode();
    QCoro::Task<void> enterCode(TwoFactorPage::Way way, QString code, bool trust);

    QCoro::Task<void> admit(pong::wire::SignedIn signedIn, QString name, QString email, bool stay);
    QCoro::Task<void> keep(ServerAddress server, pong::wire::SignedIn signedIn, QString name, bool stay);
    void tell(KeptIn where);

    MainWindow& m_window;
    Connection& m_connection;
    KeptSignIn& m_kept;
    pong::TaskScope m_tasks;
    std::optional<Challenge> m_challenge;
    QTimer m_challengeEnd;
};

}  // namespace client

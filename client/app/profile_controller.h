#pragma once

// The own account for the profile page: fetches it and how one plays when the page is shown, and changes name and
// address. Main thread only.

#include "client/net/connection.h"

#include <QObject>
#include <QPointer>

namespace client {

class Look;
class MainWindow;
class PasswordDialog;
class SessionController;

class ProfileController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    ProfileController(MainWindow& window, const Look& look, Connection& connection, SessionController& session);

    // Asks for the profile again: something of it was changed.
    void refresh();
    // What a request that changed it was answered with.
    void show(const pong::wire::Profile& profile);

 private:
    void connectPages(SessionController& session);
    void enter();
    void leave();
    QCoro::Task<void> load();
    QCoro::Task<void> loadFigures();
    QCoro::Task<void> loadRatings();
    // 0: nobody is signed in.
    std::int64_t me() const;

    void askToSave(const QString& username, const QString& email);
    QCoro::Task<void> save(QPointer<PasswordDialog> dialog, QString password, QString username, QString email);
    QCoro::Task<Reply<pong::wire::Profile>> changeUsername(QString password, QString username);
    QCoro::Task<Reply<pong::wire::Profile>> changeEmail(QString password, QString email);
    // True: it is done and shown. Otherwise what is wrong stands at the dialog or at the field.
    bool settle(const QPointer<PasswordDialog>& dialog, const Reply<pong::wire::Profile>& reply);

    void sendCode();
    QCoro::Task<void> sendOwnCode();
    QCoro::Task<void> confirmEmail(QString code);
    QCoro::Task<void> cancelEmail();

    MainWindow& m_window;
    const Look& m_look;
    Connection& m_connection;
    pong::TaskScope m_tasks;
    QPointer<PasswordDialog> m_asking;  // a second click is the first one's
    QString m_pendingEmail;
    bool m_isLoaded = false;
};

}  // namespace client

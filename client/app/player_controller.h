#pragma once

// The page of another player: brings there what the server knows of them, keeps it fresh, and carries what is done
// there. Main thread only.

#include "client/app/listed_matches.h"
#include "client/net/connection.h"
#include "client/pages/player_page.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>

namespace client {

class MainWindow;
class SessionController;

class PlayerController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    PlayerController(MainWindow& window, Connection& connection, SessionController& session);

    // Shows this player's page.
    void open(qint64 userId);

 Q_SIGNALS:
    void addFriendRequested(const QString& name);
    void answerRequested(qint64 userId, bool accept);
    void removeFriendRequested(qint64 userId, const QString& name);
    void blockRequested(qint64 userId, const QString& name);
    void inviteRequested(qint64 userId);
    void watchRequested(qint64 matchId);
    void messageRequested(qint64 userId, const QString& name);

 private:
    void connectPage();
    void receive(const pong::wire::ServerMessage& event);
    void refresh();
    QCoro::Task<void> loadProfile(qint64 userId);
    QCoro::Task<void> loadRatings(qint64 userId);
    void addFriend();
    void removeFriend(qint64 userId);
    void setBlocked(qint64 userId, bool blocked);
    // What changes a relation, needs no question first, and answers with the new one.
    template <typename Request>
    QCoro::Task<void> changeTie(Request body);
    void showTie(const pong::wire::Friend& person);

    MainWindow& m_window;
    Connection& m_connection;
    PlayerPage& m_page;
    ListedMatches m_matches;
    pong::TaskScope m_tasks;
    qint64 m_userId = 0;
};

}  // namespace client

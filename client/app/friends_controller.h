#pragma once

// Friends, requests, blocks and presence between the server and the friends dock: the list is read when somebody signs
// in (also after a lost connection), and follows events from then on. Says when this device is idle. Main thread only.

#include "client/app/idle_watch.h"
#include "client/models/friends_model.h"
#include "client/net/connection.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>

#include <vector>

namespace client {

class AddFriendDialog;
class BlockedDialog;
class FriendsPanel;
class Look;
class MainWindow;
class PeopleDock;
class SessionController;

class FriendsController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    FriendsController(MainWindow& window, const Look& look, Connection& connection, SessionController& session);

    FriendsModel& model() { return m_model; }
    // What other features connect to: invitations, messages, watching, profiles.
    FriendsPanel& panel() { return *m_panel; }
    // What stands in the right column: the friends, and what else there is of people.
    PeopleDock& dock() { return *m_dock; }

    // Asked from other pages too; each tells the person what came of it.
    void add(const QString& name);
    void answer(qint64 userId, bool accept);
    void askToRemove(qint64 userId, const QString& name);
    void askToBlock(qint64 userId, const QString& name);

 private:
    void connectPanel();
    void openAddDialog();
    void openBlockedDialog();
    void receive(const pong::wire::ServerMessage& event);
    void apply(const pong::wire::ServerMessage& event);
    void reportIdle();
    void showBadge();
    void tellFailure(const QString& title, const Failure& failure);

    QCoro::Task<void> load();
    QCoro::Task<void> search(QString prefix);
    QCoro::Task<void> sendAdd(QString name);
    QCoro::Task<void> sendAnswer(qint64 userId, bool accept);
    QCoro::Task<void> sendRemove(qint64 userId);
    QCoro::Task<void> sendBlock(qint64 userId, bool blocked);
    QCoro::Task<void> fetchBlocked();

    MainWindow& m_window;
    const Look& m_look;
    Connection& m_connection;
    FriendsModel m_model;
    FriendsPanel* m_panel;
    PeopleDock* m_dock;
    IdleWatch m_idle;
    QPointer<AddFriendDialog> m_addDialog;
    QPointer<BlockedDialog> m_blockedDialog;
    pong::TaskScope m_tasks;
    // What came while the list was on its way: it may be older than this.
    std::vector<pong::wire::ServerMessage> m_early;
    int m_generation = 0;  // of the list that is asked for
    bool m_isLoading = false;
};

}  // namespace client

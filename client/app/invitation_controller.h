#pragma once

// Invitations to a match, both ways: sends them, shows that one waits and lets it be taken back, asks who was invited,
// and says how each of them ended. Main thread only.

#include "client/net/connection.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>

#include <map>
#include <shared/protocol/invitations.pb.h>

namespace client {

class MainWindow;

class InvitationController : public QObject {
    Q_OBJECT

 public:
    // Neither is owned; both must outlive the controller, and the connection must be closed before it is destroyed.
    InvitationController(MainWindow& window, Connection& connection);

    void invite(qint64 userId);
    // Shows one again, from the inbox; says so where it is over.
    void showAgain(qint64 invitationId);

 private:
    void receive(const pong::wire::ServerMessage& event);
    void answer(qint64 invitationId, bool accept);
    void showOpen(const pong::wire::Invitation& invitation);
    void showEnd(const pong::wire::InvitationEnded& ended);
    void forgetAll();
    bool isMine(const pong::wire::Invitation& invitation) const;
    QCoro::Task<void> sendInvite(qint64 userId);
    QCoro::Task<void> sendAnswer(qint64 invitationId, bool accept);
    QCoro::Task<void> sendCancel(qint64 invitationId);

    MainWindow& m_window;
    Connection& m_connection;
    pong::TaskScope m_tasks;
    std::map<qint64, pong::wire::Invitation> m_open;  // by id
};

}  // namespace client

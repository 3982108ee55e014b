#pragma once

// Keeps the list of tournaments fresh while somebody looks at it, and makes new ones. Main thread only.

#include "client/models/tournaments_model.h"
#include "client/net/connection.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace client {

class CreateTournamentDialog;
class Look;
class MainWindow;
class SessionController;
class TournamentController;

class TournamentsController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    TournamentsController(MainWindow& window, const Look& look, Connection& connection, SessionController& session,
                          TournamentController& tournament);

 private:
    void follow();
    void openDialog();
    QCoro::Task<void> create(QString name, int size, int pointsToWin);

    MainWindow& m_window;
    const Look& m_look;
    Connection& m_connection;
    TournamentController& m_tournament;
    TournamentsModel m_model;
    QTimer m_timer;
    QPointer<CreateTournamentDialog> m_dialog;
    pong::TaskScope m_tasks;
};

}  // namespace client

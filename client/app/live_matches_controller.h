#pragma once

// Keeps "Live now" of the home page fresh while somebody looks at it: asks when it comes into view and every few
// seconds from then on. Main thread only.

#include "client/models/live_matches_model.h"
#include "client/net/connection.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

namespace client {

class MainWindow;

class LiveMatchesController : public QObject {
    Q_OBJECT

 public:
    // Neither is owned; both must outlive the controller, and the connection must be closed before it is destroyed.
    LiveMatchesController(MainWindow& window, Connection& connection);

 Q_SIGNALS:
    void watchRequested(qint64 matchId);

 private:
    void follow();
    QCoro::Task<void> load();

    MainWindow& m_window;
    Connection& m_connection;
    LiveMatchesModel m_model;
    QTimer m_timer;
    bool m_isLoading = false;
    pong::TaskScope m_tasks;
};

}  // namespace client

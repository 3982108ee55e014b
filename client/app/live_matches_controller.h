#pragma once

// Keeps "Live now" of the home page and the list of all live matches fresh while somebody looks at them: asks when they
// come into view and every few seconds from then on. Main thread only.

#include "client/models/live_matches_model.h"
#include "client/net/connection.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace client {

class LiveDialog;
class Look;
class MainWindow;

class LiveMatchesController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    LiveMatchesController(MainWindow& window, const Look& look, Connection& connection);

 Q_SIGNALS:
    void watchRequested(qint64 matchId);

 private:
    void follow();
    void openAll();
    QCoro::Task<void> load();

    MainWindow& m_window;
    const Look& m_look;
    Connection& m_connection;
    LiveMatchesModel m_model;
    QPointer<LiveDialog> m_all;
    QTimer m_timer;
    bool m_isLoading = false;
    pong::TaskScope m_tasks;
};

}  // namespace client

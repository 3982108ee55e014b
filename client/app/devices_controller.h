#pragma once

// Where the own account is signed in, on the security tab: fetched when the profile is shown, ended one by one or all
// others at once. Main thread only.

#include "client/models/devices_model.h"
#include "client/net/connection.h"

#include <QObject>
#include <QSet>

namespace client {

class DevicesSection;
class Look;
class MainWindow;
class SessionController;

class DevicesController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    DevicesController(MainWindow& window, const Look& look, Connection& connection, SessionController& session);

 private:
    void connectPages(SessionController& session);
    void refresh();
    void askToSignOutOthers();
    QCoro::Task<void> load();
    QCoro::Task<void> revoke(devices::Kind kind, qint64 id, QString name);
    QCoro::Task<void> signOutOthers();
    DevicesSection& section() const;

    MainWindow& m_window;
    const Look& m_look;
    Connection& m_connection;
    DevicesModel m_model;
    pong::TaskScope m_tasks;
    QSet<std::pair<int, qint64>> m_revoking;  // kind and id: a second click is the first one's
};

}  // namespace client

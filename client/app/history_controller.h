#pragma once

// Brings the own matches to the history page and to Home, and brings them up to date after each match. Main thread
// only.

#include "client/app/listed_matches.h"
#include "client/net/connection.h"

#include <QObject>

namespace client {

class MainWindow;
class SessionController;

class HistoryController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    HistoryController(MainWindow& window, Connection& connection, SessionController& session);

    // The page with this match selected, if it is among the newest.
    void open(qint64 matchId);

 private:
    void connectPages(SessionController& session);
    void select();
    void refresh();

    MainWindow& m_window;
    Connection& m_connection;
    HistoryModel m_recent;
    ListedMatches m_all;
    qint64 m_wanted = 0;  // to be selected once the list is here
};

}  // namespace client

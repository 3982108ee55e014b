#pragma once

// Which server the client talks to: the list on the login page, the connection to the chosen one, and its state
// wherever it is shown. Main thread only.

#include "client/net/connection.h"
#include "client/net/server_list.h"
#include "client/pages/server_choice.h"

#include <QCoroTask>
#include <QObject>

#include <optional>

namespace client {

class KeptSignIn;
class MainWindow;

class ServerController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller.
    ServerController(MainWindow& window, Connection& connection, ServerList& list, KeptSignIn& kept);

    // Connects, signed in where a sign-in is kept there.
    void choose(const ServerAddress& server);
    // Nobody is signed in by itself in this run: the person came for something else.
    void ignoreKeptSignIns() { m_usesKept = false; }
    // The server's line in the list says why there is no connection.
    void showProblem(const ServerAddress& server, const QString& text);

 private:
    void chooseText(const QString& text);
    void follow(ConnectionState state);
    void tellOfLoss(ConnectionState state);
    void show();
    ServerChoice choiceOf(const ServerAddress& server) const;
    ServerState shownState() const;
    QCoro::Task<void> resumeKept(ServerAddress server);
    QCoro::Task<void> fetchStatistics();

    MainWindow& m_window;
    Connection& m_connection;
    ServerList& m_list;
    KeptSignIn& m_kept;
    pong::TaskScope m_tasks;
    std::optional<ServerAddress> m_chosen;
    QString m_problem;  // of the chosen one; empty: none
    bool m_usesKept = true;
    bool m_wasSignedIn = false;
    bool m_isLossShown = false;
};

}  // namespace client

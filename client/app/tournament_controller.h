#pragma once

// One tournament at a time on its page: brings there what the server says of it while somebody looks, and carries what
// is done there. Tells of calls to matches, wherever the person is. Main thread only.

#include "client/models/participants_model.h"
#include "client/net/connection.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>

#include <shared/protocol/tournaments.pb.h>

namespace client {

class Look;
class MainWindow;
class PlayController;
class SessionController;
class TournamentPage;

class TournamentController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    TournamentController(MainWindow& window, const Look& look, Connection& connection, SessionController& session,
                         PlayController& play);

    // Shows its page; nothing while the own match is played.
    void open(qint64 tournamentId);
    // Joins, and shows its page.
    void join(qint64 tournamentId);
    // A match of it waits for this user: says so where the page does not.
    void tellCall(qint64 tournamentId, const QString& title, const QString& text);
    // The server said how a tournament stands, as an event or as a reply.
    void take(const pong::wire::TournamentState& state);

 Q_SIGNALS:
    void changed(const pong::wire::TournamentState& state);
    // Of the tournament that is looked at; null: none is.
    void participantsShown(client::ParticipantsModel* model);
    void playerRequested(qint64 userId);
    void historyRequested(qint64 matchId);

 private:
    void connectPage();
    void follow();
    void showParticipants();
    void askToLeave();
    void askToCancel();
    QString callKey(qint64 tournamentId) const;
    void tellFailure(const QString& title, const Failure& failure);

    QCoro::Task<void> load(qint64 tournamentId);
    QCoro::Task<void> sendStart(qint64 tournamentId);
    QCoro::Task<void> loadMeetings(qint64 opponentId);
    // A request whose answer is the new state.
    template <typename Request>
    void change(qint64 tournamentId, const QString& problem);
    template <typename Request>
    QCoro::Task<void> sendChange(Request body, QString problem);

    MainWindow& m_window;
    const Look& m_look;
    Connection& m_connection;
    PlayController& m_play;
    TournamentPage& m_page;
    pong::TaskScope m_tasks;
    qint64 m_shown = 0;        // whose page it is; 0: nobody asked for one yet
    qint64 m_opponent = 0;     // whose meetings with this user the page says
    bool m_isLooking = false;  // the server sends its changes here
};

}  // namespace client

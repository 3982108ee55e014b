#pragma once

// Every way into a match and out of it: two people here, one against the AI, the search for an opponent, and the match
// that the server found. Owns the match that is shown. Main thread only.

#include "client/app/local_options_store.h"
#include "client/match/online_driver.h"
#include "client/net/connection.h"
#include "client/pages/local_match_options.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>

#include <memory>

class QSettings;

namespace client {

class KeyBindings;
class KeySteering;
class MainWindow;
class SessionController;

class PlayController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller.
    PlayController(MainWindow& window, Connection& connection, SessionController& session, QSettings& settings);
    ~PlayController() override;

    // Shows a match of others, if it still lives. Of a tournament: afterwards its page is asked for.
    void watch(std::int64_t matchId, qint64 tournamentId = 0);
    // An own match on a server is under way: leaving it would lose it.
    bool isPlaying() const;
    // Leaves what is shown, where that costs nothing; the page stays to be changed.
    void stopShowing();

    // What is played or watched right now; null: nothing.
    MatchDriver* driver() const { return m_driver; }

 Q_SIGNALS:
    // A match of others is shown from now on; 0: no more.
    void watched(qint64 matchId);
    // A match of this tournament was left.
    void tournamentRequested(qint64 tournamentId);

 private:
    void connectPages();
    void showLocalOptions(LocalMatchOptions options);
    void startLocal(const LocalMatchOptions& options);

    QCoro::Task<void> search();
    QCoro::Task<void> cancelSearch();
    void endSearch();
    void followConnection(ConnectionState state);
    void receive(const pong::wire::ServerMessage& event);
    QCoro::Task<void> startWatching(std::int64_t matchId, qint64 tournamentId);
    void startOnline(const pong::wire::MatchFound& found);

    // `tournamentId` 0: it is of none.
    void show(std::unique_ptr<MatchDriver> driver, const KeyBindings& bindings, qint64 tournamentId = 0);
    void leaveMatch(qint64 tournamentId);
    void closeMatch();

    MainWindow& m_window;
    Connection& m_connection;
    SessionController& m_session;
    LocalOptionsStore m_options;
    pong::TaskScope m_tasks;
    QPointer<MatchDriver> m_driver;
    QPointer<OnlineDriver> m_online;  // the same, if it is on a server
    std::unique_ptr<KeySteering> m_steering;
    std::int64_t m_givenUp = 0;  // the match that was left last; 0: none
    bool m_isSearching = false;
};

}  // namespace client

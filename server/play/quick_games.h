#pragma once

// Quick games versus random: who waits, and making matches of them. Two of whom one has blocked the other do not meet,
// and wait for others as if the other one were not there. A pair whose match cannot be stored keeps its place
// at the head of the queue and is tried again once the database is back. Main thread.

#include "server/play/matchmaker.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

namespace server {

class Admission;
class Blocks;
class Database;
class LiveMatches;
class Sessions;

class QuickGames : public QObject {
    Q_OBJECT

 public:
    QuickGames(Database& database, Sessions& sessions, Admission& admission, LiveMatches& matches, const Blocks& blocks,
               QObject* parent = nullptr);

    // How many wait whom this user may meet, this user included. Throws Refusal for a user who plays already, and while
    // the server is full; those who wait then go on waiting.
    std::size_t join(UserId user, SessionId session);
    // False: this connection was not waiting, or its match is being made.
    bool cancel(SessionId session) { return m_matchmaker.leave(session); }

 private:
    void pairUp();
    QCoro::Task<void> start(Matchmaker::Pair pair);
    void putBack(Matchmaker::Pair pair);
    void dropGone(Matchmaker::Waiting& waiting) const;

    Database& m_database;
    Sessions& m_sessions;
    Admission& m_admission;
    LiveMatches& m_matches;
    Matchmaker m_matchmaker;
    QTimer m_retry;
    pong::TaskScope m_tasks;
};

}  // namespace server

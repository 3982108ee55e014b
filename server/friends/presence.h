#pragma once

// Presence as friends see it: follows connections and matches, and tells friends who are online what changed, some
// tenths of a second of changes at a time. No change costs a statement: a user's friends are read once, when the first
// device signs in, and when people were here last is written for many at once. Who falls silent (a pulled cable ends no
// connection) is offline until something is heard of him again. Main thread.

#include "server/friends/presence_book.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>

namespace server {

class Database;
class HostedMatch;
class LiveMatches;
class Sessions;

struct PresenceTimes {
    std::chrono::milliseconds gather{100};   // changes that are told together
    std::chrono::milliseconds write{5'000};  // who has left
    // Everybody who is here: after a crash they were seen so lately.
    std::chrono::milliseconds writeAll{60'000};
};

class Presence : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive this.
    Presence(Database& database, Sessions& sessions, LiveMatches& matches, PresenceTimes times = {},
             QObject* parent = nullptr);

    // As friends were told; offline and without a time for who is not here: then the store knows. Whether somebody may
    // know is the asker's to decide.
    wire::PresenceState stateOf(UserId user) const;

    void setIdle(UserId user, SessionId session, bool idle);
    // Whether this user may still win a running tournament.
    void setInTournament(UserId user, bool isIn);
    // After it was stored.
    void befriend(UserId one, UserId other) { m_book.befriend(one, other); }
    void part(UserId one, UserId other) { m_book.part(one, other); }
    void replaceFriends(UserId user, const std::vector<UserId>& friends) { m_book.replaceFriends(user, friends); }

    // Stores when everybody was here last; ends when nothing uses the database any more.
    QCoro::Task<void> drain();

 private:
    void onSignedIn(SessionId session, UserId user);
    void onSignedOut(SessionId session, UserId user);
    void onSilence(SessionId session, UserId user, bool silent);
    void onMatch(const HostedMatch& match, bool isOver);
    void gather();
    void tell();
    QCoro::Task<void> readFriends(UserId user);
    void readMissing();
    void noteLeft(UserId user, std::int64_t atMs);
    QCoro::Task<void> write();

    Database& m_database;
    Sessions& m_sessions;
    PresenceBook m_book;
    std::map<UserId, std::int64_t> m_left;  // not stored yet: Unix time in milliseconds
    QTimer m_gather;
    QTimer m_write;
    QTimer m_writeAll;
    bool m_stopping = false;
    pong::TaskScope m_tasks;
};

}  // namespace server

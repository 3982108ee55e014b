#pragma once

// Looks, every few seconds, whether the sign-ins of all connections still hold, and ends those that do not, with the
// reason: the host may disable or ban somebody beside the running server (`pong-server account`), in the database only.
// The same look notes that a sign-in is in use, so that a device that stays connected for weeks does not expire.
// Main thread.

#include "server/database/transaction.h"
#include "server/net/refusal.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <vector>

namespace server {

class Database;
class Sessions;
class SignIns;

namespace accounts {

struct EndedSignIn {
    UserId user;
    std::int64_t signIn;
    QString why;
};

// Of these (two arrays of equal length, SqlArray) the ones that do not hold any more. Store function.
std::vector<EndedSignIn> findEnded(Transaction& transaction, QString signIns, QString users);

}  // namespace accounts

class SignInWatch : public QObject {
    Q_OBJECT

 public:
    SignInWatch(Database& database, const Sessions& sessions, const SignIns& signIns, std::chrono::milliseconds every,
                QObject* parent = nullptr);

    void start() { m_timer.start(); }
    // Ends when nothing uses the database any more.
    QCoro::Task<void> drain();

 private:
    QCoro::Task<void> look();

    Database& m_database;
    const Sessions& m_sessions;
    const SignIns& m_signIns;
    QTimer m_timer;
    pong::TaskScope m_tasks;
};

}  // namespace server

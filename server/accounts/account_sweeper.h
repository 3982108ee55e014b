#pragma once

// Removes what has expired (sign-ins, codes, trusted computers, mails that are over, old notifications), at start and
// once an hour.
// Nothing depends on it: what has expired is good for nothing already. Main thread.

#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace server {

class Database;
class Transaction;

namespace accounts {

// Store function.
void sweepExpired(Transaction& transaction);

}  // namespace accounts

class AccountSweeper : public QObject {
    Q_OBJECT

 public:
    explicit AccountSweeper(Database& database, std::chrono::milliseconds every = std::chrono::hours(1),
                            QObject* parent = nullptr);

    void start();
    // Ends when nothing uses the database any more.
    QCoro::Task<void> drain();

 private:
    QCoro::Task<void> sweep();

    Database& m_database;
    QTimer m_timer;
    pong::TaskScope m_tasks;
};

}  // namespace server

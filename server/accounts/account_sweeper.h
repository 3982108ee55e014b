#pragma once

// Removes what has expired (sign-ins, codes, trusted computers, mails that are over, old notifications) and erases
// accounts whose time to think again is over, at start and then every `every`. What has expired is good for nothing
// already, and an account that is due may still be kept by logging in until it is erased. Main thread.

#include "server/accounts/data/account_data.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace server {

class Database;

namespace accounts {

// Store function.
void sweepExpired(Transaction& transaction);

}  // namespace accounts

class AccountSweeper : public QObject {
    Q_OBJECT

 public:
    AccountSweeper(Database& database, std::vector<Sql> erasures, std::chrono::milliseconds every,
                   QObject* parent = nullptr);

    void start();
    // Ends when nothing uses the database any more.
    QCoro::Task<void> drain();

 private:
    QCoro::Task<void> sweep();

    Database& m_database;
    const std::vector<Sql> m_erasures;
    QTimer m_timer;
    pong::TaskScope m_tasks;
};

}  // namespace server

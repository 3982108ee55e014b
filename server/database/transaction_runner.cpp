#include "server/database/transaction_runner.h"

#include "server/database/database_unavailable.h"

#include <QRandomGenerator>

#include <thread>

namespace server {

namespace {

constexpr int maxRuns = 6;

// Two that ran into each other must not do so again in step: a random part of 1, 2, 4, ... milliseconds.
std::chrono::microseconds pauseBefore(int run) {
    return std::chrono::microseconds(QRandomGenerator::global()->bounded(1000 << std::min(run, 5)));
}

// Errors that say "not now" rather than "not so": the statement's time-out, locks, resources (disk, memory,
// connections).
bool isOverload(const SqlError& error) {
    return error.isTransient() || error.state() == u"57014" || error.state() == u"55P03" ||
           error.state().startsWith(u"53");
}

enum class Outcome { Committed, Again };

// One run. `Again` where the transaction certainly did not happen and another run may succeed.
Outcome runOnce(Connection& connection, const std::function<void(Transaction&)>& work, bool lastRun) {
    bool committing = false;
    try {
        connection.open();
        connection.begin();
        Transaction transaction(connection);
        work(transaction);
        committing = true;
        connection.commit();
        return Outcome::Committed;
    } catch (const SqlError& error) {
        if (error.connectionLost()) {
            connection.close();
            if (committing)
                throw DatabaseUnavailable("connection lost at COMMIT, outcome unknown");
            if (lastRun)
                throw DatabaseUnavailable(std::string("connection lost: ") + error.what());
            return Outcome::Again;
        }
        connection.rollback();
        if (error.isTransient() && !lastRun)
            return Outcome::Again;
        if (isOverload(error))
            throw DatabaseUnavailable(error.what());
        throw;
    } catch (...) {
        connection.rollback();
        throw;
    }
}

}  // namespace

void runInTransaction(Connection& connection, const std::function<void(Transaction&)>& work,
                      std::chrono::steady_clock::time_point deadline) {
    for (int run = 1;; ++run) {
        const std::chrono::microseconds pause = pauseBefore(run);
        const bool lastRun = run == maxRuns || std::chrono::steady_clock::now() + pause >= deadline;
        if (runOnce(connection, work, lastRun) == Outcome::Committed)
            return;
        std::this_thread::sleep_for(pause);
    }
}

}  // namespace server

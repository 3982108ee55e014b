#pragma once

// The way from a coroutine of the main thread to PostgreSQL and back:
//
//     const std::int64_t id = co_await m_database.transaction(&accounts::insertUser, name, email);
//
// runs a plain function and its arguments (by value) in a transaction on one of a few database threads, and resumes
// here with what it returned, or throws what it threw. It always ends: with a result, the function's own exception
// (Refusal, SqlError, ...) or DatabaseUnavailable, within DatabaseOptions::answerWithin.
//
// The function runs again after a serialization failure, a deadlock, or a connection lost before COMMIT. It never runs
// again once COMMIT was sent: then the outcome is unknown, and DatabaseUnavailable.
//
// The server holds an advisory lock on its database (one server a database); while that is lost, transactions are
// refused at once. Main thread only.

#include "server/async/main_queue.h"
#include "server/async/worker_pool.h"
#include "server/database/connection_settings.h"
#include "server/database/transaction.h"
#include "shared/async/completion.h"

#include <QCoroTask>
#include <QObject>

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <unordered_set>

class QTimer;

namespace server {

class Connection;
class ServerLock;

struct DatabaseOptions {
    int workers = 4;
    std::size_t queueLimit = 1024;                      // transactions that wait for a worker
    std::chrono::milliseconds answerWithin{10'000};     // waiting and running together
    std::chrono::milliseconds statementTimeout{5'000};  // PostgreSQL's, for one statement
    std::chrono::seconds connectTimeout{5};             // libpq's; at least 2
    std::chrono::milliseconds lockCheckEvery{500};
    std::chrono::milliseconds stopWhenTakenFor{10'000};  // another server holds the lock
    std::chrono::milliseconds stopWhenAwayFor{60'000};   // nobody answers: results wait in memory meanwhile
};

class Database : public QObject {
    Q_OBJECT

 public:
    Database(MainQueue& queue, ConnectionSettings settings, DatabaseOptions options = {}, QObject* parent = nullptr);
    ~Database() override;  // close()

    // Connects, checks PostgreSQL's version and takes the lock. Blocks, at most for the connect time-out; throws
    // DatabaseStartError (Unreachable, TooOld, InUse). Once, before anything else.
    void open();

    // Waits for the transactions that run, refuses those that wait, gives up the lock. Every awaiting coroutine has
    // ended when it returns.
    void close();

    // Whether the lock is held, and so transactions are taken.
    bool isAvailable() const { return m_available; }

    // Function pointers only: a capturing lambda inside a co_await expression is destroyed twice by g++ 12.2.
    template <typename Result, typename... Parameters, typename... Arguments>
    QCoro::Task<Result> transaction(Result (*store)(Transaction&, Parameters...), Arguments... arguments);

 Q_SIGNALS:
    void lost();
    void regained();
    // Lost, and not regained in the time that DatabaseOptions give: the server must stop.
    void gone(const QString& reason);

 private:
    using Work = std::function<void(Transaction&)>;
    // One call, shared by the coroutine that waits and the worker. The worker writes `error` (and the result, through
    // `work`) and then hands over through the MainQueue; after that only the main thread reads.
    struct Call {
        Work work;
        std::exception_ptr error;
        std::atomic<bool> abandoned = false;  // set by the main thread when the wait is over
        std::chrono::steady_clock::time_point deadline;
        pong::Completion<bool> done;  // main thread: true when the worker answered
    };

    // The part of transaction() that needs no template. Throws what the work threw, or DatabaseUnavailable.
    QCoro::Task<void> perform(Work work);
    void runOnWorker(int worker, const std::shared_ptr<Call>& call);
    void finish(const std::shared_ptr<Call>& call, bool answered);
    void abandonLate();
    void setAvailable(bool available);

    MainQueue& m_queue;
    const ConnectionSettings m_settings;
    const DatabaseOptions m_options;
    std::vector<std::unique_ptr<Connection>> m_connections;  // one a worker, each used on its thread only
    std::unique_ptr<WorkerPool> m_pool;
    std::unique_ptr<ServerLock> m_lock;
    std::unordered_set<std::shared_ptr<Call>> m_calls;
    QTimer* m_lateTimer;
    bool m_available = false;
};

template <typename Result, typename... Parameters, typename... Arguments>
QCoro::Task<Result> Database::transaction(Result (*store)(Transaction&, Parameters...), Arguments... arguments) {
    // Copied for each run: a function that runs again must find its arguments as they were.
    const auto parameters = std::make_shared<const std::tuple<std::decay_t<Parameters>...>>(std::move(arguments)...);
    if constexpr (std::is_void_v<Result>) {
        Work work = [store, parameters](Transaction& transaction) {
            std::apply([&](const auto&... values) { store(transaction, values...); }, *parameters);
        };
        co_await perform(std::move(work));
    } else {
        const auto result = std::make_shared<std::optional<Result>>();
        Work work = [store, parameters, result](Transaction& transaction) {
            std::apply([&](const auto&... values) { result->emplace(store(transaction, values...)); }, *parameters);
        };
        co_await perform(std::move(work));
        co_return std::move(**result);
    }
}

}  // namespace server

#pragma once

// "One server a database": holds an advisory lock on a connection of its own, from a thread of its own that looks after
// it twice a second, and so is also the first to know when PostgreSQL is away. acquire() and release() belong to the
// main thread; the observer is called on the lock's thread.

#include "server/database/connection.h"
#include "server/database/start_error.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace server {

struct ServerLockTimes {
    std::chrono::milliseconds checkEvery{500};
    std::chrono::milliseconds giveUpWhenTakenFor{10'000};
    std::chrono::milliseconds giveUpWhenAwayFor{60'000};
};

class ServerLock {
 public:
    struct Observer {
        std::function<void()> lost;
        std::function<void()> regained;
        std::function<void(QString reason)> gone;  // the last call: the lock is not looked after any more
    };

    ServerLock(ConnectionSettings settings, ConnectionLimits limits, ServerLockTimes times, Observer observer);
    ~ServerLock();  // release()
    ServerLock(const ServerLock&) = delete;
    ServerLock& operator=(const ServerLock&) = delete;

    // Connects and takes the lock. Blocks, for the connect time-out at most; throws DatabaseStartError (Unreachable,
    // TooOld, InUse).
    void acquire();
    void release();

    // Throws DatabaseStartError(TooOld) for a PostgreSQL whose server_version_num is below what the SQL needs.
    static void checkVersion(int version, const ConnectionSettings& settings);

 private:
    using Clock = std::chrono::steady_clock;
    enum class Attempt { Held, Taken, Away };

    void run();
    void finishFirst(std::optional<DatabaseStartError> error);
    void acquireFirst(Connection& connection);
    bool stillHeld(Connection& connection);
    Attempt attempt(Connection& connection);
    bool waitForNextCheck();

    const ConnectionSettings m_settings;
    const ConnectionLimits m_limits;
    const ServerLockTimes m_times;
    const Observer m_observer;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;                         // guarded by m_mutex
    bool m_firstDone = false;                        // guarded by m_mutex
    std::optional<DatabaseStartError> m_firstError;  // guarded by m_mutex
    int m_backend = 0;                               // the session that holds the lock; the lock's thread only
    std::thread m_thread;
};

}  // namespace server

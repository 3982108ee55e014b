#pragma once

// Argon2id (libsodium) on threads of its own, so that neither the event loop nor the database ever waits for it. A hash
// takes tens of milliseconds and tens of megabytes on purpose: the queue is bounded, and a full one refuses with
// REFUSAL_BUSY. Main thread; every task that was started ends.

#include "server/async/main_queue.h"
#include "server/async/worker_pool.h"

#include <QByteArray>
#include <QCoroTask>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace server {

// What one hash costs.
struct HashCost {
    unsigned long long operations;
    std::size_t memoryBytes;

    static HashCost interactive();  // libsodium's for log ins: about 60 ms and 64 MiB
    static HashCost minimal();      // for tests
};

class PasswordHasher {
 public:
    // Leaves a core to the event loop where there are two.
    static int defaultThreads();

    PasswordHasher(MainQueue& queue, HashCost cost, int threads = defaultThreads(), std::size_t queueLimit = 64);

    // The password's hash in its text form, with salt and cost. Throws Refusal.
    QCoro::Task<QString> hash(QByteArray password);

    // Whether the password has this hash; without a hash the same work, and false. Throws Refusal.
    QCoro::Task<bool> verify(std::optional<QString> hash, QByteArray password);

    // Hashes computed or under way, of both kinds: what a log in costs must not depend on whether the account exists.
    std::uint64_t started() const { return m_started; }

    // Waits for what was started; the answers are then in the queue. Further calls are refused.
    void stop() { m_pool.stop(WorkerPool::Stop::Drain); }

 private:
    template <typename Result>
    QCoro::Task<Result> onWorker(std::function<Result()> work);

    MainQueue& m_queue;
    const HashCost m_cost;
    WorkerPool m_pool;
    std::uint64_t m_started = 0;
};

}  // namespace server

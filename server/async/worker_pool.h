#pragma once

// Threads that do what the main thread must not wait for (SQL, password hashing), and let it go first. Jobs are taken
// in the order they were posted, from a bounded queue: a full one refuses at once, so that overload is an answer and
// never a growing delay. post() and waiting() may be called from any thread; construction and stop() belong to the
// owner. Jobs must not throw. Each thread has a number, so that a job can use what belongs to its thread (a database
// connection).

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace server {

class WorkerPool {
 public:
    using Job = std::function<void(int worker)>;

    // `threadEnd` runs on each thread as its last act. `name` is what a debugger shows (15 characters at most).
    WorkerPool(std::string name, int threads, std::size_t queueLimit, Job threadEnd = {});
    ~WorkerPool();  // stop(Drop)
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // A copyable callable, with the worker's number (from 0) or without. False, and nothing was kept, when the queue is
    // full or the pool stops.
    template <typename F>
    bool post(F job) {
        if constexpr (std::is_invocable_v<F&, int>)
            return enqueue(Job(std::move(job)));
        else
            return enqueue([job = std::move(job)](int) mutable { job(); });
    }

    // Jobs that no thread has taken yet.
    std::size_t waiting() const;
    int threads() const { return static_cast<int>(m_threads.size()); }

    enum class Stop {
        Drain,  // runs what is queued first
        Drop    // forgets what is queued
    };
    // Waits for the jobs that run. Further calls do nothing.
    void stop(Stop how);

 private:
    bool enqueue(Job job);
    void run(int worker);

    const std::string m_name;
    const std::size_t m_queueLimit;
    const Job m_threadEnd;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;   // guarded by m_mutex
    bool m_stopping = false;  // guarded by m_mutex
    std::vector<std::thread> m_threads;
};

}  // namespace server

#include "server/async/worker_pool.h"

#include "server/async/scheduling.h"

#include <pthread.h>

namespace server {

WorkerPool::WorkerPool(std::string name, int threads, std::size_t queueLimit, Job threadEnd)
    : m_name(std::move(name)), m_queueLimit(queueLimit), m_threadEnd(std::move(threadEnd)) {
    m_threads.reserve(static_cast<std::size_t>(threads));
    for (int worker = 0; worker < threads; ++worker)
        m_threads.emplace_back(&WorkerPool::run, this, worker);
}

WorkerPool::~WorkerPool() {
    stop(Stop::Drop);
}

std::size_t WorkerPool::waiting() const {
    const std::lock_guard lock(m_mutex);
    return m_jobs.size();
}

bool WorkerPool::enqueue(Job job) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_jobs.size() >= m_queueLimit)
            return false;
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

void WorkerPool::stop(Stop how) {
    std::deque<Job> dropped;  // destroyed outside the lock: a job may own anything
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        if (how == Stop::Drop)
            dropped.swap(m_jobs);
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads) {
        if (thread.joinable())
            thread.join();
    }
}

void WorkerPool::run(int worker) {
    pthread_setname_np(pthread_self(), m_name.substr(0, 15).c_str());
    stepBehindMainThread();
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
        if (m_jobs.empty())
            break;
        {
            const Job job = std::move(m_jobs.front());
            m_jobs.pop_front();
            lock.unlock();
            job(worker);
        }  // the job and what it owns go before the lock is taken again
        lock.lock();
    }
    lock.unlock();
    if (m_threadEnd)
        m_threadEnd(worker);
}

}  // namespace server

#pragma once

// How other threads hand work to the main thread. post() may be called from any thread; the jobs run in the order they
// were posted, on the thread that made the queue (the main one), from its event loop. The hand-over is a std::mutex and
// a pipe that a QSocketNotifier watches, which ThreadSanitizer sees through, unlike Qt's own posted events. A job must
// not throw. Outlives every thread that posts to it.

#include <QObject>

#include <array>
#include <deque>
#include <functional>
#include <mutex>

namespace server {

class MainQueue : public QObject {
    Q_OBJECT

 public:
    explicit MainQueue(QObject* parent = nullptr);
    ~MainQueue() override;

    // Any thread. Jobs still waiting when the queue dies are dropped: whoever posts calls runPosted() before that.
    void post(std::function<void()> job);

    // Main thread: runs now what was posted so far, for a shutdown that no longer returns to the event loop.
    void runPosted();

 private:
    std::array<int, 2> m_pipe{-1, -1};
    std::mutex m_mutex;
    std::deque<std::function<void()>> m_jobs;  // guarded by m_mutex
};

}  // namespace server

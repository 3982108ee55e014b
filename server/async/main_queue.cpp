#include "server/async/main_queue.h"

#include <QSocketNotifier>

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace server {

MainQueue::MainQueue(QObject* parent) : QObject(parent) {
    if (::pipe2(m_pipe.data(), O_NONBLOCK | O_CLOEXEC) != 0)
        throw std::system_error(errno, std::generic_category(), "no pipe for the main queue");
    auto* readable = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(readable, &QSocketNotifier::activated, this, &MainQueue::runPosted);
}

MainQueue::~MainQueue() {
    qDeleteAll(findChildren<QSocketNotifier*>());  // before its descriptor is closed
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

void MainQueue::post(std::function<void()> job) {
    const std::lock_guard lock(m_mutex);
    const bool wasEmpty = m_jobs.empty();
    m_jobs.push_back(std::move(job));
    // One byte wakes the loop however many jobs wait; a full pipe (EAGAIN) is a wake-up that is already on its way.
    if (wasEmpty) {
        while (::write(m_pipe[1], "", 1) < 0 && errno == EINTR) {
        }
    }
}

void MainQueue::runPosted() {
    std::deque<std::function<void()>> jobs;
    {
        const std::lock_guard lock(m_mutex);
        std::array<char, 64> bytes{};
        while (::read(m_pipe[0], bytes.data(), bytes.size()) > 0) {
        }
        jobs.swap(m_jobs);
    }
    for (const std::function<void()>& job : jobs)
        job();
}

}  // namespace server

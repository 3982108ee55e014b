#include "server/app/stop_signals.h"

#include <QSocketNotifier>

#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

namespace server {

namespace {

// A signal handler has nothing but these.
std::atomic<int> pipeEnd{-1};
std::atomic<int> signalsSeen{0};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void onStopSignal(int number) {
    if (signalsSeen.fetch_add(1) > 0)
        ::_exit(128 + number);
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const ssize_t written = ::write(pipeEnd.load(), &byte, 1);
}

}  // namespace

StopSignals::StopSignals(QObject* parent) : QObject(parent) {
    if (::pipe2(m_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        throw std::runtime_error("cannot make a pipe for signals");
    pipeEnd = m_pipe[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_pipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &StopSignals::onReadable);
    struct sigaction action {};
    action.sa_handler = onStopSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGTERM, SIGINT})
        if (::sigaction(number, &action, nullptr) != 0)
            throw std::runtime_error("cannot handle signals");
    // A reader of our output that goes away must not end the server.
    std::signal(SIGPIPE, SIG_IGN);
}

StopSignals::~StopSignals() {
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    pipeEnd = -1;
    m_notifier.reset();
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

void StopSignals::onReadable() {
    char number = 0;
    while (::read(m_pipe[0], &number, 1) == 1)
        Q_EMIT stopRequested(number == SIGINT ? "SIGINT" : "SIGTERM");
}

}  // namespace server

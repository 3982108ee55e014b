#include "server/net/tick_timer.h"

#include "shared/pong/fixed_point.h"

#include <QAbstractEventDispatcher>

#include <cerrno>
#include <cstring>
#include <sys/timerfd.h>
#include <unistd.h>

namespace server {

namespace {

int makeTimerFd() {
    const int fd = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (fd < 0)
        qFatal("the tick timer could not be made: %s", std::strerror(errno));
    return fd;
}

constexpr std::int64_t nsPerSecond = 1'000'000'000;

}  // namespace

TickTimer::TickTimer(QObject* parent) : QObject(parent), m_fd(makeTimerFd()), m_notifier(m_fd, QSocketNotifier::Read) {
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        std::uint64_t expirations = 0;
        // Nothing to read where the clock was looked at before: the next tick armed the timer again.
        [[maybe_unused]] const ssize_t size = ::read(m_fd, &expirations, sizeof expirations);
        tickIfDue();
    });
}

TickTimer::~TickTimer() {
    stop();
    ::close(m_fd);
}

void TickTimer::start() {
    if (m_running)
        return;
    m_running = true;
    m_start = Clock::now();
    m_next = 1;
    m_notifier.setEnabled(true);
    m_awake =
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, this, [this] { tickIfDue(); });
    arm();
}

void TickTimer::stop() {
    if (!m_running)
        return;
    m_running = false;
    m_notifier.setEnabled(false);
    disconnect(m_awake);
    const itimerspec never{};
    ::timerfd_settime(m_fd, 0, &never, nullptr);
}

void TickTimer::resetMeasurements() {
    m_lateness.reset();
    m_missed = 0;
}

// Computed from the start each time: a rounded period, added up, would drift.
TickTimer::Clock::time_point TickTimer::deadline(std::int64_t number) const {
    const std::int64_t withinSecond = number % pong::ticksPerSecond;
    return m_start + std::chrono::seconds(number / pong::ticksPerSecond) +
           std::chrono::nanoseconds(withinSecond * nsPerSecond / pong::ticksPerSecond);
}

// The first deadline that is later than now.
std::int64_t TickTimer::numberAfter(Clock::time_point now) const {
    const std::int64_t passedNs = std::chrono::nanoseconds(now - m_start).count();
    std::int64_t number =
        passedNs / nsPerSecond * pong::ticksPerSecond + passedNs % nsPerSecond * pong::ticksPerSecond / nsPerSecond;
    while (deadline(number) <= now)
        ++number;
    return number;
}

void TickTimer::arm() {
    const std::int64_t at = std::chrono::nanoseconds(deadline(m_next).time_since_epoch()).count();
    itimerspec when{};
    when.it_value.tv_sec = at / nsPerSecond;
    when.it_value.tv_nsec = at % nsPerSecond;
    ::timerfd_settime(m_fd, TFD_TIMER_ABSTIME, &when, nullptr);
}

void TickTimer::tickIfDue() {
    const Clock::time_point now = Clock::now();
    if (!m_running || m_ticking || now < deadline(m_next))
        return;
    m_lateness.record(std::chrono::duration_cast<std::chrono::microseconds>(now - deadline(m_next)).count());
    const std::int64_t next = numberAfter(now);
    m_missed += static_cast<std::uint64_t>(next - m_next - 1);
    m_next = next;
    arm();
    m_ticking = true;
    Q_EMIT tick(std::chrono::duration_cast<std::chrono::microseconds>(deadline(m_next - 1).time_since_epoch()).count());
    m_ticking = false;
}

}  // namespace server

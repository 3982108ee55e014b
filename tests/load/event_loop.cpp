#include "tests/load/event_loop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <sys/epoll.h>
#include <system_error>
#include <unistd.h>

namespace load {
namespace {

// Few enough that wake-ups never wait long for a burst of readable sockets.
constexpr std::size_t eventsAtOnce = 64;

void control(int epoll, int operation, int fd, Watched* watched, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = watched;
    if (epoll_ctl(epoll, operation, fd, &event) != 0)
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
}

}  // namespace

Micros monotonicNow() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<Micros>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
}

EventLoop::EventLoop() : m_epoll(epoll_create1(EPOLL_CLOEXEC)) {
    if (m_epoll < 0)
        throw std::system_error(errno, std::generic_category(), "epoll_create1");
}

EventLoop::~EventLoop() {
    ::close(m_epoll);
}

void EventLoop::watch(int fd, Watched& watched, std::uint32_t events) {
    control(m_epoll, EPOLL_CTL_ADD, fd, &watched, events);
}

void EventLoop::rewatch(int fd, Watched& watched, std::uint32_t events) {
    control(m_epoll, EPOLL_CTL_MOD, fd, &watched, events);
}

void EventLoop::forget(int fd) {
    control(m_epoll, EPOLL_CTL_DEL, fd, nullptr, 0);
}

void EventLoop::wakeAt(Sleeper& sleeper, Micros due) {
    if (sleeper.m_due == due)
        return;
    sleeper.m_due = due;
    m_wakeUps.push({due, &sleeper});
}

void EventLoop::cancel(Sleeper& sleeper) {
    sleeper.m_due = Sleeper::never;
}

void EventLoop::wakeThoseDue(Micros now) {
    while (!m_wakeUps.empty() && m_wakeUps.top().due <= now) {
        const WakeUp wakeUp = m_wakeUps.top();
        m_wakeUps.pop();
        if (wakeUp.sleeper->m_due != wakeUp.due)
            continue;
        wakeUp.sleeper->m_due = Sleeper::never;
        wakeUp.sleeper->wake(now);
    }
}

void EventLoop::runUntil(Micros end) {
    m_stopped = false;
    std::array<epoll_event, eventsAtOnce> events;
    while (!m_stopped) {
        const Micros now = monotonicNow();
        wakeThoseDue(now);
        if (now >= end || m_stopped)
            return;
        const Micros next = m_wakeUps.empty() ? end : std::min(end, m_wakeUps.top().due);
        const Micros wait = std::max<Micros>(next - monotonicNow(), 0);
        const timespec timeout{wait / 1'000'000, wait % 1'000'000 * 1000};
        const int count = epoll_pwait2(m_epoll, events.data(), static_cast<int>(events.size()), &timeout, nullptr);
        if (count < 0 && errno != EINTR)
            throw std::system_error(errno, std::generic_category(), "epoll_pwait2");
        for (int at = 0; at < count && !m_stopped; ++at) {
            const epoll_event& event = events[static_cast<std::size_t>(at)];
            static_cast<Watched*>(event.data.ptr)->ready(event.events);
        }
    }
}

}  // namespace load

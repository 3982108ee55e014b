#include "server/net/epoll_dispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace server {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t wakeTag = 0;  // generations count from 1

// By QSocketNotifier::Type.
constexpr std::array<std::uint32_t, 3> watchedFor = {EPOLLIN, EPOLLOUT, EPOLLPRI};
constexpr std::uint32_t always = EPOLLHUP | EPOLLERR;  // reported whether asked for or not, to every notifier

std::uint64_t tagOf(int fd, std::uint32_t generation) {
    return std::uint64_t{generation} << 32 | static_cast<std::uint32_t>(fd);
}

}  // namespace

EpollDispatcher::EpollDispatcher(QObject* parent) : QAbstractEventDispatcher(parent) {
    openKernelObjects();
}

EpollDispatcher::~EpollDispatcher() {
    ::close(m_epoll);
    ::close(m_wakeFd);
}

void EpollDispatcher::openKernelObjects() {
    if (m_wakeFd < 0)
        m_wakeFd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event event{EPOLLIN, {}};
    event.data.u64 = wakeTag;
    if (m_wakeFd < 0 || m_epoll < 0 || ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeFd, &event) != 0)
        qFatal("the event loop could not be made: %s", std::strerror(errno));
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags) {
    m_interrupted.store(false);
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    if (m_interrupted.load())
        return false;

    std::array<epoll_event, eventsPerRound> buffer;
    const Round round = wait(buffer, flags);
    int handled = 0;
    if (round.woken) {  // whoever waits for what was posted has it when this call returns
        QCoreApplication::sendPostedEvents();
        handled = 1;
    }
    handled += activate(round);
    if (!(flags & QEventLoop::X11ExcludeTimers))
        handled += m_timers.fireDue(Clock::now());
    return handled > 0;
}

EpollDispatcher::Round EpollDispatcher::wait(std::span<epoll_event> buffer, QEventLoop::ProcessEventsFlags flags) {
    int timeout = 0;
    if (flags & QEventLoop::WaitForMoreEvents && m_state.load() != State::Woken) {
        Q_EMIT aboutToBlock();
        timeout = flags & QEventLoop::X11ExcludeTimers ? -1 : millisecondsToNextTimer();
        State running = State::Running;
        if (timeout != 0 && !m_state.compare_exchange_strong(running, State::Blocked))
            timeout = 0;
    }

    tellChanges();
    const int ready = waitInKernel(buffer, flags, timeout);
    // Only here, after the wait: a wake-up that came at any time before must have ended it.
    const bool woken = m_state.exchange(State::Running) == State::Woken;
    return {++m_round, buffer.first(static_cast<std::size_t>(std::max(ready, 0))), woken};
}

int EpollDispatcher::waitInKernel(std::span<epoll_event> buffer, QEventLoop::ProcessEventsFlags flags, int timeout) {
    const Clock::time_point start = Clock::now();
    int ready = 0;
    if (flags & QEventLoop::ExcludeSocketNotifiers) {
        pollfd wakeOnly{m_wakeFd, POLLIN, 0};
        if (::poll(&wakeOnly, 1, timeout) == 1) {
            buffer[0].data.u64 = wakeTag;
            ready = 1;
        }
    } else {
        ready = ::epoll_wait(m_epoll, buffer.data(), static_cast<int>(buffer.size()), timeout);
        if (ready < 0 && errno != EINTR)
            qFatal("the event loop cannot wait: %s", std::strerror(errno));
    }
    ++m_counters.waits;
    m_counters.waited += Clock::now() - start;
    return ready;
}

int EpollDispatcher::millisecondsToNextTimer() const {
    const auto deadline = m_timers.nextDeadline();
    if (!deadline)
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
}

// --- sockets --------------------------------------------------------------------------------------------------------

EpollDispatcher::Descriptor* EpollDispatcher::find(int fd) {
    const auto number = static_cast<std::size_t>(fd);
    return number < m_descriptors.size() && m_descriptors[number].generation != 0 ? &m_descriptors[number] : nullptr;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier* notifier) {
    const int fd = static_cast<int>(notifier->socket());
    if (static_cast<std::size_t>(fd) >= m_descriptors.size())
        m_descriptors.resize(static_cast<std::size_t>(fd) + 1);
    Descriptor& descriptor = m_descriptors[static_cast<std::size_t>(fd)];
    if (descriptor.generation == 0)
        descriptor.generation = ++m_generation == 0 ? ++m_generation : m_generation;
    QSocketNotifier*& place = descriptor.notifiers[notifier->type()];
    if (place && place != notifier)
        qWarning("descriptor %d has two notifiers of type %d: the later one is served", fd, notifier->type());
    place = notifier;
    markChanged(fd, descriptor);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier* notifier) {
    const int fd = static_cast<int>(notifier->socket());
    Descriptor* const found = find(fd);
    if (found == nullptr || found->notifiers[notifier->type()] != notifier)
        return;
    Descriptor& descriptor = *found;
    descriptor.notifiers[notifier->type()] = nullptr;
    if (std::ranges::any_of(descriptor.notifiers, [](QSocketNotifier* left) { return left != nullptr; })) {
        markChanged(fd, descriptor);
        return;
    }
    // At once, not with the other changes: the descriptor may be closed next, and its number used again.
    if (descriptor.armed != 0) {
        ++m_counters.controls;
        if (::epoll_ctl(m_epoll, EPOLL_CTL_DEL, fd, nullptr) != 0)
            m_mayHaveStrays = true;
    }
    descriptor = {};
}

// The kernel is told before the next wait only: a write notifier that is enabled and disabled within a round, as
// sockets do when they send, costs no system call.
void EpollDispatcher::markChanged(int fd, Descriptor& descriptor) {
    if (descriptor.changed)
        return;
    descriptor.changed = true;
    m_changed.push_back(fd);
}

void EpollDispatcher::tellChanges() {
    for (std::size_t i = 0; i < m_changed.size(); ++i) {  // it may grow while a bad descriptor's notifiers are disabled
        const int fd = m_changed[i];
        Descriptor* const found = find(fd);
        if (found == nullptr || !std::exchange(found->changed, false))
            continue;
        tellKernel(fd, *found);
    }
    m_changed.clear();
}

void EpollDispatcher::tellKernel(int fd, Descriptor& descriptor) {
    std::uint32_t wanted = 0;
    for (std::size_t type = 0; type < watchedFor.size(); ++type)
        if (descriptor.notifiers[type])
            wanted |= watchedFor[type];
    if (wanted == descriptor.armed)
        return;
    epoll_event event{wanted, {}};
    event.data.u64 = tagOf(fd, descriptor.generation);
    ++m_counters.controls;
    int result = ::epoll_ctl(m_epoll, descriptor.armed == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event);
    if (result != 0 && errno == ENOENT)  // closed and opened again behind the notifier's back
        result = ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
    if (result == 0) {
        descriptor.armed = wanted;
        return;
    }
    qWarning("descriptor %d cannot be watched (%s): its notifiers are disabled", fd, std::strerror(errno));
    const auto notifiers = descriptor.notifiers;  // disabling the last one removes the descriptor
    for (QSocketNotifier* notifier : notifiers)
        if (notifier)
            notifier->setEnabled(false);
}

int EpollDispatcher::activate(const Round& round) {
    int activated = 0;
    for (const epoll_event& event : round.ready) {
        if (event.data.u64 == wakeTag) {
            eventfd_t ignored = 0;
            ::eventfd_read(m_wakeFd, &ignored);
            continue;
        }
        activated += activateDescriptor(round.number, event);
    }
    m_counters.activations += static_cast<std::uint64_t>(activated);
    return activated;
}

int EpollDispatcher::activateDescriptor(std::uint64_t round, const epoll_event& event) {
    const int fd = static_cast<int>(static_cast<std::uint32_t>(event.data.u64));
    int activated = 0;
    for (const auto type : {QSocketNotifier::Read, QSocketNotifier::Write, QSocketNotifier::Exception}) {
        if (!(event.events & (watchedFor[type] | always)))
            continue;
        // Looked up each time: the handler before may have closed this one, or run a nested loop.
        const Descriptor* const found = find(fd);
        if (found == nullptr || tagOf(fd, found->generation) != event.data.u64) {
            if (activated == 0 && m_mayHaveStrays)
                forgetStray();
            break;
        }
        QSocketNotifier* notifier = found->notifiers[type];
        if (!notifier)
            continue;
        if (m_round != round)
            break;  // a handler ran a nested loop, which saw newer facts: what is still ready will be reported again
        QEvent ready(QEvent::SockAct);
        QCoreApplication::sendEvent(notifier, &ready);
        ++activated;
    }
    return activated;
}

// A descriptor that was closed under its notifier and lives on as a duplicate (in a child process) stays in the
// kernel's set, and nothing can take it out there: all others move to a new set.
void EpollDispatcher::forgetStray() {
    ::close(m_epoll);
    openKernelObjects();
    for (std::size_t fd = 0; fd < m_descriptors.size(); ++fd) {
        Descriptor& descriptor = m_descriptors[fd];
        if (descriptor.generation == 0)
            continue;
        descriptor.armed = 0;
        markChanged(static_cast<int>(fd), descriptor);
    }
    m_mayHaveStrays = false;
}

// --- timers ---------------------------------------------------------------------------------------------------------

void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject* object) {
    m_timers.add(id, std::chrono::milliseconds(interval), type, object, Clock::now());
}

bool EpollDispatcher::unregisterTimer(int id) {
    return m_timers.remove(id);
}

bool EpollDispatcher::unregisterTimers(QObject* object) {
    return m_timers.removeAllOf(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject* object) const {
    return m_timers.timersOf(object);
}

int EpollDispatcher::remainingTime(int id) {
    const auto left = m_timers.remaining(id, Clock::now());
    return left ? static_cast<int>(left->count()) : -1;
}

// --- other threads --------------------------------------------------------------------------------------------------

void EpollDispatcher::wakeUp() {
    // Posting to oneself, or to a loop that runs anyway, costs an exchange and no system call.
    if (m_state.exchange(State::Woken) != State::Blocked)
        return;
    m_wakeUps.fetch_add(1, std::memory_order_relaxed);
    ::eventfd_write(m_wakeFd, 1);
}

void EpollDispatcher::interrupt() {
    m_interrupted.store(true);
    wakeUp();
}

EpollDispatcher::Counters EpollDispatcher::counters() const {
    Counters counters = m_counters;
    counters.wakeUps = m_wakeUps.load(std::memory_order_relaxed);
    return counters;
}

}  // namespace server

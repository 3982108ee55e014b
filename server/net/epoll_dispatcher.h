#pragma once

// The event loop of the server's main thread over epoll. Qt's own dispatchers hand every socket to poll() at each
// wake-up, which at thousands of connections costs more than all the rest; here a wake-up costs what is ready. It keeps
// to what Qt's does: posted events first, then notifiers, then timers, once a call. Level-triggered, and at most
// `eventsPerRound` descriptors a round, so that timers and posted events get their turn under any load.
//
// Install it before the application is made:
//     QCoreApplication::setEventDispatcher(new EpollDispatcher);
// wakeUp() and interrupt() may be called from any thread, everything else from the thread it runs. Linux only.

#include "server/net/timer_queue.h"

#include <QAbstractEventDispatcher>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

struct epoll_event;

namespace server {

class EpollDispatcher : public QAbstractEventDispatcher {
    Q_OBJECT

 public:
    static constexpr std::size_t eventsPerRound = 16;

    // What it did so far, for measuring and tests.
    struct Counters {
        std::uint64_t waits = 0;             // looks at the kernel
        std::uint64_t controls = 0;          // changes of the watched set
        std::uint64_t activations = 0;       // notifiers called
        std::uint64_t wakeUps = 0;           // writes to the descriptor that ends a wait
        std::chrono::nanoseconds waited{0};  // with nothing to do; the rest of the time the loop was busy
    };

    // Ends the program if the kernel gives no descriptors: nothing could run without.
    explicit EpollDispatcher(QObject* parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier* notifier) override;
    void unregisterSocketNotifier(QSocketNotifier* notifier) override;

    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject* object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject* object) override;
    QList<TimerInfo> registeredTimers(QObject* object) const override;
    int remainingTime(int id) override;

    void wakeUp() override;
    void interrupt() override;

    Counters counters() const;

 private:
    // Running: looks at what was posted before it waits. Blocked: in the kernel, must be woken. Woken: must not wait.
    enum class State { Running, Blocked, Woken };

    struct Descriptor {
        std::array<QSocketNotifier*, 3> notifiers{};  // by QSocketNotifier::Type
        std::uint32_t generation = 0;  // tells what is watched now from an earlier use of the same number; 0: nothing
        std::uint32_t armed = 0;       // what the kernel was told; 0: not watched
        bool changed = false;          // listed in m_changed
    };
    struct Round {
        std::uint64_t number;
        std::span<const epoll_event> ready;
        bool woken;
    };

    void openKernelObjects();
    Descriptor* find(int fd);  // null: not watched
    void markChanged(int fd, Descriptor& descriptor);
    void tellChanges();
    void tellKernel(int fd, Descriptor& descriptor);
    Round wait(std::span<epoll_event> buffer, QEventLoop::ProcessEventsFlags flags);
    int waitInKernel(std::span<epoll_event> buffer, QEventLoop::ProcessEventsFlags flags, int timeout);
    int millisecondsToNextTimer() const;
    int activate(const Round& round);
    int activateDescriptor(std::uint64_t round, const epoll_event& event);
    void forgetStray();

    int m_epoll = -1;
    int m_wakeFd = -1;
    std::atomic<State> m_state = State::Running;
    std::atomic<bool> m_interrupted = false;
    std::atomic<std::uint64_t> m_wakeUps = 0;
    std::vector<Descriptor> m_descriptors;  // by number, which the kernel keeps small
    std::vector<int> m_changed;             // whose notifiers changed since the kernel was told
    std::uint32_t m_generation = 0;
    std::uint64_t m_round = 0;
    bool m_mayHaveStrays = false;  // a descriptor was closed before its notifier was disabled
    TimerQueue m_timers;
    Counters m_counters;
};

}  // namespace server

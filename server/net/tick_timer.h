#pragma once

// The heartbeat of all matches: 120 ticks a second on a grid of absolute deadlines, 8 1/3 ms apart without drift
// (QTimer knows whole milliseconds only), by one timerfd. Runs only while somebody needs it. A loop that was busy past
// one or more deadlines gets one tick for all of them: whoever listens catches up by the time it is told. Main thread;
// Linux.
//
// Under load the timerfd would wait its turn behind every ready socket, so the clock is also looked at when a round of
// the event loop begins: a tick is late by one round at most.

#include "server/net/lateness_histogram.h"

#include <QObject>
#include <QSocketNotifier>

#include <chrono>
#include <cstdint>

namespace server {

class TickTimer : public QObject {
    Q_OBJECT

 public:
    explicit TickTimer(QObject* parent = nullptr);
    ~TickTimer() override;

    void start();  // the first tick comes one period from now
    void stop();   // may be called from a tick
    bool isRunning() const { return m_running; }

    // Of every tick since the last reset, in microseconds after its deadline.
    const LatenessHistogram& lateness() const { return m_lateness; }
    // Deadlines that passed without a tick of their own.
    std::uint64_t missedTicks() const { return m_missed; }
    void resetMeasurements();

 Q_SIGNALS:
    // The deadline, by steadyNowUs(), not the later moment at which it was noticed: all ticks of a match lie on one
    // grid.
    void tick(qint64 atUs);

 private:
    using Clock = std::chrono::steady_clock;

    Clock::time_point deadline(std::int64_t number) const;
    std::int64_t numberAfter(Clock::time_point now) const;
    void arm();
    void tickIfDue();

    int m_fd = -1;
    QSocketNotifier m_notifier;
    QMetaObject::Connection m_awake;
    Clock::time_point m_start;
    std::int64_t m_next = 0;  // the number of the next deadline, counted from m_start
    bool m_running = false;
    bool m_ticking = false;
    LatenessHistogram m_lateness;
    std::uint64_t m_missed = 0;
};

}  // namespace server

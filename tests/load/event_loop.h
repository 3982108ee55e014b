#pragma once

// One epoll and one heap of wake-ups: all that pong-load runs on. One thread. What it watches and wakes is made before
// the loop runs and lives until after it, so an event for something closed meanwhile finds an object that ignores it.

#include <queue>

#include <cstdint>
#include <vector>

namespace load {

using Micros = std::int64_t;  // CLOCK_MONOTONIC, which a server on this machine reads too

Micros monotonicNow();

class EventLoop;

class Watched {
 public:
    virtual ~Watched() = default;
    // `events` are epoll's.
    virtual void ready(std::uint32_t events) = 0;
};

class Sleeper {
 public:
    virtual ~Sleeper() = default;
    virtual void wake(Micros now) = 0;

 private:
    friend class EventLoop;
    static constexpr Micros never = -1;
    Micros m_due = never;
};

class EventLoop {
 public:
    EventLoop();
    ~EventLoop();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    void watch(int fd, Watched& watched, std::uint32_t events);
    void rewatch(int fd, Watched& watched, std::uint32_t events);
    // Before the descriptor is closed.
    void forget(int fd);

    // Each sleeper has one wake-up; another call moves it.
    void wakeAt(Sleeper& sleeper, Micros due);
    void cancel(Sleeper& sleeper);

    // Runs what happens until this moment or stop().
    void runUntil(Micros end);
    void stop() { m_stopped = true; }

 private:
    struct WakeUp {
        Micros due;
        Sleeper* sleeper;
        bool operator>(const WakeUp& other) const { return due > other.due; }
    };

    void wakeThoseDue(Micros now);

    int m_epoll = -1;
    bool m_stopped = false;
    // A wake-up that was moved or cancelled stays in the heap and is skipped: its sleeper is due at another time.
    std::priority_queue<WakeUp, std::vector<WakeUp>, std::greater<>> m_wakeUps;
};

}  // namespace load

#pragma once

// The timers of an event dispatcher: which are registered, which is due next, and firing the due ones, each at most
// once a round, in the order of their deadlines. A timer whose handler still runs (in a nested event loop) does not
// fire again until that handler is back. Handlers may add and remove any timer, their own too. The clock comes in from
// outside. One thread; firing a timer that goes on allocates nothing.

#include <QAbstractEventDispatcher>

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <unordered_map>

namespace server {

class TimerQueue {
 public:
    using Time = std::chrono::steady_clock::time_point;

    // `id` is Qt's and unique. A zero interval is due in every round.
    void add(int id, std::chrono::milliseconds interval, Qt::TimerType type, QObject* object, Time now);
    bool remove(int id);
    bool removeAllOf(QObject* object);

    QList<QAbstractEventDispatcher::TimerInfo> timersOf(QObject* object) const;
    // Milliseconds left, rounded up; 0 if overdue; null for an unknown timer.
    std::optional<std::chrono::milliseconds> remaining(int id, Time now) const;
    // When the next timer fires; null if none will.
    std::optional<Time> nextDeadline() const;

    // Sends a QTimerEvent to the object of every timer that is due; returns how many.
    int fireDue(Time now);

 private:
    struct Key {
        Time fires;
        std::uint64_t sequence;  // equal deadlines fire in the order they were set
        int id;
        auto operator<=>(const Key&) const = default;
    };
    struct Timer {
        std::chrono::milliseconds interval;
        Qt::TimerType type;
        QObject* object;
        Time due;  // exact; periods count from here, so that rounding adds no drift
        Key key;   // in m_queue, except while its handler runs
    };

    static Time firesAt(Time due, const Timer& timer);
    void fire(std::set<Key>::node_type node, Time now);

    std::unordered_map<int, Timer> m_timers;
    std::set<Key> m_queue;
    std::uint64_t m_sequence = 0;
};

}  // namespace server

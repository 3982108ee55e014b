#include "server/net/timer_queue.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>
#include <limits>

namespace server {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds shortestCoarse = 20ms;  // a grid of 5 % of less would be finer than a millisecond

// Deadlines of coarse timers are rounded up to a common grid of at most 5 % of the interval, so that many timers share
// one wake-up; never down, so that no timer is early.
milliseconds gridOf(milliseconds interval, Qt::TimerType type) {
    if (type == Qt::VeryCoarseTimer)
        return 1000ms;
    if (type == Qt::PreciseTimer || interval < shortestCoarse)
        return 0ms;
    for (const milliseconds grid : {1000ms, 500ms, 250ms, 100ms, 50ms, 25ms, 10ms, 5ms, 2ms})
        if (grid * 20 <= interval)
            return grid;
    return 1ms;
}

}  // namespace

TimerQueue::Time TimerQueue::firesAt(Time due, const Timer& timer) {
    const milliseconds grid = gridOf(timer.interval, timer.type);
    if (grid == 0ms)
        return due;
    const auto past = due.time_since_epoch() % grid;
    return past.count() == 0 ? due : due + (grid - past);
}

void TimerQueue::add(int id, milliseconds interval, Qt::TimerType type, QObject* object, Time now) {
    remove(id);
    Timer timer{interval, type, object, now + interval, {}};
    timer.key = Key{firesAt(timer.due, timer), ++m_sequence, id};
    m_queue.insert(timer.key);
    m_timers.emplace(id, timer);
}

bool TimerQueue::remove(int id) {
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return false;
    m_queue.erase(found->second.key);
    m_timers.erase(found);
    return true;
}

bool TimerQueue::removeAllOf(QObject* object) {
    const auto removed = std::erase_if(m_timers, [&](const auto& entry) {
        if (entry.second.object != object)
            return false;
        m_queue.erase(entry.second.key);
        return true;
    });
    return removed > 0;
}

QList<QAbstractEventDispatcher::TimerInfo> TimerQueue::timersOf(QObject* object) const {
    QList<QAbstractEventDispatcher::TimerInfo> infos;
    for (const auto& [id, timer] : m_timers)
        if (timer.object == object)
            infos.append({id, static_cast<int>(timer.interval.count()), timer.type});
    return infos;
}

std::optional<milliseconds> TimerQueue::remaining(int id, Time now) const {
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return std::nullopt;
    return std::max(0ms, std::chrono::ceil<milliseconds>(found->second.key.fires - now));
}

std::optional<TimerQueue::Time> TimerQueue::nextDeadline() const {
    if (m_queue.empty())
        return std::nullopt;
    return m_queue.begin()->fires;
}

int TimerQueue::fireDue(Time now) {
    // What is set while this runs is not due before `now` and has a later sequence: it waits for the next round, or a
    // zero timer would starve everything else.
    const Key last{now, m_sequence, std::numeric_limits<int>::max()};
    int fired = 0;
    while (!m_queue.empty() && *m_queue.begin() <= last) {
        fire(m_queue.extract(m_queue.begin()), now);
        ++fired;
    }
    return fired;
}

void TimerQueue::fire(std::set<Key>::node_type node, Time now) {
    const Key fired = node.value();
    Timer& timer = m_timers.at(fired.id);
    timer.due += timer.interval;
    if (timer.due < now)
        timer.due = now + timer.interval;  // rounds that were missed are not made up for
    timer.key = Key{firesAt(timer.due, timer), ++m_sequence, fired.id};
    const std::uint64_t sequence = timer.key.sequence;

    QTimerEvent event(fired.id);
    QCoreApplication::sendEvent(timer.object, &event);

    const auto found = m_timers.find(fired.id);
    if (found == m_timers.end() || found->second.key.sequence != sequence)
        return;  // removed, or removed and added again, by its handler
    node.value() = found->second.key;
    m_queue.insert(std::move(node));
}

}  // namespace server

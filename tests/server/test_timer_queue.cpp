// The dispatcher's timers on a clock of the test's own.

#include "server/net/timer_queue.h"

#include <QTest>
#include <QTimerEvent>

using namespace std::chrono_literals;
using server::TimerQueue;

namespace {

// Notes the timers that fire, and does what the test wants in the handler.
class Target : public QObject {
 public:
    QList<int> fired;
    std::function<void(int)> handler;

 protected:
    void timerEvent(QTimerEvent* event) override {
        fired.append(event->timerId());
        if (handler)
            handler(event->timerId());
    }
};

const TimerQueue::Time start{std::chrono::hours(1)};  // on every grid of coarse timers

}  // namespace

class TestTimerQueue : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void firesByDeadlineThenByAge();
    void repeatsWithoutDrift();
    void doesNotMakeUpForMissedRounds();
    void coarseTimersShareWakeUpsAndAreNeverEarly_data();
    void coarseTimersShareWakeUpsAndAreNeverEarly();
    void zeroTimersFireOnceARound();
    void handlersMayRemoveAnyTimer();
    void aTimerStartedInAHandlerWaitsForTheNextRound();
    void aTimerWhoseHandlerRunsDoesNotFireAgain();
    void anIdUsedAgainInItsHandlerIsANewTimer();
    void remainingIsRoundedUp();
    void listsAndRemovesByObject();
};

void TestTimerQueue::firesByDeadlineThenByAge() {
    TimerQueue queue;
    Target target;
    queue.add(1, 30ms, Qt::PreciseTimer, &target, start);
    queue.add(2, 10ms, Qt::PreciseTimer, &target, start);
    queue.add(3, 20ms, Qt::PreciseTimer, &target, start + 10ms);
    queue.add(4, 5ms, Qt::PreciseTimer, &target, start + 100ms);
    QCOMPARE(*queue.nextDeadline(), start + 10ms);
    QCOMPARE(queue.fireDue(start + 9ms), 0);
    QCOMPARE(queue.fireDue(start + 30ms), 3);
    QCOMPARE(target.fired, (QList<int>{2, 1, 3}));
}

void TestTimerQueue::repeatsWithoutDrift() {
    TimerQueue queue;
    Target target;
    queue.add(1, 10ms, Qt::PreciseTimer, &target, start);
    for (int round = 1; round <= 100; ++round) {
        QCOMPARE(*queue.nextDeadline(), start + round * 10ms);
        queue.fireDue(start + round * 10ms + 3ms);  // always a little late
    }
    QCOMPARE(target.fired.size(), 100);
}

void TestTimerQueue::doesNotMakeUpForMissedRounds() {
    TimerQueue queue;
    Target target;
    queue.add(1, 10ms, Qt::PreciseTimer, &target, start);
    QCOMPARE(queue.fireDue(start + 75ms), 1);
    QCOMPARE(*queue.nextDeadline(), start + 85ms);
}

void TestTimerQueue::coarseTimersShareWakeUpsAndAreNeverEarly_data() {
    QTest::addColumn<int>("interval");
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<int>("latest");  // milliseconds after the interval
    QTest::newRow("precise") << 333 << Qt::PreciseTimer << 0;
    QTest::newRow("coarse, too short for a grid") << 19 << Qt::CoarseTimer << 0;
    QTest::newRow("coarse") << 333 << Qt::CoarseTimer << 16;
    QTest::newRow("coarse, seconds") << 30'000 << Qt::CoarseTimer << 1500;
    QTest::newRow("very coarse") << 1500 << Qt::VeryCoarseTimer << 1000;
}

void TestTimerQueue::coarseTimersShareWakeUpsAndAreNeverEarly() {
    QFETCH(int, interval);
    QFETCH(Qt::TimerType, type);
    QFETCH(int, latest);
    TimerQueue queue;
    Target target;
    std::set<TimerQueue::Time> deadlines;
    const std::chrono::milliseconds wanted{interval};
    for (int offset = 0; offset < 10; ++offset) {
        const TimerQueue::Time now = start + 777us + offset * 1ms;
        queue.add(1, wanted, type, &target, now);
        const TimerQueue::Time fires = *queue.nextDeadline();
        QVERIFY(fires >= now + wanted);
        QVERIFY(fires <= now + wanted + std::chrono::milliseconds(latest));
        deadlines.insert(fires);
    }
    QVERIFY(latest == 0 ? deadlines.size() == 10 : deadlines.size() <= 2);
}

void TestTimerQueue::zeroTimersFireOnceARound() {
    TimerQueue queue;
    Target target;
    queue.add(1, 0ms, Qt::CoarseTimer, &target, start);
    queue.add(2, 0ms, Qt::PreciseTimer, &target, start);
    queue.add(3, 1ms, Qt::PreciseTimer, &target, start);
    QCOMPARE(queue.fireDue(start), 2);
    QCOMPARE(queue.fireDue(start), 2);
    QCOMPARE(queue.fireDue(start + 1ms), 3);
    QCOMPARE(target.fired.count(3), 1);
    QCOMPARE(*queue.nextDeadline(), start + 1ms);
}

void TestTimerQueue::handlersMayRemoveAnyTimer() {
    TimerQueue queue;
    Target target;
    for (int id = 1; id <= 4; ++id)
        queue.add(id, 10ms, Qt::PreciseTimer, &target, start);
    target.handler = [&](int id) {
        if (id == 1) {
            QVERIFY(queue.remove(1));
            QVERIFY(queue.remove(3));
            QVERIFY(!queue.remove(3));
        }
    };
    queue.fireDue(start + 10ms);
    QCOMPARE(target.fired, (QList<int>{1, 2, 4}));
    queue.fireDue(start + 20ms);
    QCOMPARE(target.fired, (QList<int>{1, 2, 4, 2, 4}));
}

void TestTimerQueue::aTimerStartedInAHandlerWaitsForTheNextRound() {
    TimerQueue queue;
    Target target;
    queue.add(1, 10ms, Qt::PreciseTimer, &target, start);
    target.handler = [&](int id) {
        if (id == 1)
            queue.add(2, 0ms, Qt::PreciseTimer, &target, start + 10ms);
    };
    QCOMPARE(queue.fireDue(start + 10ms), 1);
    QCOMPARE(queue.fireDue(start + 10ms), 1);
    QCOMPARE(target.fired, (QList<int>{1, 2}));
}

void TestTimerQueue::aTimerWhoseHandlerRunsDoesNotFireAgain() {
    TimerQueue queue;
    Target target;
    queue.add(1, 10ms, Qt::PreciseTimer, &target, start);
    queue.add(2, 10ms, Qt::PreciseTimer, &target, start);
    target.handler = [&](int id) {
        if (id == 1)
            queue.fireDue(start + 50ms);  // as a nested event loop does
    };
    queue.fireDue(start + 10ms);
    QCOMPARE(target.fired, (QList<int>{1, 2}));
    queue.fireDue(start + 20ms);
    QCOMPARE(target.fired, (QList<int>{1, 2, 1}));
}

void TestTimerQueue::anIdUsedAgainInItsHandlerIsANewTimer() {
    TimerQueue queue;
    Target target;
    queue.add(1, 10ms, Qt::PreciseTimer, &target, start);
    target.handler = [&](int) {
        queue.remove(1);
        queue.add(1, 70ms, Qt::PreciseTimer, &target, start + 10ms);
    };
    queue.fireDue(start + 10ms);
    QCOMPARE(*queue.nextDeadline(), start + 80ms);
    QVERIFY(queue.remove(1));
    QVERIFY(!queue.nextDeadline());
}

void TestTimerQueue::remainingIsRoundedUp() {
    TimerQueue queue;
    Target target;
    queue.add(1, 10ms, Qt::PreciseTimer, &target, start);
    QCOMPARE(*queue.remaining(1, start + 500us), 10ms);
    QCOMPARE(*queue.remaining(1, start + 9ms), 1ms);
    QCOMPARE(*queue.remaining(1, start + 15ms), 0ms);
    QVERIFY(!queue.remaining(2, start));
}

void TestTimerQueue::listsAndRemovesByObject() {
    TimerQueue queue;
    Target target;
    Target other;
    queue.add(1, 10ms, Qt::PreciseTimer, &target, start);
    queue.add(2, 20ms, Qt::VeryCoarseTimer, &target, start);
    queue.add(3, 10ms, Qt::PreciseTimer, &other, start);
    QCOMPARE(queue.timersOf(&target).size(), 2);
    QCOMPARE(queue.timersOf(&other).first().timerId, 3);
    QCOMPARE(queue.timersOf(&other).first().interval, 10);
    QVERIFY(queue.removeAllOf(&target));
    QVERIFY(!queue.removeAllOf(&target));
    QCOMPARE(queue.fireDue(start + 5s), 1);
    QCOMPARE(other.fired, QList<int>{3});
    QVERIFY(target.fired.isEmpty());
}

QTEST_GUILESS_MAIN(TestTimerQueue)
#include "test_timer_queue.moc"

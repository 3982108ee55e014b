// The heartbeat of the matches. Deadlines are checked against the clock from below only: a busy machine may be late.

#include "server/net/clock.h"
#include "server/net/lateness_histogram.h"
#include "server/net/tick_timer.h"
#include "support/server_test_main.h"

#include <QSocketNotifier>

#include <memory>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>
#include <vector>

using server::LatenessHistogram;
using server::TickTimer;

class TestTickTimer : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void ticksOnAGridWithoutDrift();
    void runsOnlyWhileStarted();
    void mayBeStoppedInATick();
    void aBusyLoopGetsOneTickForAllMissed();
    void aTickIsNotRepeatedInANestedLoop();
    void ticksBetweenRoundsOfABusyLoop();
    void histogramOfKnownValues();
    void histogramIsBounded();
    void histogramTellsWhatIsNew();
};

void TestTickTimer::ticksOnAGridWithoutDrift() {
    TickTimer timer;
    std::vector<qint64> times;
    connect(&timer, &TickTimer::tick, this, [&](qint64 now) { times.push_back(now); });
    const qint64 before = server::steadyNowUs();
    timer.start();
    const qint64 started = server::steadyNowUs();
    QTRY_VERIFY(times.size() >= 60);
    timer.stop();
    // Tick n is at n/120 s after the start, whatever happened to those before: never early ...
    const auto count = static_cast<qint64>(times.size());
    for (qint64 i = 0; i < count; ++i)
        QVERIFY(times[static_cast<std::size_t>(i)] - before >= (i + 1) * 1'000'000 / 120 - 1);
    // ... and each deadline is either ticked or counted as missed.
    const qint64 deadlines = (times.back() + 1 - before) * 120 / 1'000'000;  // less than a microsecond is cut off
    const qint64 atLeast = (times.back() - started) * 120 / 1'000'000;
    const qint64 accounted = count + static_cast<qint64>(timer.missedTicks());
    QVERIFY2(accounted >= atLeast && accounted <= deadlines, qPrintable(QString::number(accounted)));
    QCOMPARE(timer.lateness().count(), static_cast<std::uint64_t>(count));
}

void TestTickTimer::runsOnlyWhileStarted() {
    TickTimer timer;
    int ticks = 0;
    connect(&timer, &TickTimer::tick, this, [&] { ++ticks; });
    QVERIFY(!timer.isRunning());
    timer.start();
    timer.start();
    QVERIFY(timer.isRunning());
    QTRY_VERIFY(ticks >= 3);
    timer.stop();
    ticks = 0;
    // Another timer that counts shows that time went by.
    TickTimer other;
    int others = 0;
    connect(&other, &TickTimer::tick, this, [&] { ++others; });
    other.start();
    QTRY_VERIFY(others >= 3);
    QCOMPARE(ticks, 0);
    timer.start();
    QTRY_VERIFY(ticks >= 1);
}

void TestTickTimer::mayBeStoppedInATick() {
    TickTimer timer;
    int ticks = 0;
    connect(&timer, &TickTimer::tick, this, [&] {
        if (++ticks == 2)
            timer.stop();
    });
    TickTimer other;
    int others = 0;
    connect(&other, &TickTimer::tick, this, [&] { ++others; });
    timer.start();
    other.start();
    QTRY_VERIFY(others >= 5);
    QVERIFY(!timer.isRunning());
    QCOMPARE(ticks, 2);
}

void TestTickTimer::aBusyLoopGetsOneTickForAllMissed() {
    TickTimer timer;
    int ticks = 0;
    connect(&timer, &TickTimer::tick, this, [&] {
        if (++ticks == 1)
            std::this_thread::sleep_for(std::chrono::milliseconds(50));  // the loop is busy for six ticks
    });
    timer.start();
    QTRY_VERIFY(ticks >= 2);
    timer.stop();
    QVERIFY(timer.missedTicks() >= 4);
    QVERIFY(timer.lateness().max() >= 33'000);
    timer.resetMeasurements();
    QCOMPARE(timer.missedTicks(), 0U);
    QCOMPARE(timer.lateness().count(), 0U);
}

void TestTickTimer::aTickIsNotRepeatedInANestedLoop() {
    TickTimer timer;
    TickTimer other;
    int depth = 0;
    int deepest = 0;
    int rounds = 0;
    int others = 0;
    connect(&other, &TickTimer::tick, this, [&] { ++others; });
    connect(&timer, &TickTimer::tick, this, [&] {
        deepest = std::max(deepest, ++depth);
        const int until = others + 3;
        while (others < until)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        --depth;
        ++rounds;
    });
    timer.start();
    other.start();
    QTRY_VERIFY(rounds >= 2);
    timer.stop();
    QCOMPARE(deepest, 1);
}

void TestTickTimer::ticksBetweenRoundsOfABusyLoop() {
    // Five hundred sockets are ready all the time and each takes its time: a tick waits for a round, not for all of
    // them.
    constexpr int count = 500;
    constexpr auto work = std::chrono::microseconds(100);
    std::vector<int> descriptors;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    int served = 0;
    int servedBetween = 0;
    int most = 0;
    for (int i = 0; i < count; ++i) {
        descriptors.push_back(::eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK));
        QVERIFY(descriptors.back() >= 0);
        notifiers.push_back(std::make_unique<QSocketNotifier>(descriptors.back(), QSocketNotifier::Read));
        connect(notifiers.back().get(), &QSocketNotifier::activated, this, [&] {
            const auto until = std::chrono::steady_clock::now() + work;
            while (std::chrono::steady_clock::now() < until) {
            }
            ++served;
            ++servedBetween;
        });
    }
    TickTimer timer;
    connect(&timer, &TickTimer::tick, this, [&] { most = std::max(most, std::exchange(servedBetween, 0)); });
    timer.start();
    servedBetween = 0;
    QTRY_VERIFY(served >= 5 * count);
    timer.stop();
    // 83 fill the time between two ticks, and at most a round comes on top.
    constexpr int round = server::EpollDispatcher::eventsPerRound;
    QVERIFY2(most <= 84 + round, qPrintable(QString::number(most)));
    notifiers.clear();
    for (const int descriptor : descriptors)
        ::close(descriptor);
}

void TestTickTimer::histogramOfKnownValues() {
    LatenessHistogram histogram;
    QCOMPARE(histogram.quantile(0.5), 0);
    for (int value = 1; value <= 1'000; ++value)
        histogram.record(value);
    QCOMPARE(histogram.count(), 1'000U);
    QCOMPARE(histogram.max(), 1'000);
    QCOMPARE(histogram.quantile(0.01), 10);  // small values are exact
    QVERIFY(histogram.quantile(0.5) >= 500 && histogram.quantile(0.5) <= 532);
    QVERIFY(histogram.quantile(0.99) >= 990 && histogram.quantile(0.99) <= 1'000);
    QCOMPARE(histogram.quantile(1), 1'000);
}

void TestTickTimer::histogramIsBounded() {
    LatenessHistogram histogram;
    histogram.record(-5);
    histogram.record(std::int64_t{1} << 40);
    QCOMPARE(histogram.quantile(0.5), 0);
    QCOMPARE(histogram.max(), std::int64_t{1} << 40);
    // Whatever was recorded lies within its bucket's 6 %.
    for (std::int64_t value = 1; value < (1 << 24); value = value * 5 / 4 + 1) {
        LatenessHistogram one;
        one.record(value);
        one.record(1 << 24);
        QVERIFY(one.quantile(0.5) >= value && one.quantile(0.5) <= value + value / 16);
    }
}

void TestTickTimer::histogramTellsWhatIsNew() {
    LatenessHistogram histogram;
    histogram.record(9, 100);
    histogram.record(5'000);
    const LatenessHistogram before = histogram;
    QCOMPARE(histogram.since(before).count(), 0U);
    histogram.record(7, 2);
    histogram.record(800);
    const LatenessHistogram news = histogram.since(before);
    QCOMPARE(news.count(), 3U);
    QCOMPARE(news.quantile(0.5), 7);
    QVERIFY(news.max() >= 800 && news.max() < 850);
    QCOMPARE(news.countAbove(7), 1U);
    QCOMPARE(news.countAbove(900), 0U);

    LatenessHistogram copy;
    for (const auto& [edge, count] : histogram.counts())
        copy.record(edge, count);
    QCOMPARE(copy.counts(), histogram.counts());
}

PONG_SERVER_TEST_MAIN(TestTickTimer)
#include "test_tick_timer.moc"

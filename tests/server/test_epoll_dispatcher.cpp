// The server's event loop: timers, posted events, wake-ups by other threads, nested loops.

#include "server/net/epoll_dispatcher.h"
#include "support/server_test_main.h"
#include "support/socket_pair.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QThread>
#include <QTimer>

#include <array>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using server::EpollDispatcher;
using server::test::SocketPair;

namespace {

EpollDispatcher& dispatcher() {
    return *qobject_cast<EpollDispatcher*>(QAbstractEventDispatcher::instance());
}

// Runs rounds that do not wait until none handles anything.
void settle() {
    while (dispatcher().processEvents(QEventLoop::AllEvents)) {
    }
}

}  // namespace

class TestEpollDispatcher : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void isInstalled();
    void timersOfEveryKindAreNotEarly();
    void zeroTimersStarveNobody();
    void aSlowTimerHandlerMayRunANestedLoop();
    void aWakeUpBeforeTheWaitEndsIt();
    void wakesUpForOtherThreads();
    void deliversWhatOtherThreadsPost();
    void leavesALoopFromAnotherThread();
    void postingToOneselfCostsNoSystemCall();
    void servesASecondThread();
};

void TestEpollDispatcher::isInstalled() {
    QVERIFY(qobject_cast<EpollDispatcher*>(QAbstractEventDispatcher::instance()));
}

void TestEpollDispatcher::timersOfEveryKindAreNotEarly() {
    QElapsedTimer clock;
    clock.start();
    std::array<qint64, 3> at{-1, -1, -1};
    std::array<QTimer, 3> timers;
    const std::array types{Qt::PreciseTimer, Qt::CoarseTimer, Qt::VeryCoarseTimer};
    for (std::size_t i = 0; i < timers.size(); ++i) {
        timers[i].setTimerType(types[i]);
        timers[i].setSingleShot(true);
        connect(&timers[i], &QTimer::timeout, this, [&at, &clock, i] { at[i] = clock.nsecsElapsed(); });
        timers[i].start(40);
        QVERIFY(timers[i].remainingTime() > 0);
    }
    QTRY_VERIFY(at[0] >= 0 && at[1] >= 0 && at[2] >= 0);
    for (const qint64 time : at)
        QVERIFY2(time >= 40'000'000, qPrintable(QString::number(time)));
    for (const QTimer& timer : timers)
        QCOMPARE(timer.remainingTime(), -1);
}

void TestEpollDispatcher::zeroTimersStarveNobody() {
    SocketPair pair;
    int zeros = 0;
    bool read = false;
    bool posted = false;
    bool timed = false;
    QTimer zero;
    connect(&zero, &QTimer::timeout, this, [&] { ++zeros; });
    zero.start(0);
    QTimer::singleShot(20ms, this, [&] { timed = true; });
    QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        SocketPair::drain(pair.near());
        read = true;
        QMetaObject::invokeMethod(
            this, [&] { posted = true; }, Qt::QueuedConnection);
    });
    pair.poke();
    QTRY_VERIFY(read && posted && timed);
    QVERIFY(zeros > 3);
}

void TestEpollDispatcher::aSlowTimerHandlerMayRunANestedLoop() {
    int depth = 0;
    int deepest = 0;
    int others = 0;
    QTimer slow;
    QTimer other;
    connect(&other, &QTimer::timeout, this, [&] { ++others; });
    connect(&slow, &QTimer::timeout, this, [&] {
        deepest = std::max(deepest, ++depth);
        const int before = others;
        while (others < before + 5)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        --depth;
        slow.stop();
    });
    slow.start(1);
    other.start(2);
    QTRY_VERIFY(!slow.isActive());
    QCOMPARE(deepest, 1);
    QCOMPARE(depth, 0);
}

void TestEpollDispatcher::aWakeUpBeforeTheWaitEndsIt() {
    settle();
    dispatcher().wakeUp();
    QVERIFY(dispatcher().processEvents(QEventLoop::WaitForMoreEvents));  // would never return
    dispatcher().interrupt();
    dispatcher().processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY(!dispatcher().processEvents(QEventLoop::AllEvents));
}

void TestEpollDispatcher::wakesUpForOtherThreads() {
    // As MainQueue does: a list under a mutex, and a wake-up. A lost one would hang here.
    constexpr int threadCount = 4;
    constexpr int postsEach = 5'000;
    std::mutex mutex;
    std::vector<int> posted;
    EpollDispatcher& loop = dispatcher();
    std::vector<std::thread> threads;
    for (int thread = 0; thread < threadCount; ++thread)
        threads.emplace_back([&] {
            for (int i = 0; i < postsEach; ++i) {
                {
                    const std::lock_guard lock(mutex);
                    posted.push_back(i);
                }
                loop.wakeUp();
            }
        });
    std::size_t arrived = 0;
    while (arrived < std::size_t{threadCount} * postsEach) {
        loop.processEvents(QEventLoop::WaitForMoreEvents);
        const std::lock_guard lock(mutex);
        arrived += std::exchange(posted, {}).size();
    }
    for (std::thread& thread : threads)
        thread.join();
    // And the last one is over: the loop waits again.
    const std::uint64_t waits = loop.counters().waits;
    bool timed = false;
    QTimer::singleShot(50, this, [&] { timed = true; });
    while (!timed)
        loop.processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY2(loop.counters().waits - waits < 10, "the loop spins");
}

void TestEpollDispatcher::deliversWhatOtherThreadsPost() {
#ifdef __SANITIZE_THREAD__
    QSKIP("ThreadSanitizer cannot see how Qt hands its own events over");
#endif
    constexpr int posts = 2'000;
    int last = 0;
    std::thread thread([&] {
        for (int i = 1; i <= posts; ++i)
            QMetaObject::invokeMethod(
                this, [&last, i] { last = last == i - 1 ? i : -1; }, Qt::QueuedConnection);
    });
    while (last >= 0 && last < posts)
        dispatcher().processEvents(QEventLoop::WaitForMoreEvents);
    thread.join();
    QCOMPARE(last, posts);
}

void TestEpollDispatcher::leavesALoopFromAnotherThread() {
    // exit() may come at any moment of a round, the one before the wait too; a lost one would hang here.
    for (int i = 0; i < 500; ++i) {
        QEventLoop loop;
        std::thread other;
        QTimer::singleShot(0, &loop, [&] { other = std::thread([&loop] { loop.exit(7); }); });
        const int code = loop.exec();
        other.join();
        QCOMPARE(code, 7);
    }
}

void TestEpollDispatcher::postingToOneselfCostsNoSystemCall() {
    const auto before = dispatcher().counters().wakeUps;
    int rounds = 0;
    std::function<void()> again = [&] {
        if (++rounds < 100)
            QMetaObject::invokeMethod(this, again, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(this, again, Qt::QueuedConnection);
    while (rounds < 100)
        dispatcher().processEvents(QEventLoop::WaitForMoreEvents);
    QCOMPARE(dispatcher().counters().wakeUps, before);
}

void TestEpollDispatcher::servesASecondThread() {
    class Thread : public QThread {
     public:
        std::atomic<int> rounds = 0;

     protected:
        void run() override {
            QTimer timer;
            connect(&timer, &QTimer::timeout, &timer, [this] { ++rounds; });
            timer.start(1);
            exec();
        }
    };
    Thread thread;
    thread.setEventDispatcher(new EpollDispatcher());
    thread.start();
    QTRY_VERIFY(thread.rounds.load() > 5);
    thread.quit();
    QVERIFY(thread.wait());
}

PONG_SERVER_TEST_MAIN(TestEpollDispatcher)
#include "test_epoll_dispatcher.moc"

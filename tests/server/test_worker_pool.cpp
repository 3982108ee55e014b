#include "server/async/worker_pool.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <future>
#include <set>
#include <sys/resource.h>

using server::WorkerPool;

class TestWorkerPool : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void runsInOrderOnOneThread();
    void givesEachThreadItsNumber();
    void refusesWhenFull();
    void drainsOrDrops();
    void refusesAfterStop();
    void endsEachThreadWithItsHook();
    void letsGoOfAJobBeforeTheNextOne();
    void letsTheMainThreadGoFirst();
};

namespace {

// A job that occupies a worker until it is told to go on.
class Gate {
 public:
    std::function<void()> job() {
        return [this] {
            m_entered.set_value();
            m_opened.get_future().wait();
        };
    }
    void waitUntilEntered() { m_entered.get_future().wait(); }
    void open() { m_opened.set_value(); }

 private:
    std::promise<void> m_entered;
    std::promise<void> m_opened;
};

}  // namespace

void TestWorkerPool::runsInOrderOnOneThread() {
    std::vector<int> order;
    WorkerPool pool("test", 1, 1'000);
    for (int i = 0; i < 100; ++i)
        QVERIFY(pool.post([&order, i] { order.push_back(i); }));
    pool.stop(WorkerPool::Stop::Drain);
    QCOMPARE(order.size(), std::size_t{100});
    QVERIFY(std::is_sorted(order.begin(), order.end()));
}

void TestWorkerPool::givesEachThreadItsNumber() {
    std::promise<int> first;
    std::promise<int> second;
    std::promise<void> both;
    const std::shared_future<void> together = both.get_future().share();
    WorkerPool pool("test", 2, 10);
    QCOMPARE(pool.threads(), 2);
    for (std::promise<int>* promise : {&first, &second}) {
        QVERIFY(pool.post([promise, together](int worker) {
            promise->set_value(worker);
            together.wait();  // so that each is on a thread of its own
        }));
    }
    const std::set<int> numbers{first.get_future().get(), second.get_future().get()};
    both.set_value();
    QCOMPARE(numbers, (std::set<int>{0, 1}));
}

void TestWorkerPool::refusesWhenFull() {
    Gate gate;
    std::atomic<int> ran = 0;
    WorkerPool pool("test", 1, 2);
    QVERIFY(pool.post(gate.job()));
    gate.waitUntilEntered();  // it is running now, and takes no place in the queue
    QVERIFY(pool.post([&] { ++ran; }));
    QVERIFY(pool.post([&] { ++ran; }));
    QCOMPARE(pool.waiting(), std::size_t{2});
    QVERIFY(!pool.post([&] { ++ran; }));
    gate.open();
    pool.stop(WorkerPool::Stop::Drain);
    QCOMPARE(ran.load(), 2);
}

void TestWorkerPool::drainsOrDrops() {
    for (const WorkerPool::Stop how : {WorkerPool::Stop::Drain, WorkerPool::Stop::Drop}) {
        Gate gate;
        std::atomic<int> ran = 0;
        WorkerPool pool("test", 1, 10);
        QVERIFY(pool.post(gate.job()));
        gate.waitUntilEntered();
        QVERIFY(pool.post([&] { ++ran; }));
        std::thread stopper([&] { pool.stop(how); });
        if (how == WorkerPool::Stop::Drop)
            QTRY_COMPARE(pool.waiting(), std::size_t{0});  // dropped while the first one still runs
        gate.open();
        stopper.join();
        QCOMPARE(ran.load(), how == WorkerPool::Stop::Drain ? 1 : 0);
    }
}

void TestWorkerPool::refusesAfterStop() {
    WorkerPool pool("test", 1, 10);
    pool.stop(WorkerPool::Stop::Drain);
    QVERIFY(!pool.post([] { QFAIL("must not run"); }));
    pool.stop(WorkerPool::Stop::Drop);  // harmless
}

void TestWorkerPool::endsEachThreadWithItsHook() {
    std::array<std::atomic<int>, 3> ended{};
    {
        const WorkerPool pool("test", 3, 10, [&](int worker) { ++ended[static_cast<std::size_t>(worker)]; });
    }
    for (const std::atomic<int>& count : ended)
        QCOMPARE(count.load(), 1);
}

void TestWorkerPool::letsGoOfAJobBeforeTheNextOne() {
    const auto owned = std::make_shared<int>(0);
    std::promise<long> seen;
    WorkerPool pool("test", 1, 10);
    QVERIFY(pool.post([owned] {}));
    QVERIFY(pool.post([&seen, weak = std::weak_ptr<int>(owned)] { seen.set_value(weak.use_count()); }));
    QCOMPARE(seen.get_future().get(), 1L);
}

void TestWorkerPool::letsTheMainThreadGoFirst() {
    const int own = ::getpriority(PRIO_PROCESS, 0);
    WorkerPool pool("test", 1, 1);
    std::promise<int> ofWorker;
    QVERIFY(pool.post([&] { ofWorker.set_value(::getpriority(PRIO_PROCESS, 0)); }));
    QCOMPARE(ofWorker.get_future().get(), std::min(own + 10, 19));
    QCOMPARE(::getpriority(PRIO_PROCESS, 0), own);
}

QTEST_GUILESS_MAIN(TestWorkerPool)

#include "test_worker_pool.moc"

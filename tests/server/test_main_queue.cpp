#include "server/async/main_queue.h"
#include "tests/support/server_test_main.h"

#include <atomic>
#include <thread>
#include <vector>

using server::MainQueue;

class TestMainQueue : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void runsJobsInOrderOnItsThread();
    void keepsTheOrderOfEachOfManyThreads();
    void runsAJobThatAJobPosts();
    void runPostedNeedsNoEventLoop();
    void dropsWhatIsLeftWithTheQueue();
};

void TestMainQueue::runsJobsInOrderOnItsThread() {
    MainQueue queue;
    std::vector<int> order;
    std::thread::id ranOn;
    std::thread poster([&] {
        for (int i = 0; i < 100; ++i) {
            queue.post([&, i] {
                order.push_back(i);
                ranOn = std::this_thread::get_id();
            });
        }
    });
    poster.join();
    QVERIFY(order.empty());
    QTRY_COMPARE(order.size(), std::size_t{100});
    QVERIFY(std::is_sorted(order.begin(), order.end()));
    QCOMPARE(ranOn, std::this_thread::get_id());
}

void TestMainQueue::keepsTheOrderOfEachOfManyThreads() {
    constexpr int threads = 8;
    constexpr int jobsEach = 5'000;
    MainQueue queue;
    std::array<int, threads> next{};
    int outOfOrder = 0;
    std::vector<std::thread> posters;
    for (std::size_t thread = 0; thread < threads; ++thread) {
        posters.emplace_back([&, thread] {
            for (int job = 0; job < jobsEach; ++job)
                queue.post([&, thread, job] { outOfOrder += next[thread]++ != job; });
        });
    }
    // The loop runs while they post, so that every way of meeting is tried.
    QTRY_VERIFY_WITH_TIMEOUT(std::all_of(next.begin(), next.end(), [](int count) { return count == jobsEach; }),
                             30'000);
    for (std::thread& poster : posters)
        poster.join();
    QCOMPARE(outOfOrder, 0);
}

void TestMainQueue::runsAJobThatAJobPosts() {
    MainQueue queue;
    int left = 1'000;
    std::function<void()> again = [&] {
        if (--left > 0)
            queue.post(again);
    };
    queue.post(again);
    QTRY_COMPARE(left, 0);
}

void TestMainQueue::runPostedNeedsNoEventLoop() {
    MainQueue queue;
    int ran = 0;
    queue.post([&] { ++ran; });
    queue.post([&] { ++ran; });
    queue.runPosted();
    QCOMPARE(ran, 2);
    queue.runPosted();
    QCOMPARE(ran, 2);
    // And the loop is still woken by the next one.
    queue.post([&] { ++ran; });
    QTRY_COMPARE(ran, 3);
}

void TestMainQueue::dropsWhatIsLeftWithTheQueue() {
    const auto owned = std::make_shared<int>(0);
    {
        MainQueue queue;
        queue.post([owned] { QFAIL("must not run"); });
        QCOMPARE(owned.use_count(), 2L);
    }
    QCOMPARE(owned.use_count(), 1L);
}

PONG_SERVER_TEST_MAIN(TestMainQueue)

#include "test_main_queue.moc"

// Completion, Lane and TaskScope: who waits is always resumed once, and what fails is never silent.

#include "shared/async/completion.h"
#include "shared/async/lane.h"
#include "shared/async/task_scope.h"

#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <array>
#include <stdexcept>

using namespace pong;

namespace {

QCoro::Task<void> store(Completion<QString> completion, QString* result) {
    *result = co_await completion;
}

QCoro::Task<void> storeMovable(Completion<std::unique_ptr<int>> completion, int* result) {
    const std::unique_ptr<int> value = co_await completion;
    *result = *value;
}

// Destroys the completion that it waited for, as a request's end does.
QCoro::Task<void> resetAfter(std::unique_ptr<Completion<int>>* owner, int* result) {
    *result = co_await **owner;
    owner->reset();
}

QCoro::Task<void> fail(Completion<int> completion) {
    co_await completion;
    throw std::runtime_error("the disk is full");
}

QCoro::Task<void> failOddly() {
    throw 42;
    co_return;
}

QCoro::Task<void> chain(TaskScope* scope, Completion<int> first, Completion<int> second, int* result) {
    const int sum = co_await first;
    *result = sum;
    const auto addSecond = [](Completion<int> completion, int* into) -> QCoro::Task<void> {
        *into += co_await completion;
    };
    scope->run(addSecond(second, result));
}

// What went through a lane: in which order, and how deep within each other.
struct Passed {
    QList<int> numbers;
    int depth = 0;
    int deepest = 0;
};

// Leaves at once, as a change does whose database has gone away.
QCoro::Task<void> pass(Lane* lane, int number, Passed* passed) {
    co_await lane->enter();
    passed->numbers.append(number);
    passed->deepest = std::max(passed->deepest, ++passed->depth);
    lane->leave();
    --passed->depth;
}

QCoro::Task<void> passWhen(Lane* lane, int number, Completion<int> completion, QList<int>* numbers) {
    co_await lane->enter();
    co_await completion;
    numbers->append(number);
    lane->leave();
}

}  // namespace

class TestAsync : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void waiterFirst();
    void valueFirst();
    void completesOnce();
    void nobodyWaits();
    void movableValues();
    void ownerDestroyedByItsWaiter();
    void laneKeepsTheOrder();
    void laneOfManyThatLeaveAtOnce();
    void scopeCountsAndTellsIdle();
    void scopeOfFinishedTask();
    void scopeLogsWhatFails();
    void scopeLogsOddFailures();
    void taskStartsAnother();
};

void TestAsync::waiterFirst() {
    Completion<QString> completion;
    QString result;
    const QCoro::Task<void> task = store(completion, &result);
    QVERIFY(!task.isReady());
    QVERIFY(!completion.isComplete());
    completion.complete(u"done"_qs);
    QVERIFY(task.isReady());
    QCOMPARE(result, u"done"_qs);
}

void TestAsync::valueFirst() {
    Completion<QString> completion;
    completion.complete(u"early"_qs);
    QVERIFY(completion.isComplete());
    QString result;
    const QCoro::Task<void> task = store(completion, &result);
    QVERIFY(task.isReady());
    QCOMPARE(result, u"early"_qs);
}

void TestAsync::completesOnce() {
    Completion<QString> completion;
    QString result;
    const QCoro::Task<void> task = store(completion, &result);
    completion.complete(u"reply"_qs);
    completion.complete(u"time-out"_qs);
    QCOMPARE(result, u"reply"_qs);
}

void TestAsync::nobodyWaits() {
    const auto value = std::make_shared<int>(1);
    {
        Completion<std::shared_ptr<int>> completion;
        completion.complete(value);
        QCOMPARE(value.use_count(), 2);
    }
    QCOMPARE(value.use_count(), 1);
}

void TestAsync::movableValues() {
    Completion<std::unique_ptr<int>> completion;
    int result = 0;
    const QCoro::Task<void> task = storeMovable(completion, &result);
    completion.complete(std::make_unique<int>(5));
    QCOMPARE(result, 5);
}

void TestAsync::ownerDestroyedByItsWaiter() {
    auto owner = std::make_unique<Completion<int>>();
    int result = 0;
    const QCoro::Task<void> task = resetAfter(&owner, &result);
    owner->complete(3);
    QVERIFY(task.isReady());
    QVERIFY(!owner);
    QCOMPARE(result, 3);
}

void TestAsync::laneKeepsTheOrder() {
    Lane lane;
    TaskScope scope(u"test"_qs);
    QList<int> numbers;
    std::array<Completion<int>, 3> done;
    for (int number = 0; number < 3; ++number)
        scope.run(passWhen(&lane, number, done[static_cast<std::size_t>(number)], &numbers));
    QCOMPARE(lane.waiting(), std::size_t{2});
    done[2].complete(0);  // not its turn
    QVERIFY(numbers.isEmpty());
    done[0].complete(0);
    QCOMPARE(numbers, QList<int>{0});
    QCOMPARE(lane.waiting(), std::size_t{1});
    done[1].complete(0);
    QCOMPARE(numbers, (QList<int>{0, 1, 2}));
    QCOMPARE(lane.waiting(), std::size_t{0});
    // Free again.
    Passed passed;
    scope.run(pass(&lane, 3, &passed));
    QCOMPARE(passed.numbers, QList<int>{3});
    QCOMPARE(scope.running(), 0);
}

void TestAsync::laneOfManyThatLeaveAtOnce() {
    constexpr int many = 1'000;
    Lane lane;
    TaskScope scope(u"test"_qs);
    Completion<int> first;
    QList<int> numbers;
    Passed passed;
    scope.run(passWhen(&lane, 0, first, &numbers));
    for (int number = 1; number <= many; ++number)
        scope.run(pass(&lane, number, &passed));
    QCOMPARE(lane.waiting(), std::size_t{many});
    first.complete(0);
    QCOMPARE(passed.numbers.size(), many);
    QVERIFY(std::is_sorted(passed.numbers.begin(), passed.numbers.end()));
    QCOMPARE(passed.deepest, 1);
    QCOMPARE(scope.running(), 0);
}

void TestAsync::scopeCountsAndTellsIdle() {
    TaskScope scope(u"test"_qs);
    QSignalSpy idle(&scope, &TaskScope::idle);
    Completion<QString> first;
    Completion<QString> second;
    QString firstResult;
    QString secondResult;
    scope.run(store(first, &firstResult));
    scope.run(store(second, &secondResult));
    QCOMPARE(scope.running(), 2);
    first.complete(u"1"_qs);
    QCOMPARE(scope.running(), 1);
    QCOMPARE(idle.count(), 0);
    second.complete(u"2"_qs);
    QCOMPARE(scope.running(), 0);
    QCOMPARE(idle.count(), 1);
    QCOMPARE(firstResult + secondResult, u"12"_qs);
}

void TestAsync::scopeOfFinishedTask() {
    TaskScope scope(u"test"_qs);
    QSignalSpy idle(&scope, &TaskScope::idle);
    Completion<QString> completion;
    completion.complete(u"early"_qs);
    QString result;
    scope.run(store(completion, &result));
    QCOMPARE(scope.running(), 0);
    QCOMPARE(idle.count(), 1);
}

void TestAsync::scopeLogsWhatFails() {
    TaskScope scope(u"accounts"_qs);
    QSignalSpy idle(&scope, &TaskScope::idle);
    Completion<int> completion;
    scope.run(fail(completion));
    QCOMPARE(scope.running(), 1);
    QTest::ignoreMessage(QtCriticalMsg, "task in accounts failed: the disk is full");
    completion.complete(0);
    QCOMPARE(scope.running(), 0);
    QCOMPARE(idle.count(), 1);
}

void TestAsync::scopeLogsOddFailures() {
    TaskScope scope(u"accounts"_qs);
    QTest::ignoreMessage(QtCriticalMsg, "task in accounts failed: not a std::exception");
    scope.run(failOddly());
    QCOMPARE(scope.running(), 0);
}

void TestAsync::taskStartsAnother() {
    TaskScope scope(u"test"_qs);
    QSignalSpy idle(&scope, &TaskScope::idle);
    Completion<int> first;
    Completion<int> second;
    int result = 0;
    scope.run(chain(&scope, first, second, &result));
    first.complete(1);
    QCOMPARE(scope.running(), 1);
    QCOMPARE(idle.count(), 0);  // never at zero in between
    second.complete(2);
    QCOMPARE(result, 3);
    QCOMPARE(idle.count(), 1);
}

QTEST_GUILESS_MAIN(TestAsync)
#include "test_async.moc"

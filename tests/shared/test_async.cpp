// Completion and TaskScope: who waits is always resumed once, and what fails is never silent.

#include "shared/async/completion.h"
#include "shared/async/task_scope.h"

#include <QSignalSpy>
#include <QtTest>

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

// The server's event loop: sockets. A wake-up costs what is ready, not what is open.

#include "server/net/epoll_dispatcher.h"
#include "support/server_test_main.h"
#include "support/socket_pair.h"

#include <QRegularExpression>
#include <QSocketNotifier>
#include <QTimer>

#include <memory>
#include <sys/resource.h>
#include <unistd.h>
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

class TestEpollNotifiers : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void oneDescriptorHasNotifiersOfEveryType();
    void aHangUpReachesTheReader();
    void noDanglingCallAfterClosingInAHandler();
    void aNumberUsedAgainIsANewDescriptor();
    void aStrayDescriptorIsForgotten();
    void aBadDescriptorIsDisabledOnce();
    void nestedLoopsDoNotRepeatStaleEvents();
    void socketsCanBeExcluded();
    void togglingANotifierWithinARoundCostsNoSystemCall();
    void aRoundIsBounded();
    void idleSocketsCostNothing();
};

void TestEpollNotifiers::oneDescriptorHasNotifiersOfEveryType() {
    SocketPair pair;
    QStringList calls;
    QSocketNotifier read(pair.near(), QSocketNotifier::Read);
    QSocketNotifier write(pair.near(), QSocketNotifier::Write);
    QSocketNotifier exception(pair.near(), QSocketNotifier::Exception);
    connect(&read, &QSocketNotifier::activated, this, [&] {
        SocketPair::drain(pair.near());
        calls += u"read"_qs;
    });
    connect(&write, &QSocketNotifier::activated, this, [&] { calls += u"write"_qs; });
    connect(&exception, &QSocketNotifier::activated, this, [&] { calls += u"exception"_qs; });
    dispatcher().processEvents(QEventLoop::AllEvents);
    QCOMPARE(calls, QStringList{u"write"_qs});  // writable all the time
    calls.clear();
    pair.poke();
    dispatcher().processEvents(QEventLoop::AllEvents);
    QCOMPARE(calls, (QStringList{u"read"_qs, u"write"_qs}));
    write.setEnabled(false);
    calls.clear();
    settle();
    QVERIFY(calls.isEmpty());
    read.setEnabled(false);
    pair.poke();
    settle();
    QVERIFY(calls.isEmpty());
    read.setEnabled(true);  // level-triggered: what came meanwhile is told now
    QTRY_COMPARE(calls, QStringList{u"read"_qs});
}

void TestEpollNotifiers::aHangUpReachesTheReader() {
    auto pair = std::make_unique<SocketPair>();
    const int fd = ::dup(pair->near());
    bool atEnd = false;
    QSocketNotifier read(fd, QSocketNotifier::Read);
    connect(&read, &QSocketNotifier::activated, this, [&] {
        char byte = 0;
        atEnd = ::read(fd, &byte, 1) == 0;
        read.setEnabled(false);
    });
    settle();
    QVERIFY(!atEnd);
    pair.reset();
    QTRY_VERIFY(atEnd);
    ::close(fd);
}

void TestEpollNotifiers::noDanglingCallAfterClosingInAHandler() {
    // All are ready in one round; whoever is called first closes and deletes all the others.
    std::vector<std::unique_ptr<SocketPair>> pairs;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    int calls = 0;
    for (int i = 0; i < 10; ++i) {
        pairs.push_back(std::make_unique<SocketPair>());
        const int fd = pairs.back()->near();
        notifiers.push_back(std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read));
        connect(notifiers.back().get(), &QSocketNotifier::activated, this, [&, fd] {
            ++calls;
            for (std::size_t other = 0; other < pairs.size(); ++other) {
                if (pairs[other]->near() == fd) {
                    SocketPair::drain(fd);
                    continue;
                }
                notifiers[other].reset();
                pairs[other]->closeNear();
            }
        });
    }
    settle();
    for (const auto& pair : pairs)
        pair->poke();
    settle();
    QCOMPARE(calls, 1);
}

void TestEpollNotifiers::aNumberUsedAgainIsANewDescriptor() {
    // Both are ready. The first one's handler closes the second one and opens another under the same number: what the
    // kernel said of the old one must not reach the new one.
    SocketPair first;
    auto second = std::make_unique<SocketPair>();
    const int number = second->near();
    std::unique_ptr<SocketPair> third;
    std::unique_ptr<QSocketNotifier> reused;
    int staleCalls = 0;
    QSocketNotifier firstNotifier(first.near(), QSocketNotifier::Read);
    auto secondNotifier = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
    int firstCalls = 0;
    connect(&firstNotifier, &QSocketNotifier::activated, this, [&] {
        SocketPair::drain(first.near());
        ++firstCalls;
        secondNotifier.reset();
        second.reset();
        third = std::make_unique<SocketPair>();
        reused = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
        connect(reused.get(), &QSocketNotifier::activated, this, [&] { ++staleCalls; });
    });
    connect(secondNotifier.get(), &QSocketNotifier::activated, this, [&] { QFAIL("the first must come first"); });
    settle();
    first.poke();
    second->poke();
    settle();
    QCOMPARE(firstCalls, 1);
    QCOMPARE(third->near(), number);  // or this test shows nothing
    QCOMPARE(staleCalls, 0);
    third->poke();
    dispatcher().processEvents(QEventLoop::AllEvents);
    QCOMPARE(staleCalls, 1);
}

void TestEpollNotifiers::aStrayDescriptorIsForgotten() {
    SocketPair watched;
    int calls = 0;
    QSocketNotifier notifier(watched.near(), QSocketNotifier::Read);
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        SocketPair::drain(watched.near());
        ++calls;
    });
    SocketPair stray;
    auto strayNotifier = std::make_unique<QSocketNotifier>(stray.near(), QSocketNotifier::Read);
    settle();
    const int duplicate = ::dup(stray.near());  // as a child process that inherited it
    stray.closeNear();
    strayNotifier.reset();  // too late: the kernel watches the duplicate on
    stray.poke();
    settle();
    const auto before = dispatcher().counters().waits;
    bool over = false;
    QTimer::singleShot(50ms, this, [&] { over = true; });
    while (!over)
        dispatcher().processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY2(dispatcher().counters().waits - before < 10, "the loop spins on a descriptor that nobody has");
    watched.poke();
    QTRY_COMPARE(calls, 1);  // the others are still watched
    ::close(duplicate);
}

void TestEpollNotifiers::aBadDescriptorIsDisabledOnce() {
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"descriptor 999999 cannot be watched"_qs));
    QSocketNotifier notifier(999'999, QSocketNotifier::Read);
    settle();
    QVERIFY(!notifier.isEnabled());
    settle();
}

void TestEpollNotifiers::nestedLoopsDoNotRepeatStaleEvents() {
    // Both are ready in one round; the first handler's nested loop serves the second one.
    std::array<SocketPair, 2> pairs;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    int calls = 0;
    int emptyReads = 0;
    for (const SocketPair& pair : pairs) {
        const int fd = pair.near();
        notifiers.push_back(std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read));
        connect(notifiers.back().get(), &QSocketNotifier::activated, this, [&, fd] {
            char byte = 0;
            if (::read(fd, &byte, 1) != 1)
                ++emptyReads;
            if (++calls == 1)
                settle();
        });
    }
    settle();
    for (const SocketPair& pair : pairs)
        pair.poke();
    settle();
    QCOMPARE(calls, 2);
    QCOMPARE(emptyReads, 0);
}

void TestEpollNotifiers::socketsCanBeExcluded() {
    SocketPair pair;
    int calls = 0;
    QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        SocketPair::drain(pair.near());
        ++calls;
    });
    settle();
    pair.poke();
    bool timed = false;
    QTimer::singleShot(20ms, this, [&] { timed = true; });
    const auto before = dispatcher().counters().waits;
    while (!timed)
        dispatcher().processEvents(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
    QCOMPARE(calls, 0);
    QVERIFY2(dispatcher().counters().waits - before < 10, "a ready socket must not end the wait");
    dispatcher().processEvents(QEventLoop::AllEvents);
    QCOMPARE(calls, 1);
}

void TestEpollNotifiers::togglingANotifierWithinARoundCostsNoSystemCall() {
    SocketPair pair;
    QSocketNotifier read(pair.near(), QSocketNotifier::Read);
    QSocketNotifier write(pair.near(), QSocketNotifier::Write);
    write.setEnabled(false);
    settle();
    const auto before = dispatcher().counters().controls;
    for (int i = 0; i < 10; ++i) {
        write.setEnabled(true);  // as a socket does that sends and flushes
        write.setEnabled(false);
        settle();
    }
    QCOMPARE(dispatcher().counters().controls, before);
}

void TestEpollNotifiers::aRoundIsBounded() {
    // Far more sockets are ready, all the time, than a round serves: every one gets its turn all the same.
    constexpr std::size_t count = 5 * EpollDispatcher::eventsPerRound;
    std::vector<std::unique_ptr<SocketPair>> pairs;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    std::vector<int> calls(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        pairs.push_back(std::make_unique<SocketPair>());
        QVERIFY(pairs.back()->isOpen());
        notifiers.push_back(std::make_unique<QSocketNotifier>(pairs.back()->near(), QSocketNotifier::Read));
        connect(notifiers.back().get(), &QSocketNotifier::activated, this, [&calls, i] { ++calls[i]; });
        pairs.back()->poke();
    }
    for (std::size_t round = 0; round < 10; ++round) {
        const auto before = dispatcher().counters().activations;
        dispatcher().processEvents(QEventLoop::AllEvents);
        QVERIFY(dispatcher().counters().activations - before <= EpollDispatcher::eventsPerRound);
    }
    QVERIFY(*std::ranges::min_element(calls) >= 1);
}

void TestEpollNotifiers::idleSocketsCostNothing() {
    constexpr std::size_t idle = 2'000;
    constexpr std::size_t busy = 10;
    rlimit files{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &files), 0);
    files.rlim_cur = files.rlim_max;
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &files), 0);
    std::vector<std::unique_ptr<SocketPair>> pairs;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    std::uint64_t read = 0;
    for (std::size_t i = 0; i < idle + busy; ++i) {
        pairs.push_back(std::make_unique<SocketPair>());
        QVERIFY2(pairs.back()->isOpen(), "this test needs 4,100 descriptors");
        const int fd = pairs.back()->near();
        notifiers.push_back(std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read));
        connect(notifiers.back().get(), &QSocketNotifier::activated, this, [&read, fd] {
            SocketPair::drain(fd);
            ++read;
        });
    }
    settle();
    const EpollDispatcher::Counters before = dispatcher().counters();
    constexpr std::size_t rounds = 100;
    for (std::size_t round = 1; round <= rounds; ++round) {
        for (std::size_t i = 0; i < busy; ++i)
            pairs[i * idle / busy]->poke();
        while (read < round * busy)
            dispatcher().processEvents(QEventLoop::WaitForMoreEvents);
    }
    const EpollDispatcher::Counters after = dispatcher().counters();
    QCOMPARE(after.activations - before.activations, rounds * busy);
    QCOMPARE(after.waits - before.waits, rounds);
    QCOMPARE(after.controls, before.controls);
    QCOMPARE(after.wakeUps, before.wakeUps);
}

PONG_SERVER_TEST_MAIN(TestEpollNotifiers)
#include "test_epoll_notifiers.moc"

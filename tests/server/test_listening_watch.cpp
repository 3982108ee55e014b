// After a stall of the server nobody is taken for silent until there was time to read what came meanwhile.

#include "server/net/listening_watch.h"

#include <QTest>

using server::ListeningWatch;
using namespace std::chrono_literals;

class TestListeningWatch : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void listensWhileItIsAsked();
    void hearsNobodyAfterAStall();
    void aStallWithinAStallCounts();
    void aLateStepIsNoStall();
};

namespace {

constexpr std::int64_t start = 5'000'000'000;
constexpr std::int64_t step = 250'000;

// A sweep of a second that has gone on in four steps for two seconds.
ListeningWatch running() {
    ListeningWatch watch(1s);
    for (std::int64_t us = start - 8 * step; us <= start; us += step)
        watch.listensAt(us);
    return watch;
}

}  // namespace

void TestListeningWatch::listensWhileItIsAsked() {
    ListeningWatch watch = running();
    for (int i = 1; i < 100; ++i)
        QVERIFY(watch.listensAt(start + i * step));
}

void TestListeningWatch::hearsNobodyAfterAStall() {
    ListeningWatch watch = running();
    const std::int64_t back = start + 3'000'000;
    QVERIFY(!watch.listensAt(back));
    QVERIFY(!watch.listensAt(back + step));
    QVERIFY(!watch.listensAt(back + 3 * step));
    QVERIFY(watch.listensAt(back + 4 * step));
}

void TestListeningWatch::aStallWithinAStallCounts() {
    ListeningWatch watch = running();
    QVERIFY(!watch.listensAt(start + 3'000'000));
    QVERIFY(!watch.listensAt(start + 6'000'000));
    QVERIFY(!watch.listensAt(start + 6'000'000 + 3 * step));
    QVERIFY(watch.listensAt(start + 6'000'000 + 4 * step));
}

void TestListeningWatch::aLateStepIsNoStall() {
    ListeningWatch watch = running();
    QVERIFY(watch.listensAt(start + 2'000'000));
}

QTEST_APPLESS_MAIN(TestListeningWatch)
#include "test_listening_watch.moc"

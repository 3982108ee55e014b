// Which tick it is on a client: echoes, the clock that follows gently, and the lead that follows the reported margins.

#include "client/match/match_time.h"

#include "shared/pong/tick_clock.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace client;
using pong::Tick;

namespace {

constexpr std::int64_t millisecond = 1000;
constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t tickUs = second / pong::ticksPerSecond;

// Answers all echoes of the start at once: `aheadUs` is the server's clock less ours.
void synchronise(ClockSync& sync, std::int64_t nowUs, std::int64_t aheadUs, std::int64_t roundTripUs) {
    for (int i = 0; i < 5; ++i) {
        sync.echoAsked(nowUs);
        sync.echoReplied(nowUs, nowUs + roundTripUs / 2 + aheadUs, nowUs + roundTripUs);
    }
}

}  // namespace

class MatchTimeTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void smallestRoundTripCounts();
    void fiveEchoesThenNowAndThen();
    void oldEchoesAreForgotten();
    void impossibleEchoesAreIgnored();
    void clockSlewsByTwoPercent();
    void clockStepsWhenFarOff();
    void leadStartsWithFiveTicks();
    void leadFollowsTheReports();
    void leadIsBounded();
    void stallsAreNoReason();
    void startsAheadOfTheServer();
    void silenceHoldsThePicture();
    void countdownIsNoSilence();
    void whatWouldHaveBeenHeard();
    void silenceTellsNothing();
};

void MatchTimeTest::smallestRoundTripCounts() {
    ClockSync sync;
    QCOMPARE(sync.roundTripUs(), std::int64_t{0});
    constexpr std::int64_t ahead = 5 * second;
    // Held up on one way only, so that each looks as if the clocks were elsewhere; the fastest least.
    for (const std::int64_t delay : {40'000, 9'000, 1'000, 25'000, 60'000})
        sync.echoReplied(0, ahead + 10'000 + delay, 20'000 + delay);
    QVERIFY(sync.isSynchronised());
    QCOMPARE(sync.roundTripUs(), std::int64_t{21'000});
    QCOMPARE(sync.serverUs(1000), ahead + 1000 + 500);
}

void MatchTimeTest::fiveEchoesThenNowAndThen() {
    ClockSync sync;
    std::int64_t nowUs = 0;
    int asked = 0;
    for (; nowUs <= second; nowUs += millisecond)
        if (sync.isEchoDue(nowUs)) {
            sync.echoAsked(nowUs);
            ++asked;
        }
    QCOMPARE(asked, 5);
    for (int i = 0; i < 4; ++i)
        sync.echoReplied(0, 0, 10);
    QVERIFY(!sync.isSynchronised());
    sync.echoReplied(0, 0, 10);
    QVERIFY(sync.isSynchronised());
    QVERIFY(sync.isEchoDue(2'100 * millisecond));
}

// Clocks drift: the best of long ago must not count for ever.
void MatchTimeTest::oldEchoesAreForgotten() {
    ClockSync sync;
    sync.echoReplied(0, 100, 10);
    for (int i = 0; i < 16; ++i)
        sync.echoReplied(0, 7'000 + 1'000, 2'000);
    QCOMPARE(sync.serverUs(0), std::int64_t{7'000});
}

void MatchTimeTest::impossibleEchoesAreIgnored() {
    ClockSync sync;
    for (int i = 0; i < 5; ++i)
        sync.echoReplied(5000, 0, 4000);
    QVERIFY(!sync.isSynchronised());
}

void MatchTimeTest::clockSlewsByTwoPercent() {
    PlayClock clock;
    clock.advance(0, 0);
    std::int64_t last = 0;
    for (std::int64_t nowUs = 10'000; nowUs <= second; nowUs += 10'000) {
        clock.advance(nowUs, nowUs + 90'000);
        QCOMPARE(clock.positionUs() - last, std::int64_t{10'200});
        last = clock.positionUs();
    }
    for (std::int64_t nowUs = second + 10'000; nowUs <= 10 * second; nowUs += 10'000) {
        clock.advance(nowUs, nowUs + 90'000);
        QVERIFY(clock.positionUs() - last <= 10'200);
        last = clock.positionUs();
    }
    QCOMPARE(clock.positionUs(), 10 * second + 90'000);
    clock.advance(10 * second + 10'000, 10 * second);
    QCOMPARE(clock.positionUs() - last, std::int64_t{9'800});
}

void MatchTimeTest::clockStepsWhenFarOff() {
    PlayClock clock;
    clock.advance(0, 500'000);
    QCOMPARE(clock.positionUs(), std::int64_t{500'000});
    clock.advance(10'000, 610'000);
    QCOMPARE(clock.positionUs(), std::int64_t{510'200});
    clock.advance(20'000, 621'000);
    QCOMPARE(clock.positionUs(), std::int64_t{621'000});
}

void MatchTimeTest::leadStartsWithFiveTicks() {
    QCOMPARE(LeadControl().leadUs(80'000), 40'000 + 5 * tickUs);
}

void MatchTimeTest::leadFollowsTheReports() {
    LeadControl lead;
    lead.report(-3, lead.leadUs(80'000));
    QVERIFY(lead.leadUs(80'000) > 40'000 + 8 * tickUs);  // late: at once

    LeadControl early;
    early.report(4, early.leadUs(80'000));
    QCOMPARE(early.leadUs(80'000), 40'000 + 5 * tickUs);  // early: only when it was so for a while
    for (int i = 0; i < 60; ++i)
        early.report(static_cast<Tick>((early.leadUs(80'000) - 40'000) / tickUs), early.leadUs(80'000));
    QVERIFY(early.leadUs(80'000) < 40'000 + 3 * tickUs);
    QVERIFY(early.leadUs(80'000) > 40'000);
}

void MatchTimeTest::leadIsBounded() {
    LeadControl lead;
    for (int i = 0; i < 60; ++i)
        lead.report(-29, lead.leadUs(80'000));
    QCOMPARE(lead.leadUs(80'000), 40'000 + 15 * tickUs);
    for (int i = 0; i < 60; ++i)
        lead.report(100, lead.leadUs(80'000));
    QCOMPARE(lead.leadUs(80'000), tickUs);
}

void MatchTimeTest::stallsAreNoReason() {
    LeadControl lead;
    lead.report(-120, lead.leadUs(80'000));
    QCOMPARE(lead.leadUs(80'000), 40'000 + 5 * tickUs);
}

void MatchTimeTest::startsAheadOfTheServer() {
    MatchTime time;
    constexpr std::int64_t ahead = 77 * second;
    synchronise(time.sync(), 0, ahead, 80'000);
    time.advance(second);
    QVERIFY(!time.isRunning());
    const pong::TickClock clock = pong::TickClock::startingAt(240, ahead + 3 * second);
    time.start(clock.tickZeroUs(), 240);
    QVERIFY(!time.hasStarted());
    QCOMPARE(time.ticks(), 240.0);
    QCOMPARE(time.untilStartUs(), 2 * second - time.leadUs());
    time.advance(3 * second - time.leadUs() - 1);
    QVERIFY(!time.hasStarted());
    time.advance(3 * second - time.leadUs());
    QVERIFY(time.hasStarted());
    time.advance(4 * second - time.leadUs());
    QVERIFY(std::abs(time.ticks() - 360) < 0.01);
}

void MatchTimeTest::silenceHoldsThePicture() {
    MatchTime time;
    synchronise(time.sync(), 0, 0, 0);
    time.advance(0);
    time.start(0, 0);
    time.advance(0);
    time.serverHeard();
    time.advance(second);
    QVERIFY(!time.isServerSilent());
    const double held = time.shownTicks();
    QCOMPARE(held, time.ticks());
    time.advance(second + 400'000);
    QVERIFY(time.isServerSilent());
    QVERIFY(std::abs(time.shownTicks() - held) < 0.01);
    QVERIFY(time.ticks() > held + 47);
    time.serverHeard();
    QVERIFY(!time.isServerSilent());
    QCOMPARE(time.shownTicks(), time.ticks());
}

void MatchTimeTest::countdownIsNoSilence() {
    MatchTime time;
    synchronise(time.sync(), 0, 0, 0);
    time.advance(0);
    time.start(5 * second, 0);
    for (std::int64_t nowUs = 0; nowUs <= 5 * second; nowUs += 10'000)
        time.advance(nowUs);
    QVERIFY(time.hasStarted());
    QVERIFY(!time.isServerSilent());
}

// As far as the server has come, and its news has reached this client: 40 ms each way here.
void MatchTimeTest::whatWouldHaveBeenHeard() {
    MatchTime time;
    synchronise(time.sync(), 0, 0, 80'000);
    time.advance(0);
    QCOMPARE(time.heardThrough(), Tick{0});
    time.start(0, 0);
    const auto goOn = [&time](std::int64_t fromUs, std::int64_t toUs) {
        for (std::int64_t nowUs = fromUs; nowUs <= toUs; nowUs += 10'000) {
            time.advance(nowUs);
            time.serverHeard();
        }
    };
    goOn(0, 2 * second);
    // The server is at tick 240 now, and was at this one when it sent what comes in now.
    constexpr Tick sent = 240 - 40'000 * pong::ticksPerSecond / second;
    QVERIFY(time.heardThrough() <= sent && time.heardThrough() >= sent - 5);
    // It stood still for 80 ms: this client is further ahead than it wants to be, and knows no more because of that.
    time.moveTickZero(80'000);
    time.advance(2 * second);
    QVERIFY(time.heardThrough() <= sent - 9);
    goOn(2 * second, 9 * second);
    constexpr Tick later = 1080 - (40'000 + 80'000) * pong::ticksPerSecond / second;
    QVERIFY(time.heardThrough() <= later && time.heardThrough() >= later - 5);
}

void MatchTimeTest::silenceTellsNothing() {
    MatchTime time;
    synchronise(time.sync(), 0, 0, 0);
    time.advance(0);
    time.start(0, 0);
    time.advance(second);
    time.serverHeard();
    time.advance(second + 500'000);
    const Tick known = time.heardThrough();
    QVERIFY(known > 160);
    for (const std::int64_t nowUs : {second + 700'000, second + 990'000, second + 1'500'000}) {
        time.advance(nowUs);
        QVERIFY(time.heardThrough() <= known + 4);
    }
}

QTEST_APPLESS_MAIN(MatchTimeTest)
#include "match_time_test.moc"

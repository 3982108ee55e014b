// Which tick a change of direction gets: the rules that server and client share.

#include "shared/pong/input_schedule.h"

#include <QtTest>

#include <vector>

using namespace pong;

class TestInputSchedule : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void getsTheTickAskedFor();
    void isNeverInAStep();
    void isAtMostAQuarterSecondAhead();
    void ticksStrictlyIncrease();
    void refusesWhatDoesNotFit();
    void holdKeepsItsLength();
    void holdEndsAtMostAQuarterSecondLate();
    void otherDirectionIsHalfAsLate();
    void restIsNoHold();
    void tapsOfAStallSurvive();
    void tapsAreNoOlderThanTheStart();
};

void TestInputSchedule::getsTheTickAskedFor() {
    InputSchedule schedule(100);
    QCOMPARE(schedule.place(105, Direction::Up, 101), std::optional<Tick>(105));
    QCOMPARE(schedule.lastTick(), 105);
    QCOMPARE(schedule.direction(), Direction::Up);
}

void TestInputSchedule::isNeverInAStep() {
    InputSchedule schedule;
    QCOMPARE(schedule.place(90, Direction::Up, 100), std::optional<Tick>(101));
}

void TestInputSchedule::isAtMostAQuarterSecondAhead() {
    InputSchedule schedule;
    QCOMPARE(schedule.place(1'000'000'000, Direction::Up, 100), std::optional<Tick>(130));
    // What was asked too far ahead is no late start: the end has nothing to make up for.
    QCOMPARE(schedule.place(140, Direction::None, 120), std::optional<Tick>(140));
}

void TestInputSchedule::ticksStrictlyIncrease() {
    InputSchedule schedule;
    QCOMPARE(schedule.place(105, Direction::Up, 100), std::optional<Tick>(105));
    QCOMPARE(schedule.place(105, Direction::Down, 100), std::optional<Tick>(106));
    QCOMPARE(schedule.place(3, Direction::None, 100), std::optional<Tick>(107));
}

void TestInputSchedule::refusesWhatDoesNotFit() {
    InputSchedule schedule;
    for (Tick i = 1; i <= InputSchedule::furthestAhead; ++i)
        QCOMPARE(schedule.place(0, i % 2 == 0 ? Direction::None : Direction::Up, 100), std::optional<Tick>(100 + i));
    QCOMPARE(schedule.place(0, Direction::Down, 100), std::optional<Tick>());
    QCOMPARE(schedule.direction(), Direction::None);
    QCOMPARE(schedule.lastTick(), 130);
    QCOMPARE(schedule.place(0, Direction::Down, 101), std::optional<Tick>(131));
}

void TestInputSchedule::holdKeepsItsLength() {
    InputSchedule schedule;
    QCOMPARE(schedule.place(100, Direction::Up, 109), std::optional<Tick>(110));
    QCOMPARE(schedule.place(120, Direction::None, 112), std::optional<Tick>(130));
}

void TestInputSchedule::holdEndsAtMostAQuarterSecondLate() {
    InputSchedule schedule;
    QCOMPARE(schedule.place(100, Direction::Up, 199), std::optional<Tick>(200));
    QCOMPARE(schedule.place(205, Direction::None, 210), std::optional<Tick>(235));
}

void TestInputSchedule::otherDirectionIsHalfAsLate() {
    InputSchedule schedule;
    QCOMPARE(schedule.place(100, Direction::Up, 119), std::optional<Tick>(120));
    QCOMPARE(schedule.place(130, Direction::Down, 125), std::optional<Tick>(140));
    QCOMPARE(schedule.place(160, Direction::Up, 155), std::optional<Tick>(165));
    QCOMPARE(schedule.place(180, Direction::Down, 175), std::optional<Tick>(182));
    QCOMPARE(schedule.place(200, Direction::Up, 195), std::optional<Tick>(201));
    QCOMPARE(schedule.place(220, Direction::Down, 215), std::optional<Tick>(220));
}

void TestInputSchedule::restIsNoHold() {
    InputSchedule schedule;
    QCOMPARE(schedule.place(100, Direction::Up, 109), std::optional<Tick>(110));
    QCOMPARE(schedule.place(105, Direction::None, 109), std::optional<Tick>(115));
    QCOMPARE(schedule.place(120, Direction::Down, 116), std::optional<Tick>(120));
}

void TestInputSchedule::tapsOfAStallSurvive() {
    InputSchedule schedule;
    const std::vector<Tick> asked{100, 110, 130, 136, 160, 161};  // presses and releases, all delivered at 220
    Tick last = 220;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const auto tick = schedule.place(asked[i], i % 2 == 0 ? Direction::Down : Direction::None, 220);
        QVERIFY(tick);
        QVERIFY(*tick > last);
        last = *tick;
    }
    QVERIFY(last < 220 + InputSchedule::furthestAhead);
}

// Two taps that come 10 ticks late are both as long as they were, and do not push each other further.
void TestInputSchedule::tapsAreNoOlderThanTheStart() {
    InputSchedule schedule;
    QCOMPARE(schedule.place(100, Direction::Up, 109), std::optional<Tick>(110));
    QCOMPARE(schedule.place(104, Direction::None, 109), std::optional<Tick>(114));
    QCOMPARE(schedule.place(112, Direction::Up, 113), std::optional<Tick>(115));
    QCOMPARE(schedule.place(116, Direction::None, 113), std::optional<Tick>(119));
}

QTEST_APPLESS_MAIN(TestInputSchedule)
#include "test_input_schedule.moc"

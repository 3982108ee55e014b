// The packed integers of changes and inputs, and the clock of ticks.

#include "shared/pong/match_wire.h"
#include "shared/pong/tick_clock.h"

#include <QtTest>

#include <limits>

using namespace pong;

class TestMatchWire : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void everyChangeComesBack();
    void nearChangesTakeTwoBytes();
    void refusesWhatIsNoChange();
    void inputsComeBack();
    void refusesWhatIsNoInput();
    void clockFindsItsTicksAgain();
    void clockCanBeHeld();
};

void TestMatchWire::everyChangeComesBack() {
    for (const Tick base : {packedChangeBehind, 36'000, lastPossibleTick})
        for (Tick later = 1 - packedChangeBehind; later <= packedChangeAhead; ++later)
            for (const Side side : {Side::Left, Side::Right})
                for (const Direction direction : {Direction::Up, Direction::None, Direction::Down})
                    for (int number = 0; number < 256; ++number) {
                        const RelayedChange change{base + later, side, direction, static_cast<std::uint8_t>(number)};
                        QVERIFY(unpackChange(packChange(change, base), base) == change);
                    }
}

void TestMatchWire::nearChangesTakeTwoBytes() {
    constexpr std::uint32_t twoBytesOfVarint = 1u << 14;
    QVERIFY(packChange({108, Side::Right, Direction::Down, 255}, 100) < twoBytesOfVarint);
    QVERIFY(packChange({109, Side::Left, Direction::Up, 0}, 100) >= twoBytesOfVarint);
    QVERIFY(packChange({100, Side::Left, Direction::Up, 0}, 100) >= twoBytesOfVarint);
}

void TestMatchWire::refusesWhatIsNoChange() {
    const std::uint32_t good = packChange({100 + packedChangeAhead, Side::Right, Direction::Down, 255}, 100);
    QVERIFY(unpackChange(good, 100));
    QVERIFY(!unpackChange(good + 1, 100));  // a fourth direction
    QVERIFY(unpackChange(packChange({101 - packedChangeBehind, Side::Left, Direction::Up, 0}, 100), 100));
    QVERIFY(!unpackChange(packChange({100 - packedChangeBehind, Side::Left, Direction::Up, 0}, 100), 100));
    QVERIFY(!unpackChange(std::numeric_limits<std::uint32_t>::max(), 100));
}

void TestMatchWire::inputsComeBack() {
    for (const Tick tick : {0, 1, 36'000, lastPossibleTick})
        for (const Direction direction : {Direction::Up, Direction::None, Direction::Down}) {
            const AskedInput input{tick, direction};
            QVERIFY(unpackInput(packInput(input)) == input);
        }
}

void TestMatchWire::refusesWhatIsNoInput() {
    QVERIFY(!unpackInput(3));
    QVERIFY(!unpackInput(std::numeric_limits<std::uint32_t>::max()));
    QCOMPARE(unpackInput(std::numeric_limits<std::uint32_t>::max() - 1)->tick, (1 << 30) - 1);
}

void TestMatchWire::clockFindsItsTicksAgain() {
    for (const std::int64_t zero : {std::int64_t{0}, std::int64_t{-77'777}, std::int64_t{9'000'000'000'001}}) {
        const TickClock clock(zero);
        for (const Tick tick : {0, 1, 2, 3, 119, 120, 36'001, lastPossibleTick}) {
            QCOMPARE(clock.tickAt(clock.timeOf(tick)), tick);
            QCOMPARE(clock.tickAt(clock.timeOf(tick) - 1), tick - 1);
            QCOMPARE(TickClock::startingAt(tick, clock.timeOf(tick)).tickZeroUs(), zero);
        }
        QCOMPARE(clock.timeOf(120) - clock.timeOf(0), std::int64_t{1'000'000});
    }
}

void TestMatchWire::clockCanBeHeld() {
    TickClock clock(0);
    clock.shift(500'000);
    QCOMPARE(clock.tickAt(1'000'000), 60);
}

QTEST_APPLESS_MAIN(TestMatchWire)
#include "test_match_wire.moc"

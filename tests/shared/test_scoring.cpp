// Serves, points and the end of a match.

#include "shared/pong/simulation.h"
#include "tests/shared/flying_ball.h"

#include <QtTest>

#include <set>

using namespace pong;
using namespace pong::test;

namespace {

constexpr Fixed middleY = tableHeight / 2;

}  // namespace

class TestScoring : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void firstServe();
    void serveAngles();
    void servesTowardsWhoConceded();
    void pointIsScored();
    void matchEnds_data();
    void matchEnds();
    void nothingMovesAfterTheEnd();
    void bothStill();
};

void TestScoring::firstServe() {
    Simulation simulation(Rules{}, 42);
    const Side towards = simulation.state().serveTo;
    for (Tick i = 1; i < firstServeDelay; ++i) {
        QCOMPARE(simulation.step(still), Events{NoEvent});
        QCOMPARE(simulation.state().ballX, tableWidth / 2);
        QCOMPARE(simulation.state().ballY, tableHeight / 2);
    }
    QCOMPARE(simulation.step(still), Events{Served});
    QCOMPARE(simulation.state().velocityX < 0, towards == Side::Left);
    simulation.step(still);
    QVERIFY(simulation.state().ballX != tableWidth / 2);
}

void TestScoring::serveAngles() {
    std::set<int> angles;
    std::set<Side> sides;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        Simulation simulation(Rules{}, seed);
        sides.insert(simulation.state().serveTo);
        stepUntil(simulation, Served);
        angles.insert(angleOf(simulation.state()));
        QCOMPARE(simulation.state().speed, units(400));
    }
    QCOMPARE(sides.size(), std::size_t{2});
    QCOMPARE(*angles.begin(), -steepestServe);
    QCOMPARE(*angles.rbegin(), steepestServe);
    QCOMPARE(angles.size(), std::size_t(2 * (steepestServe - flattestServe + 1)));
    QVERIFY(!angles.contains(0));
}

void TestScoring::servesTowardsWhoConceded() {
    for (const Side conceding : {Side::Left, Side::Right}) {
        const Fixed x = conceding == Side::Left ? units(4) : tableWidth - units(4);
        Simulation simulation(Rules{}, flying(x, units(100), 600, conceding, 0));
        QCOMPARE(simulation.step(still), conceding == Side::Left ? Events{RightScored} : Events{LeftScored});
        QCOMPARE(simulation.state().serveTo, conceding);
        QCOMPARE(simulation.state().serveTicks, serveDelay);
        for (Tick i = 1; i < serveDelay; ++i)
            QCOMPARE(simulation.step(still), Events{NoEvent});
        QCOMPARE(simulation.step(still), Events{Served});
        QCOMPARE(simulation.state().velocityX < 0, conceding == Side::Left);
    }
}

void TestScoring::pointIsScored() {
    State state = flying(tableWidth - units(3), units(80), 700, Side::Right, 20);
    state.rally = 9;
    state.score = {3, 4};
    Simulation simulation(Rules{}, state);
    QCOMPARE(simulation.step(still), Events{LeftScored});
    const State& after = simulation.state();
    QCOMPARE(int(after.score[0]), 4);
    QCOMPARE(int(after.score[1]), 4);
    QCOMPARE(after.phase, Phase::Serve);
    QCOMPARE(after.ballX, tableWidth / 2);
    QCOMPARE(after.ballY, tableHeight / 2);
    QCOMPARE(after.velocityX, 0);
    QCOMPARE(after.velocityY, 0);
    QCOMPARE(after.speed, units(400));
    QCOMPARE(after.rally, 9);  // for who records the point
    stepUntil(simulation, Served);
    QCOMPARE(simulation.state().rally, 0);
}

void TestScoring::matchEnds_data() {
    QTest::addColumn<int>("pointsToWin");
    QTest::addColumn<int>("margin");
    QTest::addColumn<int>("left");  // before the left player's point
    QTest::addColumn<int>("right");
    QTest::addColumn<bool>("over");
    for (const int points : {5, 7, 11, 15, 21}) {
        for (const int margin : {1, 2}) {
            QTest::addRow("%d by %d: the last point", points, margin) << points << margin << points - 1 << 0 << true;
            QTest::addRow("%d by %d: one too few", points, margin) << points << margin << points - 2 << 0 << false;
            QTest::addRow("%d by %d: one clear", points, margin)
                << points << margin << points - 1 << points - 1 << (margin == 1);
        }
        QTest::addRow("%d by 2: two clear", points) << points << 2 << points - 1 << points - 2 << true;
        QTest::addRow("%d by 2: late tie", points) << points << 2 << points + 3 << points + 4 << false;
        QTest::addRow("%d by 2: late, two clear", points) << points << 2 << points + 4 << points + 3 << true;
        QTest::addRow("%d by 2: the last tie", points) << points << 2 << 98 << 99 << false;
        QTest::addRow("%d by 2: after the last tie", points) << points << 2 << 99 << 99 << true;
    }
}

void TestScoring::matchEnds() {
    QFETCH(int, pointsToWin);
    QFETCH(int, margin);
    QFETCH(int, left);
    QFETCH(int, right);
    QFETCH(bool, over);
    const Rules rules{.pointsToWin = pointsToWin, .winMargin = margin};
    State state = flying(tableWidth - units(3), units(80), 700, Side::Right, 0);
    state.score = {static_cast<std::uint8_t>(left), static_cast<std::uint8_t>(right)};
    QVERIFY(isValid(state, rules));
    Simulation simulation(rules, state);
    QCOMPARE(simulation.step(still), static_cast<Events>(over ? LeftScored | MatchOver : LeftScored));
    QCOMPARE(simulation.isOver(), over);
    QVERIFY(isValid(simulation.state(), rules));
    if (over)
        QCOMPARE(simulation.winner(), Side::Left);
}

void TestScoring::nothingMovesAfterTheEnd() {
    State state = flying(units(3), units(80), 700, Side::Left, 0);
    state.score = {4, 10};
    Simulation simulation(Rules{}, state);
    QCOMPARE(simulation.step(still), static_cast<Events>(RightScored | MatchOver));
    QCOMPARE(simulation.winner(), Side::Right);
    State expected = simulation.state();
    for (int i = 0; i < 500; ++i) {
        QCOMPARE(simulation.step({Direction::Up, Direction::Down}), Events{NoEvent});
        ++expected.tick;
        QCOMPARE(simulation.state(), expected);
    }
}

void TestScoring::bothStill() {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Simulation simulation(Rules{}, seed);
        QVERIFY(stepUntil(simulation, MatchOver, 20'000));
        QCOMPARE(simulation.state().paddleY[0], middleY);
        QCOMPARE(simulation.state().paddleY[1], middleY);
    }
}

QTEST_GUILESS_MAIN(TestScoring)
#include "test_scoring.moc"

// How ball and paddles move, rule by rule. Random play is in test_properties.

#include "shared/pong/simulation.h"
#include "tests/shared/flying_ball.h"

#include <QtTest>

using namespace pong;
using namespace pong::test;

namespace {

constexpr Fixed ballHalf = ballSize / 2;
constexpr Fixed leftFront = paddleInset + paddleWidth + ballHalf;  // the ball's centre when it touches the left paddle
constexpr Fixed leftMiddle = paddleInset + paddleWidth / 2;
constexpr Fixed middleY = tableHeight / 2;

}  // namespace

class TestSimulation : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void paddlesMoveAndStop();
    void paddlesStayOnTheTable();
    void bothPressing();
    void bounceOffWalls_data();
    void bounceOffWalls();
    void bounceByPartOfPaddle_data();
    void bounceByPartOfPaddle();
    void edgeOfThePaddle_data();
    void edgeOfThePaddle();
    void speedGrowsToItsCap();
    void fastestBallNeverTunnels();
    void wallAndPaddleInOneTick();
    void endOfPaddleSaves();
    void ballPastThePaddleIsLost();
};

void TestSimulation::paddlesMoveAndStop() {
    Simulation simulation(Rules{}, 1);
    for (int i = 0; i < 24; ++i)
        simulation.step({Direction::Down, Direction::None});
    const Fixed moved = simulation.state().paddleY[0] - middleY;
    QVERIFY(std::abs(moved - units(100)) < units(1));  // 500 units a second for a fifth of one
    QCOMPARE(simulation.state().paddleY[1], middleY);
    simulation.step(still);
    QCOMPARE(simulation.state().paddleY[0] - middleY, moved);
}

void TestSimulation::paddlesStayOnTheTable() {
    for (const int height : {64, 84, 112}) {
        Simulation simulation(Rules{.paddleHeight = height}, 1);
        for (int i = 0; i < 200; ++i)
            simulation.step({Direction::Up, Direction::Down});
        QCOMPARE(simulation.state().paddleY[0], units(height) / 2);
        QCOMPARE(simulation.state().paddleY[1], tableHeight - units(height) / 2);
    }
}

void TestSimulation::bothPressing() {
    Simulation both(Rules{}, 1);
    Simulation left(Rules{}, 1);
    Simulation right(Rules{}, 1);
    for (int i = 0; i < 30; ++i) {
        both.step({Direction::Up, Direction::Up});
        left.step({Direction::Up, Direction::None});
        right.step({Direction::None, Direction::Up});
    }
    QCOMPARE(both.state().paddleY[0], left.state().paddleY[0]);
    QCOMPARE(both.state().paddleY[1], right.state().paddleY[1]);
    QCOMPARE(both.state().paddleY[0], both.state().paddleY[1]);
    QVERIFY(both.state().paddleY[0] < middleY);
}

void TestSimulation::bounceOffWalls_data() {
    QTest::addColumn<bool>("top");
    QTest::addColumn<int>("speed");
    QTest::addColumn<int>("angle");
    for (const bool top : {true, false})
        for (const int speed : {200, 400, 1500})
            for (const int angle : {1, 30, 60})
                QTest::addRow("%s at %d, %d degrees", top ? "top" : "bottom", speed, angle) << top << speed << angle;
}

void TestSimulation::bounceOffWalls() {
    QFETCH(bool, top);
    QFETCH(int, speed);
    QFETCH(int, angle);
    const Fixed wall = top ? ballHalf : tableHeight - ballHalf;
    const Fixed gap = 20;  // less than any of these moves in a tick
    const State before = flying(units(400), wall + (top ? gap : -gap), speed, Side::Right, top ? -angle : angle);
    Simulation simulation(Rules{}, before);
    QCOMPARE(simulation.step(still), Events{WallHit});
    const State& after = simulation.state();
    QCOMPARE(after.velocityX, before.velocityX);
    QCOMPARE(after.velocityY, -before.velocityY);
    QCOMPARE(after.speed, before.speed);
    QCOMPARE(after.ballX, before.ballX + before.velocityX);
    QCOMPARE(std::abs(after.ballY - wall), std::abs(before.velocityY) - gap);  // the way it would have gone, folded
}

void TestSimulation::bounceByPartOfPaddle_data() {
    QTest::addColumn<Side>("side");
    QTest::addColumn<int>("offset");  // table units below the paddle's middle
    QTest::addColumn<int>("angle");
    for (const Side side : {Side::Left, Side::Right})
        for (const auto& [offset, angle] :
             {std::pair{-47, -58}, {-24, -30}, {-8, -10}, {0, 0}, {8, 10}, {24, 30}, {47, 58}})
            QTest::addRow("%s paddle, %d", side == Side::Left ? "left" : "right", offset) << side << offset << angle;
}

void TestSimulation::bounceByPartOfPaddle() {
    QFETCH(Side, side);
    QFETCH(int, offset);
    QFETCH(int, angle);
    const Fixed x = side == Side::Left ? units(100) : units(700);
    Simulation simulation(Rules{}, flying(x, middleY + units(offset), 500, side, 0));
    QCOMPARE(stepUntil(simulation, LeftPaddleHit | RightPaddleHit),
             side == Side::Left ? Events{LeftPaddleHit} : Events{RightPaddleHit});
    QCOMPARE(angleOf(simulation.state()), angle);
    QCOMPARE(simulation.state().velocityX > 0, side == Side::Left);
    QCOMPARE(simulation.state().speed, units(530));
    QCOMPARE(simulation.state().rally, 1);
}

void TestSimulation::edgeOfThePaddle_data() {
    QTest::addColumn<int>("height");
    QTest::addColumn<Fixed>("offset");
    QTest::addColumn<bool>("hit");
    for (const int height : {64, 84, 112}) {
        const Fixed reach = units(height) / 2 + ballHalf;
        for (const int sign : {-1, 1}) {
            QTest::addRow("%d: end %d", height, sign) << height << sign * reach << true;
            QTest::addRow("%d: past end %d", height, sign) << height << sign * (reach + 1) << false;
        }
    }
}

void TestSimulation::edgeOfThePaddle() {
    QFETCH(int, height);
    QFETCH(Fixed, offset);
    QFETCH(bool, hit);
    const Rules rules{.paddleHeight = height};
    Simulation simulation(rules, flying(units(100), middleY + offset, 500, Side::Left, 0, rules));
    QCOMPARE(stepUntil(simulation, LeftPaddleHit | RightScored), hit ? Events{LeftPaddleHit} : Events{RightScored});
    if (hit)
        QCOMPARE(angleOf(simulation.state()), offset < 0 ? -steepestBounce : steepestBounce);
}

void TestSimulation::speedGrowsToItsCap() {
    Simulation simulation(Rules{}, flying(units(400), middleY, 400, Side::Left, 0));
    std::int32_t expected = units(400);
    for (int rally = 1; rally <= 30; ++rally) {
        QVERIFY(stepUntil(simulation, LeftPaddleHit | RightPaddleHit));
        expected = std::min(expected * 106 / 100, units(1000));
        QCOMPARE(simulation.state().speed, expected);
        QCOMPARE(simulation.state().rally, rally);
    }
    QCOMPARE(simulation.state().speed, units(1000));
}

void TestSimulation::fastestBallNeverTunnels() {
    const Rules rules{.paddleHeight = 64, .ballSpeed = 800, .ballSpeedMax = 1500};
    // Every phase of the tick at which the ball comes to the paddle's plane, at flat and steep angles.
    for (const Side side : {Side::Left, Side::Right}) {
        for (Fixed start = units(60); start < units(60) + 13 * unit; start += 37) {
            for (const int angle : {-60, -31, 0, 17, 60}) {
                State state = flying(side == Side::Left ? start : tableWidth - start, middleY, 1500, side, angle);
                const std::int64_t flown = start - leftFront;
                const auto down = static_cast<Fixed>(flown * state.velocityY / std::abs(state.velocityX));
                for (const Fixed offset : {-units(37), Fixed{0}, units(37)}) {
                    state.paddleY[index(side)] = middleY + down - offset;
                    Simulation simulation(rules, state);
                    QCOMPARE(stepUntil(simulation, LeftPaddleHit | RightPaddleHit | LeftScored | RightScored, 100),
                             side == Side::Left ? Events{LeftPaddleHit} : Events{RightPaddleHit});
                }
            }
        }
    }
}

void TestSimulation::wallAndPaddleInOneTick() {
    // Into the corner between the upper wall and a paddle that stands at it, from every phase of the tick.
    int both = 0;
    for (Fixed start = leftFront + 1; start < leftFront + units(12); start += 50) {
        for (Fixed below = 1; below < units(12); below += 50) {
            State state = flying(start, ballHalf + below, 1500, Side::Left, -45);
            state.paddleY[0] = units(42);
            Simulation simulation(Rules{.ballSpeedMax = 1500}, state);
            const Events events = stepUntil(simulation, LeftPaddleHit | RightScored, 10);
            QVERIFY(events & LeftPaddleHit);
            QVERIFY(isValid(simulation.state(), simulation.rules()));
            QVERIFY(simulation.state().velocityX > 0);
            both += bool(events & WallHit);
        }
    }
    QVERIFY(both > 100);
}

void TestSimulation::endOfPaddleSaves() {
    // The ball is beside the paddle's front half, just above it, and the paddle comes up: saved, steeply upwards.
    State state = flying(leftFront - units(6), middleY - units(50), 400, Side::Left, 0);
    Simulation simulation(Rules{}, state);
    QCOMPARE(simulation.step({Direction::Up, Direction::None}), Events{LeftPaddleHit});
    QVERIFY(angleOf(simulation.state()) <= -55);
    QVERIFY(simulation.state().velocityX > 0);
    // It falls onto the end itself.
    state = flying(leftFront - units(2), middleY - units(50), 1000, Side::Left, 60);
    simulation = Simulation(Rules{}, state);
    QCOMPARE(simulation.step(still), Events{LeftPaddleHit});
    QVERIFY(simulation.state().velocityX > 0 && simulation.state().velocityY < 0);
}

void TestSimulation::ballPastThePaddleIsLost() {
    // Half a unit past the middle of the paddle that comes to meet it; and right behind one that stands in its way
    // back.
    for (const Fixed x : {leftMiddle - unit / 2, paddleInset - ballHalf}) {
        for (const Fixed y : {middleY - units(50), middleY}) {
            Simulation simulation(Rules{}, flying(x, y, 400, Side::Left, 0));
            QCOMPARE(stepUntil(simulation, LeftPaddleHit | RightScored, 100, {Direction::Up, Direction::None}),
                     Events{RightScored});
        }
    }
}

QTEST_GUILESS_MAIN(TestSimulation)
#include "test_simulation.moc"

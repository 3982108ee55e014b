// The rules of play, one by one. Random play is in test_properties.

#include "shared/pong/simulation.h"
#include "shared/pong/trigonometry.h"

#include <QtTest>

#include <set>

using namespace pong;

namespace {

constexpr Inputs still{Direction::None, Direction::None};
constexpr Fixed ballHalf = ballSize / 2;
constexpr Fixed leftFront = paddleInset + paddleWidth + ballHalf;  // the ball's centre when it touches the left paddle
constexpr Fixed leftMiddle = paddleInset + paddleWidth / 2;
constexpr Fixed middleY = tableHeight / 2;

// A ball in flight, both paddles in the middle. The angle is in degrees off the horizontal, downwards if above 0.
State flying(Fixed x, Fixed y, int speed, Side towards, int angle, const Rules& rules = {}) {
    State state = Simulation(rules, 1).state();
    const auto part = [speed](int value) {
        return static_cast<Fixed>(std::int64_t{units(speed)} * value / (trigonometryUnit * ticksPerSecond));
    };
    state.phase = Phase::Rally;
    state.serveTicks = 0;
    state.ballX = x;
    state.ballY = y;
    state.speed = units(speed);
    state.velocityX = towards == Side::Left ? -part(cosine(std::abs(angle))) : part(cosine(std::abs(angle)));
    state.velocityY = angle < 0 ? -part(sine(-angle)) : part(sine(angle));
    return state;
}

// Steps until one of these events, at most `limit` ticks.
Events stepUntil(Simulation& simulation, int wanted, Tick limit = 1000, const Inputs& inputs = still) {
    for (Tick i = 0; i < limit; ++i) {
        const Events events = simulation.step(inputs);
        if (events & wanted)
            return events;
    }
    return NoEvent;
}

// Degrees off the horizontal that the velocity stands for, as the table of sines knows them.
int angleOf(const State& state) {
    const int sign = state.velocityY < 0 ? -1 : 1;
    for (int angle = 0; angle < 90; ++angle) {
        const State other = flying(0, 0, state.speed / unit, Side::Left, angle);
        if (std::abs(other.velocityY - std::abs(state.velocityY)) <= 16)
            return sign * angle;
    }
    return 90;
}

}  // namespace

class TestSimulation : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void firstServe();
    void serveAngles();
    void servesTowardsWhoConceded();
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
    void pointIsScored();
    void matchEnds_data();
    void matchEnds();
    void nothingMovesAfterTheEnd();
    void bothStill();
    void hashSeesEveryField();
    void rulesHaveBounds_data();
    void rulesHaveBounds();
    void statesHaveBounds_data();
    void statesHaveBounds();
};

void TestSimulation::firstServe() {
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

void TestSimulation::serveAngles() {
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

void TestSimulation::servesTowardsWhoConceded() {
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

void TestSimulation::pointIsScored() {
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

void TestSimulation::matchEnds_data() {
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

void TestSimulation::matchEnds() {
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

void TestSimulation::nothingMovesAfterTheEnd() {
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

void TestSimulation::bothStill() {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Simulation simulation(Rules{}, seed);
        QVERIFY(stepUntil(simulation, MatchOver, 20'000));
        QCOMPARE(simulation.state().paddleY[0], middleY);
        QCOMPARE(simulation.state().paddleY[1], middleY);
    }
}

void TestSimulation::hashSeesEveryField() {
    const State base = flying(units(300), units(200), 500, Side::Left, 10);
    const std::array<void (*)(State&), 15> changes{[](State& s) { ++s.tick; },
                                                   [](State& s) { ++s.paddleY[0]; },
                                                   [](State& s) { ++s.paddleY[1]; },
                                                   [](State& s) { ++s.ballX; },
                                                   [](State& s) { ++s.ballY; },
                                                   [](State& s) { ++s.velocityX; },
                                                   [](State& s) { ++s.velocityY; },
                                                   [](State& s) { ++s.speed; },
                                                   [](State& s) { ++s.rally; },
                                                   [](State& s) { ++s.serveTicks; },
                                                   [](State& s) { ++s.score[0]; },
                                                   [](State& s) { ++s.score[1]; },
                                                   [](State& s) { s.phase = Phase::Over; },
                                                   [](State& s) { s.serveTo = opposite(s.serveTo); },
                                                   [](State& s) { ++s.generator; }};
    std::set<std::uint64_t> hashes{Simulation(Rules{}, base).hash()};
    for (const auto change : changes) {
        State state = base;
        change(state);
        hashes.insert(Simulation(Rules{}, state).hash());
    }
    QCOMPARE(hashes.size(), changes.size() + 1);
}

void TestSimulation::rulesHaveBounds_data() {
    QTest::addColumn<Rules>("rules");
    QTest::addColumn<bool>("valid");
    QTest::newRow("standard") << Rules{} << true;
    QTest::newRow("quickest") << Rules{5, 1, 64, 800, 20, 1500} << true;
    QTest::newRow("slowest") << Rules{21, 2, 112, 200, 0, 200} << true;
    QTest::newRow("points between") << Rules{.pointsToWin = 6} << false;
    QTest::newRow("no points") << Rules{.pointsToWin = 0} << false;
    QTest::newRow("no margin") << Rules{.winMargin = 0} << false;
    QTest::newRow("margin of 3") << Rules{.winMargin = 3} << false;
    QTest::newRow("paddle between") << Rules{.paddleHeight = 85} << false;
    QTest::newRow("ball too slow") << Rules{.ballSpeed = 199} << false;
    QTest::newRow("ball too fast") << Rules{.ballSpeed = 801} << false;
    QTest::newRow("speeds up too much") << Rules{.ballSpeedUp = 21} << false;
    QTest::newRow("slows down") << Rules{.ballSpeedUp = -1} << false;
    QTest::newRow("cap below serve") << Rules{.ballSpeedMax = 399} << false;
    QTest::newRow("cap too fast") << Rules{.ballSpeedMax = 1501} << false;
}

void TestSimulation::rulesHaveBounds() {
    QFETCH(Rules, rules);
    QFETCH(bool, valid);
    QCOMPARE(isValid(rules), valid);
}

void TestSimulation::statesHaveBounds_data() {
    using Damage = void (*)(State&);
    QTest::addColumn<Damage>("damage");
    const auto row = [](const char* name, Damage damage) { QTest::newRow(name) << damage; };
    row("tick below 0", [](State& s) { s.tick = -1; });
    row("tick too late", [](State& s) { s.tick = lastPossibleTick + 1; });
    row("left paddle too high", [](State& s) { s.paddleY[0] = units(42) - 1; });
    row("right paddle too low", [](State& s) { s.paddleY[1] = tableHeight - units(42) + 1; });
    row("ball off the table", [](State& s) { s.ballX = 0; });
    row("ball in the wall", [](State& s) { s.ballY = ballHalf - 1; });
    row("ball stands in a rally", [](State& s) { s.velocityX = s.velocityY = 0; });
    row("ball at another angle", [](State& s) { s.velocityX += 5; });
    row("ball too slow", [](State& s) { s.speed = units(400) - 1; });
    row("ball too fast", [](State& s) { s.speed = units(1000) + 1; });
    row("rally below 0", [](State& s) { s.rally = -1; });
    row("longer rally than match", [](State& s) { s.rally = s.tick + 1; });
    row("serve pause in a rally", [](State& s) { s.serveTicks = 1; });
    row("serve with the ball away", [](State& s) { s.phase = Phase::Serve; });
    row("match already won", [](State& s) { s.score = {11, 3}; });
    row("score that cannot be", [](State& s) { s.score = {14, 3}; });
    row("over without a winner", [](State& s) { s.phase = Phase::Over; });
    row("no such phase", [](State& s) { s.phase = static_cast<Phase>(3); });
    row("no such side", [](State& s) { s.serveTo = static_cast<Side>(2); });
}

void TestSimulation::statesHaveBounds() {
    using Damage = void (*)(State&);
    QFETCH(Damage, damage);
    State state = flying(units(300), units(200), 500, Side::Left, 10);
    state.tick = 1000;
    QVERIFY(isValid(state, Rules{}));
    damage(state);
    QVERIFY(!isValid(state, Rules{}));
}

QTEST_GUILESS_MAIN(TestSimulation)
#include "test_simulation.moc"

// Which rules and states are accepted from outside, and that the hash sees all of a state.

#include "shared/pong/simulation.h"
#include "tests/shared/flying_ball.h"

#include <QtTest>

#include <set>

using namespace pong;
using namespace pong::test;

namespace {

constexpr Fixed ballHalf = ballSize / 2;

}  // namespace

class TestValidity : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void hashSeesEveryField();
    void rulesHaveBounds_data();
    void rulesHaveBounds();
    void statesHaveBounds_data();
    void statesHaveBounds();
};

void TestValidity::hashSeesEveryField() {
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

void TestValidity::rulesHaveBounds_data() {
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

void TestValidity::rulesHaveBounds() {
    QFETCH(Rules, rules);
    QFETCH(bool, valid);
    QCOMPARE(isValid(rules), valid);
}

void TestValidity::statesHaveBounds_data() {
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

void TestValidity::statesHaveBounds() {
    using Damage = void (*)(State&);
    QFETCH(Damage, damage);
    State state = flying(units(300), units(200), 500, Side::Left, 10);
    state.tick = 1000;
    QVERIFY(isValid(state, Rules{}));
    damage(state);
    QVERIFY(!isValid(state, Rules{}));
}

QTEST_GUILESS_MAIN(TestValidity)
#include "test_validity.moc"

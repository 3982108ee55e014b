// The AI plays as a person does: late, with errors, with human hands; and its levels are a ladder.

#include "shared/ai/ai_player.h"
#include "shared/pong/random.h"

#include <QtTest>

using namespace pong;
using namespace pong::ai;

namespace {

constexpr Tick tooLong = 250'000;  // over half an hour

struct Result {
    Side winner = Side::Left;
    std::array<std::uint8_t, 2> score{};
    Tick ticks = 0;
    std::uint64_t hash = 0;
    int mostChangesInASecond = 0;  // by either player
    Tick shortestHold = tooLong;
};

// Counts what a player's hand does.
class Hand {
 public:
    void hold(Direction direction, Tick tick, Result& result) {
        if (direction == m_held)
            return;
        if (m_changes > 0)
            result.shortestHold = std::min(result.shortestHold, tick - m_last);
        if (tick - m_secondStart >= ticksPerSecond) {
            m_secondStart = tick;
            m_inSecond = 0;
        }
        result.mostChangesInASecond = std::max(result.mostChangesInASecond, ++m_inSecond);
        m_held = direction;
        m_last = tick;
        ++m_changes;
    }

 private:
    Direction m_held = Direction::None;
    Tick m_last = 0;
    Tick m_secondStart = 0;
    int m_inSecond = 0;
    int m_changes = 0;
};

Result play(const Parameters& left, const Parameters& right, std::uint64_t seed) {
    Simulation simulation(Rules{}, seed);
    AiPlayer leftPlayer(Side::Left, left, seed * 2 + 1);
    AiPlayer rightPlayer(Side::Right, right, seed * 2 + 2);
    std::array<Hand, 2> hands;
    Result result;
    while (!simulation.isOver() && simulation.state().tick < tooLong) {
        const Inputs inputs{leftPlayer.decide(simulation), rightPlayer.decide(simulation)};
        for (std::size_t side = 0; side < 2; ++side)
            hands[side].hold(inputs[side], simulation.state().tick, result);
        simulation.step(inputs);
    }
    result.winner = simulation.winner();
    result.score = simulation.state().score;
    result.ticks = simulation.state().tick;
    result.hash = simulation.hash();
    return result;
}

// A ball that flies to the left player, downwards at 30 degrees, on its way to the wall.
State fallingBall(Tick tick) {
    State state = Simulation(Rules{}, 1).state();
    state.tick = tick;
    state.phase = Phase::Rally;
    state.serveTicks = 0;
    state.ballX = units(700);
    state.ballY = units(450);
    state.velocityX = -2955;
    state.velocityY = 1706;
    return state;
}

}  // namespace

class TestAiPlayer : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void levelsAreValid();
    void parametersHaveBounds();
    void higherLevelsWin_data();
    void higherLevelsWin();
    void everyLevelLosesPointsAndEnds_data();
    void everyLevelLosesPointsAndEnds();
    void sameSeedPlaysTheSame();
    void bothSidesPlayTheSame();
    void seesLate_data();
    void seesLate();
    void foreseesBounces_data();
    void foreseesBounces();
    void waitsInTheMiddle();
};

void TestAiPlayer::levelsAreValid() {
    for (int level = lowestLevel; level <= highestLevel; ++level)
        QVERIFY(isValid(parametersOf(level)));
    QCOMPARE(parametersOf(-3), parametersOf(lowestLevel));
    QCOMPARE(parametersOf(99), parametersOf(highestLevel));
}

void TestAiPlayer::parametersHaveBounds() {
    QVERIFY(isValid(Parameters{0, 0, 2, 1, 0}));
    QVERIFY(isValid(Parameters{60, 120, 60, 60, 4}));
    QVERIFY(!isValid(Parameters{.reactionTicks = 61}));
    QVERIFY(!isValid(Parameters{.reactionTicks = -1}));
    QVERIFY(!isValid(Parameters{.aimError = 121}));
    QVERIFY(!isValid(Parameters{.deadZone = 1}));
    QVERIFY(!isValid(Parameters{.holdTicks = 0}));
    QVERIFY(!isValid(Parameters{.bounceLookahead = 5}));
}

void TestAiPlayer::higherLevelsWin_data() {
    QTest::addColumn<int>("lower");
    for (int lower = lowestLevel; lower < highestLevel; ++lower)
        QTest::addRow("%d against %d", lower + 1, lower) << lower;
}

void TestAiPlayer::higherLevelsWin() {
    QFETCH(int, lower);
    int won = 0;
    for (std::uint64_t match = 0; match < 40; ++match) {
        const Side higherSide = match % 2 == 0 ? Side::Left : Side::Right;
        const Parameters higher = parametersOf(lower + 1);
        const bool isLeft = higherSide == Side::Left;
        const Result result =
            play(isLeft ? higher : parametersOf(lower), isLeft ? parametersOf(lower) : higher, 100 + match);
        QVERIFY(result.ticks < tooLong);
        won += result.winner == higherSide;
    }
    qInfo("level %d won %d of 40 against level %d", lower + 1, won, lower);
    QVERIFY2(won >= 28, qPrintable(QString::number(won)));
}

void TestAiPlayer::everyLevelLosesPointsAndEnds_data() {
    QTest::addColumn<int>("level");
    for (int level = lowestLevel; level <= highestLevel; ++level)
        QTest::addRow("level %d", level) << level;
}

void TestAiPlayer::everyLevelLosesPointsAndEnds() {
    QFETCH(int, level);
    const Parameters parameters = parametersOf(level);
    int conceded = 0;
    for (std::uint64_t match = 0; match < 12; ++match) {
        const Result result = play(parameters, parameters, 300 + match);
        QVERIFY(result.ticks < tooLong);
        conceded += std::min(result.score[0], result.score[1]);
        QVERIFY(result.mostChangesInASecond <= 8);
        QVERIFY(result.shortestHold >= parameters.holdTicks);
    }
    QVERIFY(conceded > 12);  // nobody wins every rally
}

void TestAiPlayer::sameSeedPlaysTheSame() {
    const Result first = play(parametersOf(3), parametersOf(4), 7);
    QCOMPARE(play(parametersOf(3), parametersOf(4), 7).hash, first.hash);
    QVERIFY(play(parametersOf(3), parametersOf(4), 8).hash != first.hash);
}

void TestAiPlayer::bothSidesPlayTheSame() {
    Simulation simulation(Rules{}, 9);
    Simulation mirrored(Rules{}, mirror(simulation.state()));
    AiPlayer player(Side::Left, parametersOf(3), 5);
    AiPlayer mirroredPlayer(Side::Right, parametersOf(3), 5);
    while (!simulation.isOver()) {
        const Direction direction = player.decide(simulation);
        QCOMPARE(mirroredPlayer.decide(mirrored), direction);
        simulation.step({direction, Direction::None});
        mirrored.step({Direction::None, direction});
    }
}

void TestAiPlayer::seesLate_data() {
    QTest::addColumn<Tick>("reactionTicks");
    for (const Tick ticks : {0, 1, 19, 60})
        QTest::addRow("%d ticks", ticks) << ticks;
}

void TestAiPlayer::seesLate() {
    QFETCH(Tick, reactionTicks);
    constexpr Tick appears = 100;
    AiPlayer player(Side::Left, Parameters{reactionTicks, 0, 2, 1, 0}, 1);
    const Simulation before(Rules{}, 1);
    for (Tick tick = 0; tick < appears; ++tick) {
        State state = before.state();
        state.tick = tick;
        QCOMPARE(player.decide(Simulation(Rules{}, state)), Direction::None);
    }
    for (Tick tick = appears; tick < appears + reactionTicks; ++tick)
        QCOMPARE(player.decide(Simulation(Rules{}, fallingBall(tick))), Direction::None);
    QCOMPARE(player.decide(Simulation(Rules{}, fallingBall(appears + reactionTicks))), Direction::Down);
}

void TestAiPlayer::foreseesBounces_data() {
    QTest::addColumn<int>("lookahead");
    QTest::addColumn<Direction>("direction");
    // The ball goes down to the wall, and comes to the paddle high up.
    QTest::newRow("none") << 0 << Direction::Down;
    QTest::newRow("one") << 1 << Direction::Up;
    QTest::newRow("four") << 4 << Direction::Up;
}

void TestAiPlayer::foreseesBounces() {
    QFETCH(int, lookahead);
    QFETCH(Direction, direction);
    AiPlayer player(Side::Left, Parameters{0, 0, 2, 1, lookahead}, 1);
    QCOMPARE(player.decide(Simulation(Rules{}, fallingBall(0))), direction);
}

void TestAiPlayer::waitsInTheMiddle() {
    AiPlayer player(Side::Right, parametersOf(5), 1);
    State state = Simulation(Rules{}, 1).state();
    state.paddleY[1] = units(60);
    state.serveTicks = serveDelay;
    Simulation simulation(Rules{}, state);
    while (simulation.state().phase == Phase::Serve)
        simulation.step({Direction::None, player.decide(simulation)});
    QVERIFY(std::abs(simulation.state().paddleY[1] - tableHeight / 2) <= units(20));
}

QTEST_GUILESS_MAIN(TestAiPlayer)
#include "test_ai_player.moc"

// LocalMatch and LocalDriver on a clock that the test turns.

#include "client/match/local_driver.h"

#include <QSignalSpy>
#include <QtTest>

using namespace client;
using namespace std::chrono_literals;
using pong::Direction;
using pong::Side;
using Stage = MatchFrame::Stage;

namespace {

constexpr std::uint64_t seed = 7;

LocalMatch startedMatch(std::chrono::microseconds* now) {
    LocalMatch match(pong::Rules(), seed);
    match.advance(*now);
    while (match.stage() == Stage::Countdown) {
        *now += 1ms;
        match.advance(*now);
    }
    return match;
}

QRandomGenerator seeds() {
    return QRandomGenerator(seed);
}

}  // namespace

class LocalMatchTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void countsDownBeforeTheFirstTick() {
        LocalMatch match(pong::Rules(), seed);
        auto now = 5'000'000us;
        match.advance(now);
        QCOMPARE(match.frame().stage, Stage::Countdown);
        QCOMPARE(match.frame().countdownMs, 2100);
        for (int i = 0; i < 2099; ++i)
            match.advance(now += 1ms);
        QCOMPARE(match.frame().countdownMs, 1);
        QCOMPARE(match.frame().tick, 0);
        match.advance(now += 1ms);
        QCOMPARE(match.frame().stage, Stage::Playing);
    }

    void playsTicksByTheClockWhateverTheFrameRate_data() {
        QTest::addColumn<int>("frameUs");
        QTest::newRow("60 Hz") << 16'667;
        QTest::newRow("144 Hz") << 6'944;
        QTest::newRow("uneven") << 31'337;
    }
    void playsTicksByTheClockWhateverTheFrameRate() {
        QFETCH(int, frameUs);
        auto now = 0us;
        LocalMatch match = startedMatch(&now);
        const auto begin = now;
        const pong::Tick first = match.simulation().state().tick;
        while (now - begin < 10s)
            match.advance(now += std::chrono::microseconds(frameUs));
        const auto played = match.simulation().state().tick - first;
        const auto expected = (now - begin).count() * pong::ticksPerSecond / 1'000'000;
        QVERIFY2(std::abs(played - expected) <= 1, qPrintable(QString::number(played)));
    }

    void aLongGapIsNotPlayed() {
        auto now = 0us;
        LocalMatch match = startedMatch(&now);
        const pong::Tick before = match.simulation().state().tick;
        match.advance(now += 1h);
        QCOMPARE(match.simulation().state().tick - before, pong::ticksOfMilliseconds(100));
        match.advance(now - 1s);  // a clock that goes back moves nothing
        QCOMPARE(match.simulation().state().tick - before, pong::ticksOfMilliseconds(100));
    }

    void framesLieBetweenTicks() {
        auto now = 0us;
        LocalMatch match = startedMatch(&now);
        match.setDirection(Side::Left, Direction::Down);
        match.advance(now += 50ms);
        double last = match.frame().paddleY[0];
        for (int i = 0; i < 40; ++i) {
            match.advance(now += 1ms);
            const double y = match.frame().paddleY[0];
            QVERIFY(y > last);        // moves in every frame, not only at ticks
            QVERIFY(y - last < 0.6);  // 500 units a second
            last = y;
        }
        QCOMPARE(match.frame().paddleY[1], 250.0);
    }

    void keysHeldDuringThePauseMoveTheirPaddleAfterIt() {
        auto now = 0us;
        LocalMatch match = startedMatch(&now);
        QVERIFY(match.pause());
        QVERIFY(!match.pause());
        const auto paused = match.simulation().hash();
        match.setDirection(Side::Right, Direction::Up);
        match.advance(now += 90ms);
        QCOMPARE(match.simulation().hash(), paused);
        QCOMPARE(match.frame().stage, Stage::Paused);
        QVERIFY(match.resume());
        QVERIFY(!match.resume());
        QCOMPARE(match.frame().countdownMs, 2100);
        for (int i = 0; i < 25; ++i)
            match.advance(now += 100ms);
        QCOMPARE(match.frame().stage, Stage::Playing);
        QVERIFY(match.frame().paddleY[1] < 250);
    }

    void aMatchOfTheAiAgainstNobodyEnds() {
        LocalDriver driver(pong::Rules{.pointsToWin = 5}, 5, {}, seeds());
        QSignalSpy finished(&driver, &MatchDriver::finished);
        int points = 0;
        int overs = 0;
        connect(&driver, &MatchDriver::effect, this, [&](const MatchEffect& effect) {
            points += effect.kind == MatchEffect::Kind::LeftScored || effect.kind == MatchEffect::Kind::RightScored;
            overs += effect.kind == MatchEffect::Kind::Over;
        });
        auto now = 0us;
        MatchFrame frame = driver.frame(now);
        while (frame.stage != Stage::Over && now < 30min) {
            QVERIFY(!driver.result());
            frame = driver.frame(now += 100ms);
        }
        QCOMPARE(frame.stage, Stage::Over);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(overs, 1);
        QCOMPARE(points, frame.score[0] + frame.score[1]);
        QCOMPARE(driver.result()->winner, frame.winner);
        QCOMPARE(frame.winner, Side::Right);
        QCOMPARE(driver.result()->score[1], 5);

        driver.frame(now += 100ms);
        QCOMPARE(finished.count(), 1);
        driver.rematch();
        QVERIFY(!driver.result());
        frame = driver.frame(now += 100ms);
        QCOMPARE(frame.stage, Stage::Countdown);
        QCOMPARE(frame.score[1], 0);
    }

    void rematchIsForAMatchThatIsOver() {
        LocalDriver driver(pong::Rules(), LocalDriver::noAi, {}, seeds());
        auto now = 0us;
        for (int i = 0; i < 40; ++i)
            driver.frame(now += 100ms);
        const pong::Tick tick = driver.frame(now).tick;
        QVERIFY(tick > 0);
        driver.rematch();
        QCOMPARE(driver.frame(now).tick, tick);
    }

    void losingTheKeyboardLetsGoAndPauses() {
        LocalDriver driver(pong::Rules(), LocalDriver::noAi, {}, seeds());
        auto now = 0us;
        for (int i = 0; i < 25; ++i)
            driver.frame(now += 100ms);
        driver.setDirection(Side::Left, Direction::Up);
        driver.setDirection(Side::Right, Direction::Down);
        driver.frame(now += 100ms);
        QSignalSpy changed(&driver, &MatchDriver::changed);
        driver.loseFocus();
        QCOMPARE(changed.count(), 1);
        const MatchFrame paused = driver.frame(now += 100ms);
        QCOMPARE(paused.stage, Stage::Paused);
        driver.resume();
        MatchFrame frame = driver.frame(now);
        for (int i = 0; i < 30; ++i)
            frame = driver.frame(now += 100ms);
        QCOMPARE(frame.stage, Stage::Playing);
        constexpr double oneTick = 500.0 / pong::ticksPerSecond;  // what the interpolation had not shown yet
        QVERIFY(std::abs(frame.paddleY[0] - paused.paddleY[0]) <= oneTick);
        QVERIFY(std::abs(frame.paddleY[1] - paused.paddleY[1]) <= oneTick);
    }

    void tellsWhoPlays() {
        const LocalDriver two(pong::Rules(), LocalDriver::noAi, QStringLiteral("mara"), seeds());
        QVERIFY(two.info().steered[0] && two.info().steered[1]);
        const LocalDriver ai(pong::Rules{.pointsToWin = 7}, 4, QStringLiteral("mara"), seeds());
        QVERIFY(ai.info().steered[0] && !ai.info().steered[1]);
        QCOMPARE(ai.info().players[0].name, QStringLiteral("mara"));
        QVERIFY(ai.info().players[1].ai);
        QVERIFY(ai.info().players[1].role.contains(u'4'));
        QCOMPARE(ai.info().pointsToWin, 7);
        QVERIFY(!ai.info().leaveForfeits);
    }

    void theAisPaddleIsNotForKeys() {
        LocalDriver driver(pong::Rules(), 1, {}, seeds());
        LocalDriver untouched(pong::Rules(), 1, {}, seeds());
        auto now = 0us;
        for (int i = 0; i < 60; ++i) {
            now += 100ms;
            driver.setDirection(Side::Right, Direction::Up);
            QCOMPARE(driver.frame(now).paddleY[1], untouched.frame(now).paddleY[1]);
        }
    }
};

QTEST_GUILESS_MAIN(LocalMatchTest)
#include "local_match_test.moc"

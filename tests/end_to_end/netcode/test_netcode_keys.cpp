// From the key to both pictures: each rule of the netcode about inputs and what is shown, one by one, on a virtual
// clock and network.

#include "tests/end_to_end/netcode/virtual_match_look.h"
#include "tests/end_to_end/netcode/watched_match.h"

#include <QtTest>

#include <cmath>

using namespace netcode;
using client::MatchEffect;
using client::MatchFrame;
using pong::Change;
using pong::Direction;
using pong::Side;
using Stage = client::MatchFrame::Stage;

class TestNetcodeKeys : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void ownPaddleAnswersInItsTick();
    void keyHeldInTheCountdownStartsAtOnce();
    void opponentIsMirrored();
    void losingFocusReleases();
    void anInputIsASignOfLife();
    void holdKeepsItsLength();
    void tapsSurviveAStall();
    void manyKeysAtOnceEndWithTheLast();
    void predictedPointIsNotShown();
    void ownHitSoundsAtOnceOpponentsWhenKnown();
};

void TestNetcodeKeys::ownPaddleAnswersInItsTick() {
    VirtualMatch match(setupOf(150));
    match.start();
    match.runFor(500 * millisecond);
    for (const Direction direction : {Direction::Up, Direction::Down, Direction::None}) {
        const double before = match.left().frame(match.nowUs()).paddleY[0];
        match.press(Side::Left, direction);
        match.runFor(9 * millisecond);
        const double moved = match.left().frame(match.nowUs()).paddleY[0] - before;
        const double tickWay = 500.0 / pong::ticksPerSecond;
        if (direction == Direction::None)
            QVERIFY(std::abs(moved) < tickWay);  // what was left of the tick before
        else
            QVERIFY(moved * static_cast<double>(direction) > tickWay);
        match.runFor(200 * millisecond);
    }
    match.runFor(second);
    QVERIFY(match.left().corrections(client::Corrected::OwnPaddle).empty());
    const auto& asked = match.left().inputsSent();
    const std::vector<Change> placed = pressesOf(match, Side::Left);
    QCOMPARE(placed.size(), asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i)
        QCOMPARE(placed[i].tick, asked[i].tick);
}

void TestNetcodeKeys::keyHeldInTheCountdownStartsAtOnce() {
    VirtualMatch match(setupOf(80));
    match.connect(Side::Left);
    match.connect(Side::Right);
    QVERIFY(match.runUntil([&] { return stageOf(match, Side::Left) == Stage::Countdown; }));
    const int countdownMs = match.left().frame(match.nowUs()).countdownMs;
    QVERIFY(countdownMs > 1500 && countdownMs <= 2100);
    match.press(Side::Left, Direction::Up);
    match.runFor(500 * millisecond);
    QVERIFY(match.left().inputsSent().empty());
    QCOMPARE(match.left().frame(match.nowUs()).countdownMs, countdownMs - 500);
    QVERIFY(match.runUntil([&] { return stageOf(match, Side::Left) == Stage::Playing; }));
    match.runFor(2 * second);
    QCOMPARE(pressesOf(match, Side::Left).size(), std::size_t{1});
    QCOMPARE(pressesOf(match, Side::Left)[0].tick, 2);  // the start itself releases both in tick 1
}

void TestNetcodeKeys::opponentIsMirrored() {
    VirtualMatch match(setupOf(10));
    match.start();
    QVERIFY(match.left().frame(match.nowUs()).serving && match.right().frame(match.nowUs()).serving);
    QCOMPARE(match.left().frame(match.nowUs()).serveTo, pong::opposite(match.right().frame(match.nowUs()).serveTo));
    match.press(Side::Left, Direction::Up);
    match.press(Side::Right, Direction::Down);
    match.runFor(200 * millisecond);
    match.press(Side::Left, Direction::None);
    match.press(Side::Right, Direction::None);
    match.runFor(250 * millisecond);
    const MatchFrame left = match.left().frame(match.nowUs());
    const MatchFrame right = match.right().frame(match.nowUs());
    QVERIFY(left.paddleY[0] < 200 && left.paddleY[1] > 300);
    QCOMPARE(left.paddleY[0], right.paddleY[1]);
    QCOMPARE(left.paddleY[1], right.paddleY[0]);
    match.runFor(500 * millisecond);
    QVERIFY(std::abs(match.left().frame(match.nowUs()).ballX + match.right().frame(match.nowUs()).ballX - 800) < 20);
}

void TestNetcodeKeys::losingFocusReleases() {
    VirtualMatch match(setupOf(20));
    match.start();
    match.press(Side::Left, Direction::Up);
    match.runFor(100 * millisecond);
    match.left().loseFocus(match.nowUs());
    match.runFor(2 * second);
    const std::vector<Change> changes = pressesOf(match, Side::Left);
    QCOMPARE(changes.size(), std::size_t{2});
    QCOMPARE(changes[1].direction, Direction::None);
    QVERIFY(std::abs(changes[1].tick - changes[0].tick - 12) <= 1);
}

// Who presses keys need not beat as well, and is not taken for gone.
void TestNetcodeKeys::anInputIsASignOfLife() {
    VirtualMatch match(setupOf(20));
    match.start();
    const int before = match.left().beatsSent();
    const int ofTheOther = match.right().beatsSent();
    for (int i = 0; i < 10; ++i) {
        match.press(Side::Left, i % 2 == 0 ? Direction::Up : Direction::None);
        match.runFor(400 * millisecond);
    }
    QVERIFY(match.left().beatsSent() <= before + 1);
    QVERIFY(match.right().beatsSent() >= ofTheOther + 7);
    QCOMPARE(match.server().counters().pauses, 0u);
    QVERIFY(areInStep(match));
}

void TestNetcodeKeys::holdKeepsItsLength() {
    VirtualMatch match(setupOf(20));
    match.start();
    match.runFor(second);
    match.left().up().stallUntil(match.nowUs() + 150 * millisecond);
    match.press(Side::Left, Direction::Up);
    match.runFor(200 * millisecond);
    match.press(Side::Left, Direction::None);
    match.runFor(2 * second);
    const auto& asked = match.left().inputsSent();
    const std::vector<Change> placed = pressesOf(match, Side::Left);
    QCOMPARE(placed.size(), std::size_t{2});
    QVERIFY(placed[0].tick > asked[0].tick + 5);
    QCOMPARE(placed[1].tick - placed[0].tick, asked[1].tick - asked[0].tick);
    QVERIFY(!match.left().corrections(client::Corrected::OwnPaddle).empty());
    QVERIFY(areInStep(match));
}

void TestNetcodeKeys::tapsSurviveAStall() {
    VirtualMatch match(setupOf(20));
    match.start();
    match.runFor(second);
    match.left().up().stallUntil(match.nowUs() + 900 * millisecond);
    for (int i = 0; i < 6; ++i) {
        match.press(Side::Left, i % 2 == 0 ? Direction::Down : Direction::Up);
        match.runFor(60 * millisecond);
        match.press(Side::Left, Direction::None);
        match.runFor(60 * millisecond);
    }
    match.runFor(3 * second);
    const std::vector<Change> placed = pressesOf(match, Side::Left);
    QCOMPARE(placed.size(), std::size_t{12});
    for (std::size_t i = 1; i < placed.size(); ++i)
        QVERIFY(placed[i].tick > placed[i - 1].tick);
    QCOMPARE(match.server().counters().refusedInputs, 0u);
    QVERIFY(areInStep(match));
}

void TestNetcodeKeys::manyKeysAtOnceEndWithTheLast() {
    VirtualMatch match(setupOf(20));
    match.start();
    match.runFor(second);
    for (int i = 0; i < 51; ++i)
        match.press(Side::Left, i % 2 == 0 ? Direction::Down : Direction::Up);
    match.runFor(2 * second);
    QCOMPARE(pressesOf(match, Side::Left).back().direction, Direction::Down);
    QCOMPARE(match.left().frame(match.nowUs()).paddleY[0], 500.0 - 42);
    QVERIFY(areInStep(match));
}

void TestNetcodeKeys::predictedPointIsNotShown() {
    VirtualMatch match(setupOf(150));
    match.start();
    int framesBeyond = 0;
    match.setEachMillisecond([&] {
        for (const Side side : {Side::Left, Side::Right}) {
            const MatchFrame frame = match.client(side).frame(match.nowUs());
            const bool isBeyond = frame.ballX < 0 || frame.ballX > 800;
            const pong::State& confirmed = match.client(side).match().confirmed().state();
            QCOMPARE(frame.score[0] + frame.score[1], confirmed.score[0] + confirmed.score[1]);
            if (isBeyond) {
                ++framesBeyond;
                QCOMPARE(confirmed.phase, pong::Phase::Rally);
                QVERIFY(!frame.serving);
            }
        }
    });
    QVERIFY(match.runUntil([&] { return match.points().size() == 3; }));
    QVERIFY(framesBeyond > 3 * 2 * 150);  // each side foresees each point by its lead and the way of the news
}

// The opponent's hit sounds as soon as a change of direction before it would have been heard of, whether or not
// anything is heard; a point only when it is final.
void TestNetcodeKeys::ownHitSoundsAtOnceOpponentsWhenKnown() {
    Setup setup = setupOf(150);
    WatchedMatch watched(setup, 14);
    watched.play(2);
    client::OnlineMatch& match = watched.match().left().match();
    const std::int64_t newsUs = match.leadUs() + match.roundTripUs() / 2;
    const auto newsTicks = static_cast<pong::Tick>(newsUs * pong::ticksPerSecond / second);
    int own = 0;
    int ownAhead = 0;
    int opponents = 0;
    for (const auto& [effect, confirmedTick, shownTick] : watched.match().left().effects()) {
        if (effect.kind == MatchEffect::Kind::LeftPaddleHit) {
            ++own;
            ownAhead += effect.tick > confirmedTick;
        } else if (effect.kind == MatchEffect::Kind::RightPaddleHit) {
            ++opponents;
            QVERIFY(shownTick - effect.tick > newsTicks - 8);
            QVERIFY(shownTick - effect.tick < newsTicks + 8);
        } else if (effect.kind == MatchEffect::Kind::LeftScored || effect.kind == MatchEffect::Kind::RightScored ||
                   effect.kind == MatchEffect::Kind::Over) {
            QVERIFY(effect.tick <= confirmedTick);
        }
    }
    QVERIFY(own > 10);
    QVERIFY(opponents > 10);
    QVERIFY(ownAhead > own * 8 / 10);
}

QTEST_GUILESS_MAIN(TestNetcodeKeys)
#include "test_netcode_keys.moc"

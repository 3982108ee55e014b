// What is shown between two words of the server: own inputs under way, the prediction, easing and effects.

#include "client/match/prediction.h"

#include "client/match/easing.h"
#include "client/match/effect_log.h"
#include "client/match/own_inputs.h"

#include <QtTest>

#include <cmath>

using namespace client;
using pong::Change;
using pong::Direction;
using pong::Side;
using pong::Tick;

namespace {

constexpr double tickWay = 500.0 / pong::ticksPerSecond;

// A match where nobody has moved yet.
ConfirmedMatch matchAt(Tick tick, const pong::Rules& rules = {}, std::uint64_t seed = 1) {
    pong::Simulation simulation(rules, seed);
    while (simulation.state().tick < tick)
        simulation.step({});
    ConfirmedMatch match(rules);
    match.install(simulation.state(), {}, {});
    return match;
}

std::vector<Change> foreseen(const OwnInputs& own, Tick through) {
    std::vector<Change> changes;
    own.foresee(through, changes);
    return changes;
}

// The tick of the first point of a match where nobody moves.
Tick firstPoint(std::uint64_t seed) {
    pong::Simulation simulation(pong::Rules(), seed);
    while ((simulation.step({}) & (pong::LeftScored | pong::RightScored)) == 0) {
    }
    return simulation.state().tick;
}

bool isNear(double a, double b) {
    return std::abs(a - b) < 0.02;
}

}  // namespace

class PredictionTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void asksForTheNextTick();
    void inputsAreRetiredByNumber();
    void olderOnesWereDropped();
    void numbersWrap();
    void refusedInputsAreForgotten();
    void foreseesLateOnesAtTheEarliest();
    void foreseesLongAfterTheLastWord();
    void foreseesTheEndOfALateHold();
    void settlesBySnapshot();
    void confirmedAppliesChangesInTheirTick();
    void stopVoidsWhatWasToCome();
    void interpolatesBetweenTicks();
    void opponentGoesOnAsBefore();
    void ballFliesOnPastAPoint();
    void ownPaddleMovesPastThePointOfTheMatch();
    void certainUntilTheOpponentsHit();
    void easesWithinATenthOfASecond();
    void easesOwnLongWaysSlowly();
    void easingKeepsPaddlesOnTheTable();
    void easingAddsUp();
    void everyEffectOnce();
};

void PredictionTest::asksForTheNextTick() {
    OwnInputs own(Side::Left);
    own.restart(10);
    const auto first = own.change(Direction::Up, 20);
    QCOMPARE(first->number, 1u);
    QVERIFY(first->asked == (pong::AskedInput{21, Direction::Up}));
    QVERIFY(own.change(Direction::None, 20)->asked == (pong::AskedInput{22, Direction::None}));
    QCOMPARE(own.lastDirection(), Direction::None);
}

void PredictionTest::inputsAreRetiredByNumber() {
    OwnInputs own(Side::Left);
    own.change(Direction::Up, 20);
    own.change(Direction::Down, 30);
    own.applied({23, Side::Left, Direction::Up, 1});
    const std::vector<Change> left{{32, Side::Left, Direction::Down}};  // half as late as the first
    QVERIFY(foreseen(own, 22) == left);
    own.applied({31, Side::Left, Direction::Down, 7});  // not ours
    QVERIFY(!own.isSettled());
    own.applied({31, Side::Left, Direction::Down, 2});
    QVERIFY(own.isSettled());
    QCOMPARE(own.lastDirection(), Direction::Down);
}

void PredictionTest::olderOnesWereDropped() {
    OwnInputs own(Side::Left);
    own.change(Direction::Up, 20);
    own.change(Direction::None, 30);
    own.change(Direction::Down, 40);
    own.applied({31, Side::Left, Direction::None, 2});
    QVERIFY(foreseen(own, 31) == (std::vector<Change>{{41, Side::Left, Direction::Down}}));
}

void PredictionTest::numbersWrap() {
    OwnInputs own(Side::Left);
    for (Tick i = 1; i <= 600; ++i) {
        const auto input = own.change(i % 2 == 0 ? Direction::None : Direction::Up, 10 * i);
        own.applied({input->asked.tick, Side::Left, input->asked.direction, static_cast<std::uint8_t>(input->number)});
        QVERIFY(own.isSettled());
    }
}

void PredictionTest::refusedInputsAreForgotten() {
    OwnInputs own(Side::Left);
    own.change(Direction::Up, 20);
    own.change(Direction::Down, 30);
    own.refused(1);
    QCOMPARE(own.lastDirection(), Direction::Down);
    own.refused(2);
    QVERIFY(own.isSettled());
    QCOMPARE(own.lastDirection(), Direction::None);
}

void PredictionTest::foreseesLateOnesAtTheEarliest() {
    OwnInputs own(Side::Left);
    own.change(Direction::Up, 20);
    QVERIFY(foreseen(own, 15) == (std::vector<Change>{{21, Side::Left, Direction::Up}}));
    QVERIFY(foreseen(own, 40) == (std::vector<Change>{{41, Side::Left, Direction::Up}}));
}

// What is final may be half a second old; the server will not hold that against the input.
void PredictionTest::foreseesLongAfterTheLastWord() {
    OwnInputs own(Side::Left);
    own.change(Direction::Up, 200);
    QVERIFY(foreseen(own, 100) == (std::vector<Change>{{201, Side::Left, Direction::Up}}));
}

void PredictionTest::foreseesTheEndOfALateHold() {
    OwnInputs own(Side::Left);
    own.change(Direction::Up, 20);
    own.change(Direction::None, 30);
    QVERIFY(foreseen(own, 25) ==
            (std::vector<Change>{{26, Side::Left, Direction::Up}, {36, Side::Left, Direction::None}}));
}

void PredictionTest::settlesBySnapshot() {
    OwnInputs own(Side::Left);
    own.change(Direction::Up, 20);
    own.change(Direction::None, 30);
    own.change(Direction::Down, 40);
    own.settledThrough(2, Direction::None, 31);
    QVERIFY(foreseen(own, 31) == (std::vector<Change>{{41, Side::Left, Direction::Down}}));
    own.settledThrough(90, Direction::Up, 60);
    QCOMPARE(own.lastDirection(), Direction::Up);
    QCOMPARE(own.change(Direction::None, 70)->number, 91u);
}

void PredictionTest::confirmedAppliesChangesInTheirTick() {
    ConfirmedMatch match = matchAt(10);
    std::vector<TickEvents> happened;
    match.add({15, Side::Right, Direction::Up, 2});
    match.add({12, Side::Left, Direction::Down, 1});
    match.add({9, Side::Left, Direction::Up, 1});  // too old to be true
    match.advanceTo(14, happened);
    QCOMPARE(match.simulation().state().paddleY[0], pong::tableHeight / 2 + 3 * (pong::units(500) / 120));
    QCOMPARE(match.pending().size(), std::size_t{1});
    match.advanceTo(15, happened);
    QCOMPARE(match.simulation().state().paddleY[1], pong::tableHeight / 2 - pong::units(500) / 120);
    QVERIFY(match.pending().empty());
    QVERIFY(happened.empty());
    match.advanceTo(70, happened);
    QCOMPARE(happened.size(), std::size_t{1});
    QCOMPARE(happened[0].events, pong::Events{pong::Served});
    QCOMPARE(happened[0].tick, pong::firstServeDelay);
}

void PredictionTest::stopVoidsWhatWasToCome() {
    ConfirmedMatch match = matchAt(10);
    std::vector<TickEvents> happened;
    match.add({12, Side::Left, Direction::Down, 1});
    match.add({20, Side::Right, Direction::Down, 1});
    match.stopAt(15, happened);
    QCOMPARE(match.tick(), 15);
    QVERIFY(match.directions() == pong::Inputs{});
    QVERIFY(match.pending().empty());
}

void PredictionTest::interpolatesBetweenTicks() {
    const ConfirmedMatch match = matchAt(10);
    const std::vector<Change> own{{12, Side::Left, Direction::Down}};
    QVERIFY(isNear(Prediction(match, Side::Left, own).at(11).paddleY[0], 250));
    QVERIFY(isNear(Prediction(match, Side::Left, own).at(11.25).paddleY[0], 250 + tickWay / 4));
    QVERIFY(isNear(Prediction(match, Side::Left, own).at(14.5).paddleY[0], 250 + 3.5 * tickWay));
    QVERIFY(isNear(Prediction(match, Side::Left, own).at(3).paddleY[0], 250));  // never before what is final
}

void PredictionTest::opponentGoesOnAsBefore() {
    ConfirmedMatch match = matchAt(10);
    std::vector<TickEvents> happened;
    match.add({11, Side::Right, Direction::Up, 1});
    match.advanceTo(12, happened);
    match.add({20, Side::Right, Direction::Down, 2});
    QVERIFY(isNear(Prediction(match, Side::Left, {}).at(19).paddleY[1], 250 - 9 * tickWay));
    QVERIFY(isNear(Prediction(match, Side::Left, {}).at(22).paddleY[1], 250 - 6 * tickWay));
}

void PredictionTest::ballFliesOnPastAPoint() {
    const Tick point = firstPoint(1);
    const ConfirmedMatch match = matchAt(point - 5);
    Prediction prediction(match, Side::Left, {});
    const double direction = match.simulation().state().velocityX < 0 ? -1 : 1;
    double lastX = prediction.at(point - 4).ballX;
    for (Tick tick = point - 3; tick < point + 3; ++tick) {
        const Picture picture = prediction.at(tick);
        QVERIFY((picture.ballX - lastX) * direction > 2.5);
        QVERIFY(!picture.isServing);
        lastX = picture.ballX;
    }
    const double x = prediction.at(point + 300).ballX;
    QVERIFY(x < 0 || x > 800);
    QVERIFY(x > -50 && x < 850);
    for (const TickEvents& each : prediction.certainEvents())
        QVERIFY((each.events & (pong::LeftScored | pong::RightScored | pong::MatchOver | pong::Served)) == 0);
}

// Were the match over, no paddle would move.
void PredictionTest::ownPaddleMovesPastThePointOfTheMatch() {
    pong::Rules rules;
    rules.pointsToWin = 5;
    pong::Simulation simulation(rules, 1);
    pong::State beforeEnd;
    while (!simulation.isOver()) {
        beforeEnd = simulation.state();
        simulation.step({});
    }
    ConfirmedMatch match(rules);
    match.install(beforeEnd, {}, {});
    const std::vector<Change> own{{beforeEnd.tick + 1, Side::Left, Direction::Up}};
    const double y = Prediction(match, Side::Left, own).at(beforeEnd.tick + 20).paddleY[0];
    QVERIFY(isNear(y, 250 - 20 * tickWay));
}

// Both follow the ball. From the first hit on, the second is certain for whom makes it, though not for the other one,
// who cannot know what will be pressed until then, and does once it would have been heard of.
void PredictionTest::certainUntilTheOpponentsHit() {
    constexpr pong::Events anyHit = pong::LeftPaddleHit | pong::RightPaddleHit;
    pong::Simulation simulation(pong::Rules(), 1);
    pong::State firstHit;
    std::vector<Change> changes;
    pong::Events events = pong::NoEvent;
    for (int hits = 0; hits < 2; hits += (events & anyHit) != 0) {
        const pong::State& state = simulation.state();
        if ((events & anyHit) != 0)
            firstHit = state;
        pong::Inputs inputs;
        for (const Side side : {Side::Left, Side::Right}) {
            const pong::Fixed way = state.ballY - state.paddleY[index(side)];
            if (std::abs(way) > pong::units(5))
                inputs[index(side)] = way < 0 ? Direction::Up : Direction::Down;
            changes.push_back({state.tick + 1, side, inputs[index(side)]});
        }
        events = simulation.step(inputs);
    }
    const Tick second = simulation.state().tick;
    const Side hitter = (events & pong::LeftPaddleHit) != 0 ? Side::Left : Side::Right;
    ConfirmedMatch match{pong::Rules()};
    match.install(firstHit, {}, {});
    std::erase_if(changes, [&](const Change& each) { return each.tick <= firstHit.tick || each.side != hitter; });

    Prediction own(match, hitter, changes);
    own.at(second);
    QVERIFY(own.certainEvents().back().tick == second && (own.certainEvents().back().events & anyHit) != 0);

    Prediction others(match, pong::opposite(hitter), changes);
    others.at(second + 5);
    for (const TickEvents& each : others.certainEvents())
        QVERIFY((each.events & anyHit) == 0);
    QCOMPARE(others.at(second + 6).rally, 1);

    Prediction othersLater(match, pong::opposite(hitter), changes, second);
    const Picture picture = othersLater.at(second + 6);
    QCOMPARE(picture.rally, 2);
    QVERIFY(std::ranges::any_of(othersLater.certainEvents(), [second](const TickEvents& each) {
        return each.tick == second && (each.events & anyHit) != 0;
    }));
}

void PredictionTest::easesWithinATenthOfASecond() {
    PictureEasing easing(pong::Rules(), Side::Left);
    Picture before;
    before.ballX = 400;
    before.ballY = 250;
    before.paddleY = {250, 250};
    Picture after = before;
    after.ballX = 500;
    after.paddleY = {200, 350};
    easing.absorb(before, after, 1'000'000);
    Picture shown = easing.eased(after, 1'000'000);
    QVERIFY(isNear(shown.ballX, 400) && isNear(shown.paddleY[0], 250) && isNear(shown.paddleY[1], 250));
    shown = easing.eased(after, 1'050'000);
    QVERIFY(isNear(shown.ballX, 450) && isNear(shown.paddleY[0], 225) && isNear(shown.paddleY[1], 300));
    shown = easing.eased(after, 1'100'000);
    QVERIFY(isNear(shown.ballX, 500) && isNear(shown.paddleY[0], 200) && isNear(shown.paddleY[1], 350));

    easing.absorb(before, after, 2'000'000);
    easing.dropBall();
    QVERIFY(isNear(easing.eased(after, 2'000'000).ballX, 500));
}

void PredictionTest::easesOwnLongWaysSlowly() {
    Picture before;
    before.paddleY = {100, 100};
    Picture after;
    after.paddleY = {220, 220};
    PictureEasing easing(pong::Rules(), Side::Left);
    easing.absorb(before, after, 0);
    QVERIFY(isNear(easing.eased(after, 100'000).paddleY[0], 160));  // 120 units in 200 ms
    QVERIFY(isNear(easing.eased(after, 200'000).paddleY[0], 220));
    QVERIFY(isNear(easing.eased(after, 100'000).paddleY[1], 220));

    after.paddleY = {400, 100};
    PictureEasing longest(pong::Rules(), Side::Left);
    longest.absorb(before, after, 0);
    QVERIFY(isNear(longest.eased(after, 150'000).paddleY[0], 250));
    QVERIFY(isNear(longest.eased(after, 300'000).paddleY[0], 400));
}

void PredictionTest::easingKeepsPaddlesOnTheTable() {
    Picture before;
    before.paddleY = {458, 458};
    Picture after;
    after.paddleY = {430, 430};
    PictureEasing easing(pong::Rules(), Side::Left);
    easing.absorb(before, after, 0);
    after.paddleY = {455, 455};  // moved on
    QCOMPARE(easing.eased(after, 10'000).paddleY[0], 458.0);
}

void PredictionTest::easingAddsUp() {
    Easing easing;
    easing.add(40, 0, 100'000);
    easing.add(10, 50'000, 100'000);
    QVERIFY(isNear(easing.at(50'000), 30));
    easing.add(0, 60'000, 100'000);  // nothing happened: does not start anew
    QVERIFY(isNear(easing.at(100'000), 15));
    QVERIFY(isNear(easing.at(150'000), 0));
}

void PredictionTest::everyEffectOnce() {
    using Kind = MatchEffect::Kind;
    EffectLog log;
    QVERIFY(log.isNew({100, Kind::LeftPaddleHit}));
    QVERIFY(!log.isNew({100, Kind::LeftPaddleHit}));
    QVERIFY(!log.isNew({104, Kind::LeftPaddleHit}));  // foreseen a little off
    QVERIFY(log.isNew({100, Kind::RightPaddleHit}));
    QVERIFY(log.isNew({240, Kind::LeftPaddleHit}));
    QVERIFY(!log.isNew({100, Kind::LeftPaddleHit}));  // confirmed after the next was foreseen
    QVERIFY(log.isNew({100, Kind::WallHit}));
    QVERIFY(log.isNew({103, Kind::WallHit}));  // a paddle in the corner between them
    QVERIFY(!log.isNew({103, Kind::WallHit}));
    log.clear();
    QVERIFY(log.isNew({103, Kind::WallHit}));
}

QTEST_APPLESS_MAIN(PredictionTest)
#include "prediction_test.moc"

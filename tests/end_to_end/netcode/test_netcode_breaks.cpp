// When something breaks: desyncs, silence, pauses, reconnects, crashes and ends, one by one, on a virtual clock and
// network.

#include "shared/pong/match_wire.h"
#include "tests/end_to_end/netcode/virtual_match_look.h"
#include "tests/end_to_end/netcode/watched_match.h"

#include <QtTest>

#include <algorithm>

using namespace netcode;
using client::MatchEffect;
using client::MatchFrame;
using pong::Direction;
using pong::Side;
using pong::Tick;
using Stage = client::MatchFrame::Stage;

class TestNetcodeBreaks : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void flippedInputIsOneDesync();
    void desyncIsFoundAtTheNextBeat();
    void predictionStopsAfterASecond();
    void pauseTakesBackAndResumeGoesOn();
    void lastSoundsBeforeAPauseAreHeard();
    void silentClientFindsItsWayBack();
    void restartedClientGoesOn();
    void crashedServerGoesOnAtAnOlderTick();
    void stalledServerIsFollowed();
    void whoIsLeftBehindWins();
    void whoLeavesLoses();
    void oldInputsDieWithTheirEpoch();
};

void TestNetcodeBreaks::flippedInputIsOneDesync() {
    Setup setup = setupOf(80);
    setup.conditions.jitterUs = 40 * millisecond;
    WatchedMatch watched(setup, 14);
    VirtualMatch& match = watched.match();
    int flipped = 0;
    match.left().setTampering([&](pong::wire::ServerMessage& message) {
        if (flipped > 0 || match.points().size() < 2 || message.match_advance().changes_size() != 1)
            return;
        const auto base = static_cast<Tick>(message.match_advance().through_tick());
        auto change = pong::unpackChange(message.match_advance().changes(0), base).value();
        if (change.side == Side::Left || change.direction == Direction::None)
            return;
        change.direction = change.direction == Direction::Up ? Direction::Down : Direction::Up;
        message.mutable_match_advance()->set_changes(0, pong::packChange(change, base));
        ++flipped;
    });
    watched.play(10);
    QCOMPARE(flipped, 1);
    QCOMPARE(match.server().counters().desyncs, 1u);
    QCOMPARE(match.left().match().desyncs(), 1u);
    QCOMPARE(match.right().match().desyncs(), 0u);
    QCOMPARE(match.server().counters().pauses, 0u);
    QVERIFY(match.result());
    QCOMPARE(match.left().match().confirmed().hash(), match.server().simulation().hash());
    QCOMPARE(match.right().match().confirmed().hash(), match.server().simulation().hash());
}

// The client that sees the server's hash differ from its own answers at once.
void TestNetcodeBreaks::desyncIsFoundAtTheNextBeat() {
    VirtualMatch match(setupOf(20));
    Tick nextBeat = 0;
    bool isFlipped = false;
    match.left().setTampering([&](pong::wire::ServerMessage& message) {
        const auto base = static_cast<Tick>(message.match_advance().through_tick());
        if (isFlipped && nextBeat == 0 && message.match_advance().has_hash())
            nextBeat = base;
        if (isFlipped || message.match_advance().changes_size() != 1)
            return;
        auto change = pong::unpackChange(message.match_advance().changes(0), base).value();
        change.direction = Direction::Down;
        message.mutable_match_advance()->set_changes(0, pong::packChange(change, base));
        isFlipped = true;
    });
    match.start();
    match.runFor(300 * millisecond);
    match.press(Side::Right, Direction::Up);
    QVERIFY(match.runUntil([&] { return match.server().counters().desyncs == 1; }, 3 * second));
    QVERIFY(nextBeat > 0);
    const Tick way = pong::ticksOfMilliseconds(2 * 20);
    QVERIFY(match.server().simulation().state().tick <= nextBeat + way + 2);
    match.runFor(second);
    QVERIFY(areInStep(match));
    QCOMPARE(match.server().counters().desyncs, 1u);
}

void TestNetcodeBreaks::predictionStopsAfterASecond() {
    VirtualMatch match(setupOf(20));
    match.start();
    match.runFor(600 * millisecond);
    const Tick before = match.left().frame(match.nowUs()).tick;
    match.left().down().stallUntil(match.nowUs() + 1400 * millisecond);
    match.runFor(450 * millisecond);
    QCOMPARE(stageOf(match, Side::Left), Stage::Playing);
    QVERIFY(match.left().frame(match.nowUs()).tick > before + 50);
    match.runFor(700 * millisecond);
    QCOMPARE(stageOf(match, Side::Left), Stage::Synchronising);
    const Tick held = match.left().frame(match.nowUs()).tick;
    match.press(Side::Left, Direction::Down);
    match.runFor(100 * millisecond);
    QCOMPARE(match.left().frame(match.nowUs()).tick, held);
    QVERIFY(match.left().inputsSent().empty());
    match.runFor(400 * millisecond);
    QCOMPARE(stageOf(match, Side::Left), Stage::Playing);
    QVERIFY(match.left().frame(match.nowUs()).tick > held + 20);
    QCOMPARE(match.left().inputsSent().size(), std::size_t{1});
    QCOMPARE(match.server().counters().pauses, 0u);
}

void TestNetcodeBreaks::pauseTakesBackAndResumeGoesOn() {
    VirtualMatch match(setupOf(80));
    match.start();
    match.runFor(500 * millisecond);
    match.press(Side::Left, Direction::Up);
    match.runFor(250 * millisecond);
    match.disconnect(Side::Right);
    match.runFor(second);
    const Tick paused = match.server().simulation().state().tick;
    MatchFrame frame = match.left().frame(match.nowUs());
    QCOMPARE(frame.stage, Stage::WaitingForPlayer);
    QCOMPARE(frame.tick, paused);
    QVERIFY(frame.present[0] && !frame.present[1]);
    QVERIFY(frame.waitMs > 28'500 && frame.waitMs < 29'500);
    QCOMPARE(frame.paddleY[0], match.server().simulation().state().paddleY[0] / 1024.0);
    QCOMPARE(stageOf(match, Side::Right), Stage::Synchronising);

    match.connect(Side::Right);
    QVERIFY(match.runUntil([&] { return stageOf(match, Side::Left) == Stage::Countdown; }));
    QVERIFY(match.left().frame(match.nowUs()).countdownMs > 1500);
    QVERIFY(match.runUntil([&] { return match.server().simulation().state().tick > paused + 60; }));
    // The left player never let go of the key.
    QCOMPARE(match.left().inputsSent().size(), std::size_t{2});
    match.runFor(second);
    QCOMPARE(match.server().simulation().state().paddleY[0], pong::units(42));
    QVERIFY(areInStep(match));
    QCOMPARE(match.server().counters().desyncs, 0u);
}

void TestNetcodeBreaks::lastSoundsBeforeAPauseAreHeard() {
    VirtualMatch match(setupOf(20));
    KeyPlayer right(1, 4);
    match.start();
    match.setEachMillisecond(
        [&] { match.press(Side::Right, right.decide(match.right().frame(match.nowUs()), match.nowUs())); });
    const pong::State& state = match.server().simulation().state();
    QVERIFY(match.runUntil([&] {
        match.bringServerUpToDate();
        return state.ballX > pong::tableWidth / 2 && state.velocityX < 0 && state.rally > 0;
    }));
    const Tick hit = state.tick;
    match.disconnect(Side::Right);
    QVERIFY(match.left().match().confirmed().state().tick < hit);
    match.setEachMillisecond({});
    match.runFor(second);
    const auto& heard = match.left().effects();
    QVERIFY(std::any_of(heard.begin(), heard.end(), [hit](const PlayedEffect& each) {
        return each.effect.kind == MatchEffect::Kind::RightPaddleHit && each.effect.tick == hit;
    }));
}

void TestNetcodeBreaks::silentClientFindsItsWayBack() {
    VirtualMatch match(setupOf(20));
    match.start();
    match.runFor(second);
    match.left().up().stallUntil(match.nowUs() + 3 * second);
    match.left().down().stallUntil(match.nowUs() + 3 * second);
    QVERIFY(match.runUntil([&] { return match.server().stage() == server::LiveMatch::Stage::Waiting; }, 2 * second));
    QVERIFY(match.runUntil([&] { return stageOf(match, Side::Left) == Stage::Countdown; }, 4 * second));
    QVERIFY(match.runUntil([&] { return stageOf(match, Side::Left) == Stage::Playing; }, 3 * second));
    match.press(Side::Left, Direction::Up);
    match.runFor(2 * second);
    QCOMPARE(match.server().simulation().state().paddleY[0], pong::units(42));
    QCOMPARE(match.server().counters().pauses, 1u);
    QVERIFY(areInStep(match));
}

void TestNetcodeBreaks::restartedClientGoesOn() {
    VirtualMatch match(setupOf(20));
    match.start();
    for (int i = 0; i < 5; ++i) {
        match.press(Side::Left, i % 2 == 0 ? Direction::Up : Direction::None);
        match.runFor(100 * millisecond);
    }
    match.disconnect(Side::Left);
    match.left().restart();
    match.runFor(second);
    match.connect(Side::Left);
    QVERIFY(match.runUntil([&] { return stageOf(match, Side::Left) == Stage::Playing; }));
    match.press(Side::Left, Direction::Down);
    match.runFor(2 * second);
    QCOMPARE(match.server().simulation().state().paddleY[0], pong::units(500 - 42));
    QVERIFY(areInStep(match));
}

void TestNetcodeBreaks::crashedServerGoesOnAtAnOlderTick() {
    VirtualMatch match(setupOf(20));
    match.start();
    QVERIFY(match.runUntil([&] { return match.points().size() == 2; }));
    match.runFor(500 * millisecond);
    match.press(Side::Left, Direction::Up);
    match.runFor(300 * millisecond);
    const pong::State before = match.left().match().confirmed().state();
    match.crashServer();
    const Tick restored = match.server().simulation().state().tick;
    QVERIFY(restored < before.tick);
    match.runFor(second);
    match.connect(Side::Left);
    match.connect(Side::Right);
    QVERIFY(match.runUntil([&] { return stageOf(match, Side::Left) == Stage::Countdown; }));
    QCOMPARE(match.left().match().confirmed().state().tick, restored);
    QCOMPARE(match.left().match().confirmed().state().score, before.score);
    QVERIFY(match.runUntil([&] { return match.result().has_value(); }, 300 * second));
    match.runFor(second);

    pong::Replay replay(match.recording());
    replay.seek(match.recording().lastTick);
    QCOMPARE(replay.simulation().hash(), match.server().simulation().hash());
    QCOMPARE(match.right().match().confirmed().hash(), match.server().simulation().hash());
    QCOMPARE(match.server().counters().desyncs, 0u);
}

void TestNetcodeBreaks::stalledServerIsFollowed() {
    VirtualMatch match(setupOf(20));
    match.start();
    match.runFor(second);
    match.stallServer(800 * millisecond);
    match.runFor(3 * second);
    QCOMPARE(match.server().counters().stalls, 1u);
    QCOMPARE(match.server().counters().pauses, 0u);
    const Tick ahead = match.left().frame(match.nowUs()).tick - match.server().simulation().state().tick;
    QVERIFY(ahead >= 2 && ahead <= 9);
    const std::uint32_t late = match.server().counters().lateInputs;
    for (int i = 0; i < 10; ++i) {
        match.press(Side::Left, i % 2 == 0 ? Direction::Up : Direction::None);
        match.runFor(100 * millisecond);
    }
    QCOMPARE(match.server().counters().lateInputs, late);
    QVERIFY(areInStep(match));
}

void TestNetcodeBreaks::whoIsLeftBehindWins() {
    VirtualMatch match(setupOf(20));
    match.start();
    match.disconnect(Side::Left);
    match.runFor(29 * second);
    QVERIFY(!match.result());
    match.runFor(2 * second);
    QVERIFY(match.result());
    const MatchFrame frame = match.right().frame(match.nowUs());
    QCOMPARE(frame.stage, Stage::Over);
    QCOMPARE(frame.winner, std::optional(Side::Left));  // oneself, as this player sees it
    QCOMPARE(match.right().match().ended()->reason(), pong::wire::END_FORFEIT);
}

void TestNetcodeBreaks::whoLeavesLoses() {
    VirtualMatch match(setupOf(20));
    match.start();
    match.runFor(second);
    match.left().match().leave();
    match.runFor(second);
    QCOMPARE(match.left().frame(match.nowUs()).winner, std::optional(Side::Right));
    QCOMPARE(match.right().frame(match.nowUs()).winner, std::optional(Side::Left));
    QCOMPARE(match.left().frame(match.nowUs()).stage, Stage::Over);
}

// The left player presses while the news of a pause is still under way.
void TestNetcodeBreaks::oldInputsDieWithTheirEpoch() {
    VirtualMatch match(setupOf(150));
    match.start();
    match.runFor(500 * millisecond);
    match.disconnect(Side::Right);
    match.runFor(20 * millisecond);
    match.press(Side::Left, Direction::Up);
    match.runFor(50 * millisecond);
    match.press(Side::Left, Direction::None);
    match.connect(Side::Right);
    match.runFor(4 * second);
    QCOMPARE(match.left().inputsSent().size(), std::size_t{2});
    QVERIFY(pressesOf(match, Side::Left).empty());
    QCOMPARE(match.server().counters().refusedInputs, 2u);
    QCOMPARE(match.left().frame(match.nowUs()).paddleY[0], 250.0);
    QVERIFY(areInStep(match));
}

QTEST_GUILESS_MAIN(TestNetcodeBreaks)
#include "test_netcode_breaks.moc"

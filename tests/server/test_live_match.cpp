// A live match's life: waiting, starting, pausing, ending, and going on after a crash.

#include "tests/server/live_match_fixture.h"

#include <QtTest>

using namespace live_match_test;
using namespace pong;
using server::LiveMatch;

namespace {

constexpr std::int64_t second = 1'000'000;

}  // namespace

class TestLiveMatch : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void waitsForBothPlayers();
    void startsAfterThreeTwoOne();
    void silenceIsADrop();
    void beatsAreASignOfLife();
    void pausesAtATick();
    void changesAfterAPauseAreVoid();
    void resumesAfterThreeTwoOne();
    void pauseInTheCountdownRecordsNothingTwice();
    void rejoinBeforeTheDropIsNoticed();
    void presenceIsTold();
    void forfeitsAfterThirtySeconds();
    void abandonedWhenBothAreGone();
    void waitStartsAgainWithTheSecondDrop();
    void leavingForfeits();
    void leavingWhileTheOtherIsAway();
    void bothLeaving();
    void shortStallIsCaughtUp();
    void longStallShiftsTheClock();
    void stallIsNobodysSilence();
    void restoredMatchWaitsAndGoesOn();
    void restoredMatchForgetsWhatWasNotFinal();
    void restoredAfterItsLastPoint();
    void shutdownStoresEverything();
    void dropInsideAnOutputIsHarmless();
};

void TestLiveMatch::waitsForBothPlayers() {
    Fixture f;
    const wire::MatchSnapshot snapshot = f.join(Side::Left);
    QCOMPARE(snapshot.match_id(), Fixture::matchId);
    QVERIFY(!snapshot.running());
    QCOMPARE(snapshot.wait_ms(), 30'000u);
    QVERIFY(snapshot.present(0));
    QVERIFY(!snapshot.present(1));
    f.passUs(20 * second);
    QCOMPARE(f.match.stage(), LiveMatch::Stage::Waiting);
    QCOMPARE(f.tick(), 0);
}

void TestLiveMatch::startsAfterThreeTwoOne() {
    Fixture f;
    f.join(Side::Left);
    f.join(Side::Right);
    f.clear();
    f.advance();
    QCOMPARE(f.toLeft().size(), std::size_t{1});
    const wire::MatchClock& clock = f.toLeft()[0].match_clock();
    QCOMPARE(clock.tick(), 0u);
    QCOMPARE(clock.epoch(), 2u);
    QCOMPARE(clock.at_us(), f.nowUs + 2'100'000);
    QCOMPARE(f.toRight()[0].match_clock().at_us(), clock.at_us());
    f.passUs(2'100'000);
    QCOMPARE(f.tick(), 0);
    f.passUs(second);
    QCOMPARE(f.tick(), 120);
}

void TestLiveMatch::silenceIsADrop() {
    Fixture f;
    f.start();
    f.isBeating[1] = false;
    f.passUs(1'500'000);
    QCOMPARE(f.match.stage(), LiveMatch::Stage::Running);
    f.passUs(20'000);
    QCOMPARE(f.match.stage(), LiveMatch::Stage::Waiting);
    QVERIFY(f.match.isPresent(Side::Left));
    QVERIFY(!f.match.isPresent(Side::Right));
    QCOMPARE(f.match.counters().pauses, 1u);
}

void TestLiveMatch::beatsAreASignOfLife() {
    Fixture f;
    f.start();
    f.passUs(20 * second);
    QVERIFY(f.match.isPresent(Side::Left) && f.match.isPresent(Side::Right));
    QCOMPARE(f.match.counters().pauses, 0u);
}

void TestLiveMatch::pausesAtATick() {
    Fixture f;
    f.start();
    f.passTicks(50);
    f.input(Side::Left, 51, Direction::Up);
    f.passTicks(10);
    f.clear();
    f.match.playerDropped(Side::Right);
    f.passUs(8'333);
    const Tick paused = f.tick();
    QCOMPARE(f.toLeft().size(), std::size_t{1});
    const wire::MatchPaused& message = f.toLeft()[0].match_paused();
    QCOMPARE(message.tick(), static_cast<std::uint32_t>(paused));
    QCOMPARE(message.epoch(), 3u);
    QCOMPARE(message.wait_ms(), 30'000u);
    QVERIFY(message.present(0) && !message.present(1));
    f.passUs(5 * second);
    QCOMPARE(f.tick(), paused);
    QCOMPARE(f.output.chunks.back().through, paused);
}

void TestLiveMatch::changesAfterAPauseAreVoid() {
    Fixture f;
    f.start();
    f.passTicks(50);
    f.input(Side::Left, 51, Direction::Up);
    f.passTicks(5);
    f.input(Side::Left, f.tick() + 20, Direction::Down);
    const Tick paused = f.tick();
    f.match.playerDropped(Side::Right);
    f.passUs(8'333);
    f.clear();
    const std::uint32_t tooLate = f.input(Side::Left, f.tick() + 1, Direction::Down);
    QCOMPARE(f.toLeft().back().match_advance().refused(0), tooLate);

    f.join(Side::Right);
    f.advance();
    f.passUs(LiveMatch::countdownUs);
    const double y = f.paddleY(Side::Left);
    f.passTicks(150);
    QCOMPARE(f.paddleY(Side::Left), y);
    std::vector<Change> later;
    for (const Chunk& chunk : f.output.chunks)
        for (const Change& change : chunk.changes)
            if (change.tick > paused)
                later.push_back(change);
    const std::vector<Change> bothNone{{paused + 1, Side::Left, Direction::None},
                                       {paused + 1, Side::Right, Direction::None}};
    QVERIFY(later == bothNone);
}

void TestLiveMatch::resumesAfterThreeTwoOne() {
    Fixture f;
    f.start();
    f.passTicks(50);
    f.match.playerDropped(Side::Right);
    f.passUs(3 * second);
    f.clear();
    f.join(Side::Right);
    f.advance();
    const wire::MatchClock& clock = f.toRight().back().match_clock();
    QCOMPARE(clock.epoch(), 4u);
    QCOMPARE(clock.tick(), 50u);
    QCOMPARE(clock.at_us(), f.nowUs + 2'100'000);
    f.passUs(2'100'000 + second);
    QCOMPARE(f.tick(), 50 + 120);
}

void TestLiveMatch::pauseInTheCountdownRecordsNothingTwice() {
    Fixture f;
    f.start();
    f.passTicks(50);
    for (int i = 0; i < 3; ++i) {
        f.match.playerDropped(Side::Right);
        f.passUs(second);
        f.join(Side::Right);
        f.passUs(second);
    }
    f.passUs(3 * second);
    std::vector<Change> changes;
    for (const Chunk& chunk : f.output.chunks)
        changes.insert(changes.end(), chunk.changes.begin(), chunk.changes.end());
    QCOMPARE(changes.size(), std::size_t{4});  // none, of both, at the start and at the one place of the pauses
    QVERIFY(decodeChanges(encodeChanges(changes, 0), 0) == changes);
}

void TestLiveMatch::rejoinBeforeTheDropIsNoticed() {
    Fixture f;
    f.start();
    f.passTicks(50);
    f.clear();
    const wire::MatchSnapshot snapshot = f.join(Side::Right);
    QVERIFY(!snapshot.running());
    QCOMPARE(snapshot.epoch(), 3u);
    QVERIFY(f.toLeft()[0].has_match_paused());
    f.advance();
    QCOMPARE(f.toLeft()[1].match_clock().epoch(), 4u);
}

void TestLiveMatch::presenceIsTold() {
    Fixture f;
    f.start();
    f.match.playerDropped(Side::Left);
    f.match.playerDropped(Side::Right);
    f.passUs(second);
    f.clear();
    f.join(Side::Left);
    f.advance();
    const wire::MatchPaused& paused = f.toLeft().back().match_paused();
    QVERIFY(paused.present(0) && !paused.present(1));
    QCOMPARE(paused.epoch(), 3u);  // as before
    f.clear();
    f.passUs(second);
    QVERIFY(f.toLeft().empty());
}

void TestLiveMatch::forfeitsAfterThirtySeconds() {
    Fixture f;
    f.start();
    f.passTicks(50);
    f.match.playerDropped(Side::Left);
    f.passUs(29'900'000);
    QVERIFY(f.output.results.empty());
    f.passUs(200'000);
    QCOMPARE(f.output.results.size(), std::size_t{1});
    QCOMPARE(f.output.results[0].reason, wire::END_FORFEIT);
    QCOMPARE(f.output.results[0].winner, std::optional(Side::Right));
    QCOMPARE(f.output.results[0].tick, 50);
    QVERIFY(f.match.isOver());
    f.passUs(60 * second);
    QCOMPARE(f.output.results.size(), std::size_t{1});
}

void TestLiveMatch::abandonedWhenBothAreGone() {
    Fixture f;
    f.start();
    f.match.playerDropped(Side::Left);
    f.match.playerDropped(Side::Right);
    f.passUs(31 * second);
    QCOMPARE(f.output.results.size(), std::size_t{1});
    QCOMPARE(f.output.results[0].reason, wire::END_ABANDONED);
    QVERIFY(!f.output.results[0].winner);
}

void TestLiveMatch::waitStartsAgainWithTheSecondDrop() {
    Fixture f;
    f.start();
    f.match.playerDropped(Side::Left);
    f.passUs(20 * second);
    f.match.playerDropped(Side::Right);
    f.passUs(20 * second);
    QVERIFY(f.output.results.empty());
    f.join(Side::Right);
    f.passUs(11 * second);
    QCOMPARE(f.output.results.size(), std::size_t{1});
    QCOMPARE(f.output.results[0].winner, std::optional(Side::Right));
}

void TestLiveMatch::leavingForfeits() {
    Fixture f;
    f.start();
    f.passTicks(70);
    f.clear();
    f.match.leave(Side::Right);
    f.passUs(8'333);
    QCOMPARE(f.output.results.size(), std::size_t{1});
    QCOMPARE(f.output.results[0].reason, wire::END_FORFEIT);
    QCOMPARE(f.output.results[0].winner, std::optional(Side::Left));
    QCOMPARE(f.toLeft().back().match_advance().through_tick(), 70u);
    QCOMPARE(f.output.chunks.back().through, 70);
}

void TestLiveMatch::leavingWhileTheOtherIsAway() {
    Fixture f;
    f.start();
    f.match.playerDropped(Side::Left);
    f.passUs(second);
    f.match.leave(Side::Right);
    f.passUs(8'333);
    QCOMPARE(f.output.results[0].winner, std::optional(Side::Left));
}

void TestLiveMatch::bothLeaving() {
    Fixture f;
    f.start();
    f.match.leave(Side::Left);
    f.match.leave(Side::Right);
    f.passUs(8'333);
    QCOMPARE(f.output.results[0].reason, wire::END_ABANDONED);
}

void TestLiveMatch::shortStallIsCaughtUp() {
    Fixture f;
    f.start();
    f.passTicks(50);
    f.clear();
    f.nowUs += 90'000;
    f.advance();
    QCOMPARE(f.tick(), 60);
    QCOMPARE(f.match.counters().stalls, 0u);
    QVERIFY(f.toLeft().empty() || !f.toLeft()[0].has_match_clock());
}

void TestLiveMatch::longStallShiftsTheClock() {
    Fixture f;
    f.start();
    f.passTicks(50);
    const std::int64_t tickZeroUs = f.match.snapshot(f.nowUs).tick_zero_us();
    f.clear();
    f.nowUs += 700'000;
    f.advance();
    QVERIFY(f.tick() >= 61 && f.tick() <= 63);  // 100 ms
    QCOMPARE(f.match.counters().stalls, 1u);
    QCOMPARE(f.match.snapshot(f.nowUs).tick_zero_us(), tickZeroUs + 600'000);
    const wire::MatchClock& clock = f.toLeft()[0].match_clock();
    QCOMPARE(clock.epoch(), 2u);
    QCOMPARE(TickClock::startingAt(static_cast<Tick>(clock.tick()), clock.at_us()).tickZeroUs(), tickZeroUs + 600'000);
}

void TestLiveMatch::stallIsNobodysSilence() {
    Fixture f;
    f.start();
    f.nowUs += 10 * second;
    f.advance();
    f.passUs(second);
    QCOMPARE(f.match.stage(), LiveMatch::Stage::Running);
}

void TestLiveMatch::restoredMatchWaitsAndGoesOn() {
    MatchRecording stored;
    stored.seed = 3;
    stored.changes = {
        {10, Side::Left, Direction::Down}, {30, Side::Right, Direction::Up}, {200, Side::Left, Direction::Up}};
    stored.lastTick = 400;
    Fixture f(stored);
    QCOMPARE(f.tick(), 400);
    Replay replay(stored);
    replay.seek(400);
    QCOMPARE(f.match.simulation().hash(), replay.simulation().hash());
    QCOMPARE(f.match.snapshot(f.nowUs).wait_ms(), 60'000u);
    QCOMPARE(f.match.snapshot(f.nowUs).directions(0), 0);

    const double y = f.paddleY(Side::Left);
    f.start();
    f.passTicks(200);
    QCOMPARE(f.paddleY(Side::Left), y);
    QCOMPARE(f.output.chunks[0].after, 400);
    const std::vector<Change> bothNone{{401, Side::Left, Direction::None}, {401, Side::Right, Direction::None}};
    QVERIFY(f.output.chunks[0].changes == bothNone);
}

void TestLiveMatch::restoredMatchForgetsWhatWasNotFinal() {
    MatchRecording stored;
    stored.changes = {{10, Side::Left, Direction::Down}, {90, Side::Left, Direction::Up}};
    stored.lastTick = 60;
    Fixture f(stored);
    f.start();
    const double y = f.paddleY(Side::Left);
    f.passTicks(50);
    QCOMPARE(f.paddleY(Side::Left), y);
}

void TestLiveMatch::restoredAfterItsLastPoint() {
    Rules rules;
    rules.pointsToWin = 5;
    Fixture played(rules);
    played.start();
    while (played.output.results.empty())
        played.passUs(60 * second);
    MatchRecording stored;
    stored.rules = rules;
    stored.seed = 3;
    for (const Chunk& chunk : played.output.chunks)
        stored.changes.insert(stored.changes.end(), chunk.changes.begin(), chunk.changes.end());
    stored.lastTick = played.output.chunks.back().through;

    Fixture f(stored);
    f.advance();
    QCOMPARE(f.output.results.size(), std::size_t{1});
    QCOMPARE(f.output.results[0].reason, wire::END_PLAYED);
    QCOMPARE(f.output.results[0].winner, played.output.results[0].winner);
    QCOMPARE(f.output.results[0].score, played.output.results[0].score);
}

void TestLiveMatch::shutdownStoresEverything() {
    Fixture f;
    f.start();
    f.passTicks(50);
    f.input(Side::Left, 51, Direction::Up);
    f.passTicks(20);
    f.match.shutdown(f.nowUs);
    QCOMPARE(f.output.chunks.back().through, 70);
    QVERIFY(f.output.chunks.back().changes.back() == (Change{51, Side::Left, Direction::Up}));
    QVERIFY(f.toLeft().back().has_match_paused());
    f.passUs(60 * second);
    QCOMPARE(f.tick(), 70);
    QVERIFY(f.output.results.empty());
}

// A connection that breaks while it is written to is reported from inside the call.
void TestLiveMatch::dropInsideAnOutputIsHarmless() {
    struct Breaking final : server::LiveMatchOutput {
        void send(Side, const wire::ServerMessage&) override {}
        void sendAll(const wire::ServerMessage&) override {
            if (match)
                match->playerDropped(Side::Right);
        }
        void sendToSpectators(const wire::ServerMessage&) override {}
        bool isWatched() const override { return false; }
        void changesFinal(const server::FinalChanges&) override {}
        void pointScored(const server::MatchPoint&) override {}
        void ended(const server::MatchResult&) override {}
        LiveMatch* match = nullptr;
    } output;
    LiveMatch match(1, {}, 1, output, 0);
    match.playerJoined(Side::Left, 0);
    match.playerJoined(Side::Right, 0);
    output.match = &match;
    match.advance(0);
    QCOMPARE(match.stage(), LiveMatch::Stage::Running);
    match.advance(10'000);
    QCOMPARE(match.stage(), LiveMatch::Stage::Waiting);
}

QTEST_APPLESS_MAIN(TestLiveMatch)
#include "test_live_match.moc"

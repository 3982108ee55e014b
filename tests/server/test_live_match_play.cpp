// A live match while it runs: its inputs, its record, and what it costs.

#include "tests/server/live_match_fixture.h"

#include <QtTest>

using namespace live_match_test;
using namespace pong;
using server::LiveMatch;

namespace {

constexpr std::int64_t second = 1'000'000;

std::vector<std::uint32_t> refusals(const std::vector<wire::ServerMessage>& messages) {
    std::vector<std::uint32_t> numbers;
    for (const wire::ServerMessage& message : messages)
        numbers.insert(numbers.end(), message.match_advance().refused().begin(),
                       message.match_advance().refused().end());
    return numbers;
}

}  // namespace

class TestLiveMatchPlay : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void stepsOnceAtEachDeadlineOfTheTimer();
    void refusesOtherEpochs();
    void refusesNonsense();
    void ignoresRepeatedNumbers();
    void refusesTooManyAtOnce();
    void countsLateInputs();
    void snapshotHasWhatIsPending();
    void recordReplaysToTheSame();
    void pointsAreFlushedFirst();
    void isSmall();
};

// Wherever the timer's grid lies between two microseconds.
void TestLiveMatchPlay::stepsOnceAtEachDeadlineOfTheTimer() {
    for (const std::int64_t startNs : {0, 1, 333, 500, 667, 999}) {
        Fixture f;
        const auto deadline = [&](std::int64_t number) {
            return 1'000'000 + (startNs + number * 1'000'000'000 / ticksPerSecond) / 1000;
        };
        f.join(Side::Left);
        f.join(Side::Right);
        constexpr std::int64_t countdown = LiveMatch::countdownUs * ticksPerSecond / second;
        for (std::int64_t number = 0; number < countdown + 500; ++number) {
            f.match.beat(Side::Left, {}, deadline(number));
            f.match.beat(Side::Right, {}, deadline(number));
            f.match.advance(deadline(number));
            QCOMPARE(f.tick(), static_cast<Tick>(std::max<std::int64_t>(0, number - countdown)));
        }
    }
}

void TestLiveMatchPlay::refusesOtherEpochs() {
    Fixture f;
    f.startAndPlay(20);
    f.input(Side::Left, 1, f.epoch - 1, 25, Direction::Down);
    f.input(Side::Left, 2, f.epoch + 1, 25, Direction::Down);
    QVERIFY(refusals(f.toLeft()) == (std::vector<std::uint32_t>{1, 2}));
    QVERIFY(f.toRight().empty());
    f.passTicks(20);
    QCOMPARE(f.paddleY(Side::Left), 250.0);
    QCOMPARE(f.match.counters().refusedInputs, 2u);
}

void TestLiveMatchPlay::refusesNonsense() {
    Fixture f;
    f.start();
    wire::MatchInput nonsense;
    nonsense.set_epoch(f.epoch);
    nonsense.set_number(7);
    nonsense.set_tick_direction(3);
    f.match.input(Side::Left, nonsense, f.nowUs);
    QVERIFY(refusals(f.toLeft()) == std::vector<std::uint32_t>{7});
}

void TestLiveMatchPlay::ignoresRepeatedNumbers() {
    Fixture f;
    f.start();
    f.clear();
    f.input(Side::Left, 3, f.epoch, 5, Direction::Down);
    f.input(Side::Left, 3, f.epoch, 6, Direction::Up);
    f.input(Side::Left, 2, f.epoch, 7, Direction::Up);
    QCOMPARE(f.toRight().size(), std::size_t{1});
    QCOMPARE(f.match.counters().inputs, 1u);
}

void TestLiveMatchPlay::refusesTooManyAtOnce() {
    Fixture f;
    f.start();
    f.clear();
    for (int i = 0; i < 40; ++i)
        f.input(Side::Left, 1, i % 2 == 0 ? Direction::Up : Direction::None);
    const auto refused = refusals(f.toLeft());
    QCOMPARE(refused.size(), std::size_t{11});  // tick 1 is taken by the start
    QCOMPARE(refused.front(), 30u);
    QCOMPARE(f.match.snapshot(f.nowUs).changes_size(), 29);
    f.passTicks(40);
    QCOMPARE(f.match.snapshot(f.nowUs).changes_size(), 0);
}

void TestLiveMatchPlay::countsLateInputs() {
    Fixture f;
    f.start();
    f.passTicks(20);
    f.input(Side::Left, 21, Direction::Down);
    QCOMPARE(f.match.counters().lateInputs, 0u);
    f.input(Side::Right, 20, Direction::Down);
    QCOMPARE(f.match.counters().lateInputs, 1u);
    QVERIFY(changesOf(f.toLeft().back()).back().tick == 21);
}

void TestLiveMatchPlay::snapshotHasWhatIsPending() {
    Fixture f;
    f.start();
    f.passTicks(20);
    f.input(Side::Left, 21, Direction::Up);
    f.passTicks(5);
    const std::uint32_t left = f.input(Side::Left, 40, Direction::Down);
    const std::uint32_t right = f.input(Side::Right, 35, Direction::Up);
    const wire::MatchSnapshot snapshot = f.match.snapshot(f.nowUs);
    QVERIFY(snapshot.running());
    QCOMPARE(snapshot.directions(0), -1);
    QCOMPARE(snapshot.directions(1), 0);
    QCOMPARE(snapshot.last_number(0), left);
    QCOMPARE(snapshot.last_number(1), right);
    QCOMPARE(snapshot.changes_size(), 2);
    QCOMPARE(unpackChange(snapshot.changes(0), 25)->tick, 40);
    QCOMPARE(unpackChange(snapshot.changes(1), 25)->tick, 35);
}

void TestLiveMatchPlay::recordReplaysToTheSame() {
    Fixture f;
    f.start();
    std::uint32_t random = 1;
    for (int i = 0; i < 400; ++i) {
        random = random * 1'664'525u + 1'013'904'223u;
        f.input(random >> 31 ? Side::Left : Side::Right, f.tick() + static_cast<Tick>(random >> 8 & 7),
                static_cast<Direction>(static_cast<int>(random >> 16 & 0xFF) % 3 - 1));
        f.passTicks(static_cast<Tick>(random >> 20 & 31));
    }
    f.match.shutdown(f.nowUs);
    MatchRecording recording;
    recording.seed = 3;
    Tick through = 0;
    for (const Chunk& chunk : f.output.chunks) {
        QCOMPARE(chunk.after, through);
        through = chunk.through;
        for (const Change& change : chunk.changes)
            QVERIFY(change.tick > chunk.after && change.tick <= chunk.through);
        const auto decoded = decodeChanges(encodeChanges(chunk.changes, chunk.after), chunk.after);
        QVERIFY(decoded == chunk.changes);
        recording.changes.insert(recording.changes.end(), chunk.changes.begin(), chunk.changes.end());
    }
    QCOMPARE(through, f.tick());
    recording.lastTick = through;
    Replay replay(recording);
    replay.seek(through);
    QCOMPARE(replay.simulation().hash(), f.match.simulation().hash());
}

void TestLiveMatchPlay::pointsAreFlushedFirst() {
    Rules rules;
    rules.pointsToWin = 5;
    Fixture f(rules);
    f.start();
    f.passUs(240 * second);
    QCOMPARE(f.output.results.size(), std::size_t{1});
    const server::MatchResult& result = f.output.results[0];
    QCOMPARE(result.reason, wire::END_PLAYED);
    QCOMPARE(f.output.points.size(), static_cast<std::size_t>(result.score[0] + result.score[1]));
    QVERIFY(f.output.points.back().score == result.score);
    for (std::size_t i = 0; i < f.output.points.size(); ++i) {
        const server::MatchPoint& point = f.output.points[i];
        QCOMPARE(point.number, static_cast<int>(i) + 1);
        // The chunk up to its tick came before it.
        bool isFlushed = false;
        for (std::size_t c = 0; c < f.output.chunks.size(); ++c)
            isFlushed |= f.output.chunks[c].through == point.tick && f.output.flushedBeforePoints[c] == i;
        QVERIFY(isFlushed);
    }
    QCOMPARE(lastBeat(f.toLeft()).through_tick(), static_cast<std::uint32_t>(result.tick));
}

void TestLiveMatchPlay::isSmall() {
    QVERIFY(sizeof(LiveMatch) < 2048);
}

QTEST_APPLESS_MAIN(TestLiveMatchPlay)
#include "test_live_match_play.moc"

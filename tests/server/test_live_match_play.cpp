// A live match while it runs: inputs, what everybody is told, records, hashes, and what it costs.

#include "tests/server/live_match_fixture.h"

#include <QtTest>

using namespace live_match_test;
using namespace pong;
using server::LiveMatch;

namespace {

constexpr std::int64_t second = 1'000'000;

std::vector<RelayedChange> changesOf(const wire::ServerMessage& message) {
    const wire::MatchAdvance& advance = message.match_advance();
    std::vector<RelayedChange> changes;
    for (const std::uint32_t packed : advance.changes())
        changes.push_back(unpackChange(packed, static_cast<Tick>(advance.through_tick())).value_or(RelayedChange()));
    return changes;
}

RelayedChange onlyChange(const wire::ServerMessage& message) {
    const std::vector<RelayedChange> changes = changesOf(message);
    return changes.size() == 1 ? changes[0] : RelayedChange();
}

std::vector<std::uint32_t> refusals(const std::vector<wire::ServerMessage>& messages) {
    std::vector<std::uint32_t> numbers;
    for (const wire::ServerMessage& message : messages)
        numbers.insert(numbers.end(), message.match_advance().refused().begin(),
                       message.match_advance().refused().end());
    return numbers;
}

// The last beat that the match sent.
wire::MatchAdvance lastBeat(const std::vector<wire::ServerMessage>& messages) {
    for (auto message = messages.rbegin(); message != messages.rend(); ++message)
        if (message->match_advance().has_hash())
            return message->match_advance();
    return {};
}

wire::MatchBeat answer(const wire::MatchAdvance& beat, std::uint32_t epoch) {
    wire::MatchBeat answer;
    answer.set_epoch(epoch);
    answer.set_confirmed_tick(beat.through_tick());
    answer.set_hash(beat.hash());
    return answer;
}

}  // namespace

class TestLiveMatchPlay : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void stepsOnceAtEachDeadlineOfTheTimer();
    void relaysAtOnceAndAppliesAtItsTick();
    void answersWithWhatComesNext();
    void answersAtOnceWhatItMoved();
    void answersBeforeAPause();
    void untoldInputsAreBounded();
    void everybodyHearsEverythingInTime();
    void refusesOtherEpochs();
    void refusesNonsense();
    void ignoresRepeatedNumbers();
    void refusesTooManyAtOnce();
    void countsLateInputs();
    void beatsTwiceASecond();
    void beatRidesAlong();
    void reportsMargins();
    void wrongHashIsOneDesync();
    void forgedBeatsAreHarmless();
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

void TestLiveMatchPlay::relaysAtOnceAndAppliesAtItsTick() {
    Fixture f;
    f.start();
    f.passTicks(20);
    f.clear();
    const std::uint32_t number = f.input(Side::Left, 25, Direction::Down);
    QCOMPARE(f.toRight().size(), std::size_t{1});
    QCOMPARE(f.toRight()[0].match_advance().through_tick(), 20u);
    QVERIFY(onlyChange(f.toRight()[0]) ==
            (RelayedChange{25, Side::Left, Direction::Down, static_cast<std::uint8_t>(number)}));
    QVERIFY(onlyChange(f.output.watched[0]) == onlyChange(f.toRight()[0]));
    f.passTicks(4);
    QCOMPARE(f.paddleY(Side::Left), 250.0);
    f.passTicks(1);
    QVERIFY(f.paddleY(Side::Left) > 250.0);
}

// Who plays on as if it had been answered already.
void TestLiveMatchPlay::answersWithWhatComesNext() {
    Fixture f;
    f.start();
    f.passTicks(20);
    f.clear();
    f.input(Side::Left, 23, Direction::Down);
    f.passTicks(5);
    f.input(Side::Left, 27, Direction::None);
    QVERIFY(f.toLeft().empty());
    f.passTicks(5);
    const std::uint32_t number = f.input(Side::Right, 32, Direction::Up);
    QCOMPARE(f.toLeft().size(), std::size_t{1});
    QCOMPARE(f.toLeft()[0].match_advance().through_tick(), 30u);
    QVERIFY(changesOf(f.toLeft()[0]) ==
            (std::vector<RelayedChange>{{23, Side::Left, Direction::Down, 1},
                                        {27, Side::Left, Direction::None, 2},
                                        {32, Side::Right, Direction::Up, static_cast<std::uint8_t>(number)}}));
    // Nothing comes: then with the next beat.
    f.passTicks(31);
    QVERIFY(f.toRight().back().match_advance().has_hash());
    QVERIFY(onlyChange(f.toRight().back()) == changesOf(f.toLeft()[0])[2]);
}

void TestLiveMatchPlay::answersAtOnceWhatItMoved() {
    Fixture f;
    f.start();
    f.passTicks(20);
    f.clear();
    f.input(Side::Left, 22, Direction::Down);
    f.passTicks(5);
    f.input(Side::Left, 24, Direction::None);
    QCOMPARE(f.toLeft().size(), std::size_t{1});
    QVERIFY(changesOf(f.toLeft()[0]) ==
            (std::vector<RelayedChange>{{22, Side::Left, Direction::Down, 1}, {26, Side::Left, Direction::None, 2}}));
}

void TestLiveMatchPlay::answersBeforeAPause() {
    Fixture f;
    f.start();
    f.passTicks(20);
    f.clear();
    f.input(Side::Left, 22, Direction::Down);
    f.passTicks(5);
    f.match.playerDropped(Side::Right);
    f.advance();
    QCOMPARE(f.toLeft().size(), std::size_t{2});
    QCOMPARE(onlyChange(f.toLeft()[0]).tick, 22);
    QVERIFY(f.toLeft()[1].has_match_paused());
    QVERIFY(f.toLeft()[1].match_paused().tick() >= f.toLeft()[0].match_advance().through_tick());
}

void TestLiveMatchPlay::untoldInputsAreBounded() {
    Fixture f;
    f.start();
    f.clear();
    std::size_t told = 0;
    for (int i = 0; i < 20; ++i) {
        f.input(Side::Left, f.tick() + 2, i % 2 == 0 ? Direction::Up : Direction::None);
        f.passTicks(1);
    }
    for (const wire::ServerMessage& message : f.toLeft())
        told += changesOf(message).size();
    QCOMPARE(told, std::size_t{13});
    QCOMPARE(f.toLeft().size(), std::size_t{1});
}

// Whoever follows the messages alone has the same game: no tick is called final before all of its changes are told, and
// none is told after.
void TestLiveMatchPlay::everybodyHearsEverythingInTime() {
    Rules rules;
    rules.pointsToWin = 21;
    Fixture f(rules);
    f.start();
    std::uint32_t random = 7;
    for (int i = 0; i < 300; ++i) {
        random = random * 1'664'525u + 1'013'904'223u;
        f.input(random >> 31 ? Side::Left : Side::Right, f.tick() + static_cast<Tick>(random >> 8 & 15) - 1,
                static_cast<Direction>(static_cast<int>(random >> 16 & 0xFF) % 3 - 1));
        f.passTicks(static_cast<Tick>(random >> 20 & 31));
    }
    for (const auto& heard : {f.toLeft(), f.toRight(), f.output.watched}) {
        Simulation simulation(rules, 3);
        Inputs directions{};
        std::vector<RelayedChange> pending;
        int hashes = 0;
        for (const wire::ServerMessage& message : heard) {
            for (const RelayedChange& change : changesOf(message)) {
                QVERIFY(change.tick > simulation.state().tick);
                pending.push_back(change);
            }
            const auto through = static_cast<Tick>(message.match_advance().through_tick());
            while (simulation.state().tick < through) {
                std::erase_if(pending, [&](const RelayedChange& change) {
                    if (change.tick != simulation.state().tick + 1)
                        return false;
                    directions[index(change.side)] = change.direction;
                    return true;
                });
                simulation.step(directions);
            }
            if (!message.match_advance().has_hash())
                continue;
            ++hashes;
            QCOMPARE(message.match_advance().hash(), static_cast<std::uint32_t>(simulation.hash()));
        }
        QVERIFY(hashes > 20);
    }
}

void TestLiveMatchPlay::refusesOtherEpochs() {
    Fixture f;
    f.start();
    f.passTicks(20);
    f.clear();
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

void TestLiveMatchPlay::beatsTwiceASecond() {
    Fixture f;
    f.start();
    f.clear();
    f.passTicks(180);  // before the first point, which brings one more
    QCOMPARE(f.toLeft().size(), std::size_t{3});
    for (const wire::ServerMessage& message : f.toLeft()) {
        QVERIFY(message.match_advance().has_hash());
        QCOMPARE(message.match_advance().changes_size(), 0);
    }
    Simulation simulation(Rules(), 3);
    while (simulation.state().tick < static_cast<Tick>(f.toLeft()[0].match_advance().through_tick()))
        simulation.step({});
    QCOMPARE(f.toLeft()[0].match_advance().hash(), static_cast<std::uint32_t>(simulation.hash()));
}

void TestLiveMatchPlay::beatRidesAlong() {
    Fixture f;
    f.start();
    f.passTicks(60);
    f.passTicks(29);
    f.clear();
    f.input(Side::Right, 95, Direction::Up);
    QVERIFY(!f.toLeft()[0].match_advance().has_hash());
    f.passTicks(1);
    f.input(Side::Right, 96, Direction::None);
    QVERIFY(f.toLeft()[1].match_advance().has_hash());
    f.passTicks(59);
    QCOMPARE(f.toLeft().size(), std::size_t{2});
    f.passTicks(1);
    QCOMPARE(f.toLeft().size(), std::size_t{3});
}

void TestLiveMatchPlay::reportsMargins() {
    Fixture f;
    f.start();
    f.passTicks(60);
    f.isBeating = {false, false};
    f.input(Side::Left, 61 + 4, Direction::Up);
    f.input(Side::Left, 61 + 6, Direction::None);
    wire::MatchBeat beat;
    beat.set_epoch(f.epoch);
    beat.set_tick(60 - 2);
    f.match.beat(Side::Right, beat, f.nowUs);
    f.passTicks(60);
    QCOMPARE(lastBeat(f.toLeft()).margin(), 4);
    QCOMPARE(lastBeat(f.toRight()).margin(), -2);
    f.match.beat(Side::Left, {}, f.nowUs);
    f.match.beat(Side::Right, {}, f.nowUs);
    f.passTicks(60);
    QVERIFY(!lastBeat(f.toLeft()).has_margin());
    QVERIFY(!lastBeat(f.toRight()).has_margin());
}

void TestLiveMatchPlay::wrongHashIsOneDesync() {
    Fixture f;
    f.start();
    f.passTicks(61);
    const wire::MatchAdvance first = lastBeat(f.toLeft());
    f.match.beat(Side::Left, answer(first, f.epoch), f.nowUs);
    QCOMPARE(f.match.counters().desyncs, 0u);

    f.passTicks(60);
    wire::MatchBeat wrong = answer(lastBeat(f.toLeft()), f.epoch);
    wrong.set_hash(wrong.hash() ^ 1);
    f.clear();
    f.match.beat(Side::Left, wrong, f.nowUs);
    f.match.beat(Side::Left, wrong, f.nowUs);
    QCOMPARE(f.match.counters().desyncs, 1u);
    QCOMPARE(f.toLeft().size(), std::size_t{1});
    QVERIFY(f.toRight().empty());
    const wire::MatchSnapshot& snapshot = f.toLeft()[0].match_snapshot();
    QVERIFY(snapshot.desync());
    QVERIFY(snapshot.running());
    QVERIFY(decodeState(snapshot.state(), Rules()) == f.match.simulation().state());
}

void TestLiveMatchPlay::forgedBeatsAreHarmless() {
    Fixture f;
    f.start();
    f.passTicks(200);
    for (const std::uint32_t tick : {0u, 1u, 1'000'000'000u, 0xFFFF'FFFFu}) {
        wire::MatchBeat beat;
        beat.set_epoch(f.epoch);
        beat.set_tick(tick);
        beat.set_confirmed_tick(tick);
        beat.set_hash(99);
        f.match.beat(Side::Left, beat, f.nowUs);
    }
    QCOMPARE(f.match.counters().desyncs, 0u);
    QCOMPARE(f.match.stage(), LiveMatch::Stage::Running);
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

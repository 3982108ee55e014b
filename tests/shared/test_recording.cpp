// Recordings: what is encoded comes back, what was never encoded is refused, and a replay goes to any tick.

#include "shared/pong/match_recording.h"
#include "shared/pong/random.h"
#include "tests/shared/players.h"

#include <QtTest>

#include <limits>

using namespace pong;
using pong::test::Players;

namespace {

std::vector<Change> someChanges(std::uint64_t& generator, Tick base, int count) {
    std::vector<Change> changes;
    Tick tick = base;
    for (int i = 0; i < count; ++i) {
        const bool isLong = randomBelow(generator, 20) == 0;
        tick += 1 + randomBelow(generator, isLong ? 1'000'000 : 30);
        const auto direction = [&] { return static_cast<Direction>(randomBelow(generator, 3) - 1); };
        const int sides = randomBelow(generator, 3);
        if (sides != 1)
            changes.push_back({tick, Side::Left, direction()});
        if (sides != 0)
            changes.push_back({tick, Side::Right, direction()});
    }
    return changes;
}

std::string someBytes(std::uint64_t& generator, int most) {
    std::string bytes(static_cast<std::size_t>(randomBelow(generator, most + 1)), '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(nextRandom(generator));
    return bytes;
}

// A match that somebody played, and its hash after each tick.
MatchRecording playedMatch(std::uint64_t seed, Tick ticks, std::vector<std::uint64_t>& hashes) {
    MatchRecording recording{Rules{}, seed, {}, ticks};
    Simulation simulation(recording.rules, seed);
    Players players(seed);
    Inputs held{};
    hashes = {simulation.hash()};
    while (simulation.state().tick < ticks) {
        const Inputs inputs = players.next(simulation);
        for (const Side side : {Side::Left, Side::Right})
            if (inputs[index(side)] != held[index(side)])
                recording.changes.push_back({simulation.state().tick + 1, side, inputs[index(side)]});
        held = inputs;
        simulation.step(inputs);
        hashes.push_back(simulation.hash());
    }
    return recording;
}

}  // namespace

class TestRecording : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void changesComeBack();
    void changesAreSmall();
    void changesOutOfOrderAreRefused_data();
    void changesOutOfOrderAreRefused();
    void cutChangesAreRefused();
    void tooManyChangesAreRefused();
    void garbageIsRefusedOrCanonical();
    void statesComeBack();
    void statesOfAnotherSizeAreRefused();
    void damagedStatesAreRefusedOrValid();
    void replayStopsAtItsEnd();
    void replaySeeksBothWays();
    void emptyRecordingPlays();
};

void TestRecording::changesComeBack() {
    std::uint64_t generator = 1;
    for (int i = 0; i < 2000; ++i) {
        const Tick base = randomBelow(generator, 100'000);
        const std::vector<Change> changes = someChanges(generator, base, randomBelow(generator, 50));
        const auto decoded = decodeChanges(encodeChanges(changes, base), base);
        QVERIFY(decoded);
        QVERIFY(*decoded == changes);
    }
}

void TestRecording::changesAreSmall() {
    std::vector<std::uint64_t> hashes;
    const MatchRecording recording = playedMatch(7, 36'000, hashes);
    QVERIFY(recording.changes.size() > 1000);
    QVERIFY(encodeChanges(recording.changes, 0).size() <= 2 * recording.changes.size());
}

void TestRecording::changesOutOfOrderAreRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("good");

    // (ticks since the last change * 2 + side) * 3 + direction + 1
    QTest::newRow("nothing") << QByteArray() << true;
    QTest::newRow("tick 1, left") << QByteArray("\x06", 1) << true;
    QTest::newRow("tick 1, left then right") << QByteArray("\x06\x03", 2) << true;
    QTest::newRow("tick 0") << QByteArray("\x02", 1) << false;
    QTest::newRow("left twice in a tick") << QByteArray("\x06\x00", 2) << false;
    QTest::newRow("right then left in a tick") << QByteArray("\x09\x00", 2) << false;
    QTest::newRow("longer form of 6") << QByteArray("\x86\x00", 2) << false;
    QTest::newRow("six bytes") << QByteArray("\x80\x80\x80\x80\x80\x01", 6) << false;
    QTest::newRow("a tick past any match") << QByteArray("\xff\xff\xff\xff\x7f", 5) << false;
}

void TestRecording::changesOutOfOrderAreRefused() {
    QFETCH(QByteArray, bytes);
    QFETCH(bool, good);
    QCOMPARE(decodeChanges(bytes.toStdString(), 0).has_value(), good);
}

void TestRecording::cutChangesAreRefused() {
    std::uint64_t generator = 2;
    const std::vector<Change> changes = someChanges(generator, 0, 300);
    const std::string bytes = encodeChanges(changes, 0);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const auto decoded = decodeChanges(std::string_view(bytes).substr(0, length), 0);
        // Cut between two changes it is a shorter list; cut inside one it is nothing.
        const bool isInside = length > 0 && static_cast<std::uint8_t>(bytes[length - 1]) >= 0x80;
        QCOMPARE(decoded.has_value(), !isInside);
        if (decoded)
            QVERIFY(std::equal(decoded->begin(), decoded->end(), changes.begin()) && decoded->size() < changes.size());
    }
}

void TestRecording::tooManyChangesAreRefused() {
    std::uint64_t generator = 3;
    const std::vector<Change> changes = someChanges(generator, 0, 100);
    const std::string bytes = encodeChanges(changes, 0);
    QVERIFY(decodeChanges(bytes, 0, changes.size()));
    QVERIFY(!decodeChanges(bytes, 0, changes.size() - 1));
}

void TestRecording::garbageIsRefusedOrCanonical() {
    std::uint64_t generator = 4;
    int refused = 0;
    for (int i = 0; i < 100'000; ++i) {
        const std::string bytes = someBytes(generator, 24);
        const Tick base = randomBelow(generator, std::numeric_limits<Tick>::max());
        const auto decoded = decodeChanges(bytes, base);
        if (decoded)
            QCOMPARE(encodeChanges(*decoded, base), bytes);
        else
            ++refused;
    }
    QVERIFY(refused > 50'000);
}

void TestRecording::statesComeBack() {
    Simulation simulation(Rules{}, 5);
    Players players(5);
    while (!simulation.isOver() && simulation.state().tick < 200'000) {
        const auto decoded = decodeState(encodeState(simulation.state()), simulation.rules());
        QVERIFY(decoded);
        QVERIFY(*decoded == simulation.state());
        simulation.step(players.next(simulation));
    }
    QVERIFY(decodeState(encodeState(simulation.state()), simulation.rules()));
    QVERIFY(simulation.isOver());
}

void TestRecording::statesOfAnotherSizeAreRefused() {
    const std::string bytes = encodeState(Simulation(Rules{}, 6).state());
    QVERIFY(decodeState(bytes, Rules{}));
    for (std::size_t length = 0; length < bytes.size(); ++length)
        QVERIFY(!decodeState(std::string_view(bytes).substr(0, length), Rules{}));
    QVERIFY(!decodeState(bytes + '\0', Rules{}));
}

void TestRecording::damagedStatesAreRefusedOrValid() {
    std::uint64_t generator = 7;
    Simulation simulation(Rules{}, 7);
    Players players(7);
    int refused = 0;
    for (int i = 0; i < 50'000; ++i) {
        simulation.step(players.next(simulation));
        std::string bytes = encodeState(simulation.state());
        bytes[static_cast<std::size_t>(randomBelow(generator, static_cast<int>(bytes.size())))] ^=
            static_cast<char>(1 << randomBelow(generator, 8));
        const auto decoded = decodeState(bytes, simulation.rules());
        if (!decoded) {
            ++refused;
            continue;
        }
        QCOMPARE(encodeState(*decoded), bytes);
        // A peer's state must be safe to play on from.
        Simulation other(simulation.rules(), *decoded);
        for (int step = 0; step < 20; ++step)
            other.step({Direction::Up, Direction::Down});
        QVERIFY(isValid(other.state(), other.rules()));
    }
    QVERIFY(refused > 10'000);
}

void TestRecording::replayStopsAtItsEnd() {
    std::vector<std::uint64_t> hashes;
    Replay replay(playedMatch(8, 500, hashes));
    for (int i = 0; i < 500; ++i) {
        QVERIFY(!replay.atEnd());
        replay.step();
    }
    QVERIFY(replay.atEnd());
    QCOMPARE(replay.step(), Events{NoEvent});
    QCOMPARE(replay.simulation().state().tick, 500);
}

void TestRecording::replaySeeksBothWays() {
    constexpr Tick last = 5000;
    std::vector<std::uint64_t> hashes;
    Replay replay(playedMatch(9, last, hashes));
    std::uint64_t generator = 9;
    for (int i = 0; i < 200; ++i) {
        const Tick tick = randomBelow(generator, last + 1);
        replay.seek(tick);
        QCOMPARE(replay.simulation().state().tick, tick);
        QCOMPARE(replay.simulation().hash(), hashes[static_cast<std::size_t>(tick)]);
    }
    replay.seek(last + 1000);
    QCOMPARE(replay.simulation().state().tick, last);
    replay.seek(-5);
    QCOMPARE(replay.simulation().hash(), hashes.front());
}

void TestRecording::emptyRecordingPlays() {
    Replay replay(MatchRecording{});
    QVERIFY(replay.atEnd());
    QCOMPARE(replay.step(), Events{NoEvent});
    replay.seek(10);
    QCOMPARE(replay.simulation().state().tick, 0);
}

QTEST_GUILESS_MAIN(TestRecording)
#include "test_recording.moc"

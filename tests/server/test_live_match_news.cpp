// What everybody is told of a live match: changes at once, answers with what comes next, beats, hashes and margins.

#include "tests/server/live_match_fixture.h"

#include <QtTest>

#include <algorithm>

using namespace live_match_test;
using namespace pong;
using server::LiveMatch;

namespace {

wire::MatchBeat answer(const wire::MatchAdvance& beat, std::uint32_t epoch) {
    wire::MatchBeat answer;
    answer.set_epoch(epoch);
    answer.set_confirmed_tick(beat.through_tick());
    answer.set_hash(beat.hash());
    return answer;
}

}  // namespace

class TestLiveMatchNews : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void relaysAtOnceAndAppliesAtItsTick();
    void answersWithWhatComesNext();
    void answersAtOnceWhatItMoved();
    void answersBeforeAPause();
    void untoldInputsAreBounded();
    void everybodyHearsEverythingInTime();
    void beatsTwiceASecond();
    void beatRidesAlong();
    void reportsMargins();
    void wrongHashIsOneDesync();
    void forgedBeatsAreHarmless();
};

void TestLiveMatchNews::relaysAtOnceAndAppliesAtItsTick() {
    Fixture f;
    f.startAndPlay(20);
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
void TestLiveMatchNews::answersWithWhatComesNext() {
    Fixture f;
    f.startAndPlay(20);
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

void TestLiveMatchNews::answersAtOnceWhatItMoved() {
    Fixture f;
    f.startAndPlay(20);
    f.input(Side::Left, 22, Direction::Down);
    f.passTicks(5);
    f.input(Side::Left, 24, Direction::None);
    QCOMPARE(f.toLeft().size(), std::size_t{1});
    QVERIFY(changesOf(f.toLeft()[0]) ==
            (std::vector<RelayedChange>{{22, Side::Left, Direction::Down, 1}, {26, Side::Left, Direction::None, 2}}));
}

void TestLiveMatchNews::answersBeforeAPause() {
    Fixture f;
    f.startAndPlay(20);
    f.input(Side::Left, 22, Direction::Down);
    f.passTicks(5);
    f.match.playerDropped(Side::Right);
    f.advance();
    QCOMPARE(f.toLeft().size(), std::size_t{2});
    QCOMPARE(onlyChange(f.toLeft()[0]).tick, 22);
    QVERIFY(f.toLeft()[1].has_match_paused());
    QVERIFY(f.toLeft()[1].match_paused().tick() >= f.toLeft()[0].match_advance().through_tick());
}

void TestLiveMatchNews::untoldInputsAreBounded() {
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
void TestLiveMatchNews::everybodyHearsEverythingInTime() {
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

void TestLiveMatchNews::beatsTwiceASecond() {
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

void TestLiveMatchNews::beatRidesAlong() {
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

void TestLiveMatchNews::reportsMargins() {
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

void TestLiveMatchNews::wrongHashIsOneDesync() {
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

void TestLiveMatchNews::forgedBeatsAreHarmless() {
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

QTEST_APPLESS_MAIN(TestLiveMatchNews)
#include "test_live_match_news.moc"

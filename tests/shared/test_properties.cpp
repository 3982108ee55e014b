// What holds in every match, whoever plays it and by whatever rules: random players over millions of ticks.

#include "shared/pong/match_recording.h"
#include "shared/pong/random.h"
#include "tests/shared/players.h"

#include <QtTest>

using namespace pong;
using pong::test::Players;
using pong::test::someRules;

namespace {

constexpr Fixed ballHalf = ballSize / 2;

bool isInside(const State& state, const Rules& rules) {
    const Fixed margin = units(rules.paddleHeight) / 2;
    for (const Fixed y : state.paddleY)
        if (y < margin || y > tableHeight - margin)
            return false;
    return 0 < state.ballX && state.ballX < tableWidth && ballHalf <= state.ballY &&
           state.ballY <= tableHeight - ballHalf;
}

// The events of a step tell exactly what changed.
bool eventsMatch(Events events, const State& before, const State& after) {
    const bool leftScored = after.score[0] == before.score[0] + 1 && after.score[1] == before.score[1];
    const bool rightScored = after.score[1] == before.score[1] + 1 && after.score[0] == before.score[0];
    const bool served = before.phase == Phase::Serve && after.phase == Phase::Rally;
    const bool over = before.phase != Phase::Over && after.phase == Phase::Over;
    const bool hit = !served && after.rally == before.rally + 1;
    return bool(events & LeftScored) == leftScored && bool(events & RightScored) == rightScored &&
           bool(events & Served) == served && bool(events & MatchOver) == over &&
           bool(events & (LeftPaddleHit | RightPaddleHit)) == hit &&
           (leftScored || rightScored || before.score == after.score);
}

}  // namespace

class TestProperties : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void everyTickIsPossible();
    void noPointComesBeforeItCan();
    void mirrorImagePlaysTheSame();
    void replayGivesTheSameHashes();
    void everyMatchEnds();
};

void TestProperties::everyTickIsPossible() {
    std::uint64_t generator = 2;
    long ticks = 0;
    long hits = 0;
    while (ticks < 3'000'000) {
        const Rules rules = someRules(generator);
        Simulation simulation(rules, nextRandom(generator));
        Players players(nextRandom(generator));
        while (!simulation.isOver() && simulation.state().tick < 50'000) {
            const State before = simulation.state();
            const Events events = simulation.step(players.next(simulation));
            const State& after = simulation.state();
            QCOMPARE(after.tick, before.tick + 1);
            QVERIFY(isInside(after, rules));
            QVERIFY(after.speed >= units(rules.ballSpeed) && after.speed <= units(rules.ballSpeedMax));
            QVERIFY(eventsMatch(events, before, after));
            QVERIFY(isValid(after, rules));
            hits += after.rally > before.rally;
        }
        ticks += simulation.state().tick;
    }
    QVERIFY2(hits > 10'000, "the players did play");
}

// From any tick on; and what is promised is worth something: a ball that nobody hits scores exactly then.
void TestProperties::noPointComesBeforeItCan() {
    std::uint64_t generator = 5;
    long ticks = 0;
    long exact = 0;
    while (ticks < 1'000'000) {
        Simulation simulation(someRules(generator), nextRandom(generator));
        Players players(nextRandom(generator));
        Tick earliest = 1;  // of any tick until now
        while (!simulation.isOver() && simulation.state().tick < 50'000) {
            const Tick promised = simulation.earliestPoint();
            QVERIFY(promised >= 1);
            const Tick tick = simulation.state().tick + promised;
            earliest = std::max(earliest, tick);
            if ((simulation.step(players.next(simulation)) & (LeftScored | RightScored)) == 0)
                continue;
            QVERIFY(simulation.state().tick >= earliest);
            exact += promised == 1;
            earliest = 1;
        }
        ticks += simulation.state().tick;
        QCOMPARE(simulation.earliestPoint() > 1'000'000, simulation.isOver());
    }
    QVERIFY2(exact > 1'000, "points were scored in the tick that was named");
}

void TestProperties::mirrorImagePlaysTheSame() {
    std::uint64_t generator = 3;
    for (int match = 0; match < 60; ++match) {
        Simulation simulation(someRules(generator), nextRandom(generator));
        Simulation mirrored(simulation.rules(), mirror(simulation.state()));
        Players players(nextRandom(generator));
        while (!simulation.isOver() && simulation.state().tick < 20'000) {
            const Inputs inputs = players.next(simulation);
            simulation.step(inputs);
            mirrored.step({inputs[1], inputs[0]});
            QCOMPARE(mirrored.state(), mirror(simulation.state()));
        }
    }
}

void TestProperties::replayGivesTheSameHashes() {
    std::uint64_t generator = 4;
    for (int match = 0; match < 60; ++match) {
        const Rules rules = someRules(generator);
        const std::uint64_t seed = nextRandom(generator);
        Simulation simulation(rules, seed);
        Players players(nextRandom(generator));
        std::vector<std::uint64_t> hashes;
        MatchRecording recording{rules, seed, {}, 0};
        Inputs held{};
        while (!simulation.isOver() && simulation.state().tick < 20'000) {
            const Inputs inputs = players.next(simulation);
            for (const Side side : {Side::Left, Side::Right})
                if (inputs[index(side)] != held[index(side)])
                    recording.changes.push_back({simulation.state().tick + 1, side, inputs[index(side)]});
            held = inputs;
            simulation.step(inputs);
            hashes.push_back(simulation.hash());
        }
        recording.lastTick = simulation.state().tick;

        const auto decoded = decodeChanges(encodeChanges(recording.changes, 0), 0);
        QVERIFY(decoded);
        recording.changes = *decoded;
        Replay replay(recording);
        for (const std::uint64_t hash : hashes) {
            replay.step();
            QCOMPARE(replay.simulation().hash(), hash);
        }
        QVERIFY(replay.atEnd());
    }
}

void TestProperties::everyMatchEnds() {
    std::uint64_t generator = 5;
    for (int match = 0; match < 100; ++match) {
        Simulation simulation(someRules(generator), nextRandom(generator));
        Players players(nextRandom(generator));
        while (!simulation.isOver() && simulation.state().tick < 300'000)
            simulation.step(players.next(simulation));
        QVERIFY(simulation.isOver());
        const State& state = simulation.state();
        const Side winner = simulation.winner();
        QVERIFY(state.score[index(winner)] >= simulation.rules().pointsToWin);
        QVERIFY(state.score[index(winner)] - state.score[index(opposite(winner))] >= simulation.rules().winMargin);
    }
}

QTEST_GUILESS_MAIN(TestProperties)
#include "test_properties.moc"

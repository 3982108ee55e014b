// A live match that is only touched when it says that it is due says the same as one that every tick of the timer
// reaches.

#include "shared/pong/random.h"
#include "tests/server/live_match_fixture.h"

#include <QtTest>

using namespace live_match_test;
using namespace pong;
using server::LiveMatch;

namespace {

constexpr std::int64_t second = 1'000'000;

// Two players with keys, beats and a bad line: what they do next is drawn once and done to any match that is asked.
class Hands {
 public:
    explicit Hands(std::uint64_t seed) : m_generator(seed) {}

    void draw() { m_choice = nextRandom(m_generator); }
    void act(LiveMatch& match, std::int64_t nowUs) const;

 private:
    std::uint64_t m_generator;
    std::uint64_t m_choice = 0;
};

void press(LiveMatch& match, Side side, Tick ahead, Direction direction, std::int64_t nowUs) {
    const wire::MatchSnapshot at = match.snapshot(nowUs);
    const Tick asked = std::max(Tick{1}, TickClock(at.tick_zero_us()).tickAt(nowUs) + ahead);
    wire::MatchInput input;
    input.set_epoch(at.epoch());
    input.set_number(at.last_number(static_cast<int>(index(side))) + 1);
    input.set_tick_direction(packInput({asked, direction}));
    match.input(side, input, nowUs);
}

void Hands::act(LiveMatch& match, std::int64_t nowUs) const {
    std::uint64_t choice = m_choice;
    const Side side = randomBelow(choice, 2) == 0 ? Side::Left : Side::Right;
    const int what = randomBelow(choice, 100);
    if (what < 30) {
        const Tick ahead = randomBelow(choice, 12) - 2;
        press(match, side, ahead, static_cast<Direction>(randomBelow(choice, 3) - 1), nowUs);
    } else if (what < 60) {
        match.beat(Side::Left, {}, nowUs);
        match.beat(Side::Right, {}, nowUs);
    } else if (what == 60 && randomBelow(choice, 8) == 0) {
        match.playerDropped(side);
    } else if (what > 90) {
        for (const Side absent : {Side::Left, Side::Right})
            if (!match.isPresent(absent))
                match.playerJoined(absent, nowUs);
    }
}

// A clock is where tick 0 would be, whichever tick tells it.
std::string said(const wire::ServerMessage& message) {
    wire::ServerMessage same = message;
    if (same.has_match_clock()) {
        wire::MatchClock& clock = *same.mutable_match_clock();
        clock.set_at_us(TickClock::startingAt(static_cast<Tick>(clock.tick()), clock.at_us()).tickZeroUs());
        clock.set_tick(0);
    }
    return same.SerializeAsString();
}

void compare(const KeptOutput& due, const KeptOutput& each) {
    for (std::size_t side = 0; side < 2; ++side) {
        QCOMPARE(due.received[side].size(), each.received[side].size());
        for (std::size_t i = 0; i < each.received[side].size(); ++i)
            QCOMPARE(said(due.received[side][i]), said(each.received[side][i]));
    }
    QCOMPARE(due.chunks.size(), each.chunks.size());
    for (std::size_t i = 0; i < each.chunks.size(); ++i) {
        QCOMPARE(due.chunks[i].through, each.chunks[i].through);
        QVERIFY(due.chunks[i].changes == each.chunks[i].changes);
    }
    QCOMPARE(due.points.size(), each.points.size());
}

}  // namespace

class TestLiveMatchDue : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void saysTheSame_data();
    void saysTheSame();
    void silenceIsNoticedInTime();
    void isSeldomDue();
};

void TestLiveMatchDue::saysTheSame_data() {
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<bool>("stalls");
    for (quint64 seed = 1; seed <= 12; ++seed)
        QTest::addRow("%d", static_cast<int>(seed)) << seed << (seed % 3 == 0);
}

void TestLiveMatchDue::saysTheSame() {
    QFETCH(quint64, seed);
    QFETCH(bool, stalls);
    Rules rules;
    rules.pointsToWin = 11;
    Fixture each(rules, seed);
    Fixture due(rules, seed);
    Hands hands(seed);
    std::uint64_t generator = seed;
    long reached = 0;
    for (long number = 1; number < 600 * ticksPerSecond && !each.match.isOver(); ++number) {
        if (stalls && number % 1000 > 900)
            continue;  // the server stands still for 0.8 s
        each.nowUs = due.nowUs = second + TickClock::lengthUs(static_cast<Tick>(number));
        each.advance();
        if (const std::int64_t lostUs = due.stalls.tick(due.nowUs); lostUs > 0)
            due.match.stoodStill(lostUs, due.nowUs);
        if (due.match.dueUs() <= due.nowUs) {
            due.match.advance(due.nowUs);
            ++reached;
        }
        if (randomBelow(generator, 4) != 0)
            continue;
        hands.draw();
        hands.act(each.match, each.nowUs + 2'000);  // between two ticks
        hands.act(due.match, due.nowUs + 2'000);
    }
    QVERIFY(each.match.isOver());
    QVERIFY(due.match.isOver());
    compare(due.output, each.output);
    QCOMPARE(due.match.simulation().hash(), each.match.simulation().hash());
    QCOMPARE(due.match.counters().stalls, each.match.counters().stalls);
    QCOMPARE(each.match.counters().stalls > 0, stalls);
    QVERIFY(each.match.counters().inputs > 50);
    QVERIFY(reached > static_cast<long>(each.output.points.size()));
}

void TestLiveMatchDue::silenceIsNoticedInTime() {
    Fixture f;
    f.start();
    f.passTicks(30);
    f.match.beat(Side::Left, {}, f.nowUs);
    const std::int64_t heardUs = f.nowUs;
    while (f.match.isPresent(Side::Left) && f.nowUs < heardUs + 3 * second) {
        f.nowUs += 8'333;
        f.match.beat(Side::Right, {}, f.nowUs);
        if (f.match.dueUs() <= f.nowUs)
            f.match.advance(f.nowUs);
    }
    QVERIFY(!f.match.isPresent(Side::Left));
    QVERIFY(f.nowUs <= heardUs + LiveMatch::silenceUs + 2 * 8'334);
    QCOMPARE(f.match.stage(), LiveMatch::Stage::Waiting);
}

// Two beats a second, and now and then a look at a ball that may score.
void TestLiveMatchDue::isSeldomDue() {
    Fixture f;
    f.start();
    long reached = 0;
    long ticks = 0;
    for (const std::int64_t endUs = f.nowUs + 30 * second; f.nowUs < endUs && !f.match.isOver(); ++ticks) {
        f.nowUs += 8'333;
        if (ticks % 30 == 0)
            for (const Side side : {Side::Left, Side::Right})
                f.match.beat(side, {}, f.nowUs);
        if (f.match.dueUs() > f.nowUs)
            continue;
        f.match.advance(f.nowUs);
        ++reached;
    }
    QVERIFY(ticks > 2000);
    QVERIFY2(reached * 20 < ticks, qPrintable(QStringLiteral("%1 of %2 ticks").arg(reached).arg(ticks)));
}

QTEST_APPLESS_MAIN(TestLiveMatchDue)
#include "test_live_match_due.moc"

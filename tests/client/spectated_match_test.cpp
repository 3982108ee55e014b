// A match as a spectator sees it, against the server's own LiveMatch over a network with delays: never another tick
// than the server's, whatever happens to the match.

#include "client/match/spectated_match.h"

#include "server/play/live_match.h"
#include "shared/protocol/rules_message.h"

#include <QtTest>

#include <deque>
#include <map>
#include <random>

using client::MatchFrame;
using client::SpectatedMatch;
using pong::Direction;
using pong::Side;
using pong::Tick;
using pong::wire::ServerMessage;
using Stage = MatchFrame::Stage;

namespace {

constexpr std::int64_t matchId = 5;
constexpr std::int64_t frameUs = 8'333;
constexpr pong::Rules quickRules{5, 1, 64, 800, 20, 1500};

// The server, two players who press at random, and the way to one spectator.
class World final : public server::LiveMatchOutput {
 public:
    explicit World(unsigned seed, std::int64_t jitterUs = 40'000)
        : m_random(seed), m_jitterUs(jitterUs), match(matchId, quickRules, seed, *this, nowUs) {}

    void send(Side, const ServerMessage&) override {}  // players only
    void sendAll(const ServerMessage& message) override { sendToSpectators(message); }
    bool isWatched() const override { return watched != nullptr; }
    void sendToSpectators(const ServerMessage& message) override {
        if (losesChanges > 0 && message.match_advance().changes_size() > 0) {
            --losesChanges;
            return;
        }
        lastArrivalUs = std::max(lastArrivalUs, nowUs + 20'000 + random(m_jitterUs));
        if (watched)
            m_way.push_back({lastArrivalUs, message});
    }
    void changesFinal(const server::FinalChanges&) override {}
    void pointScored(const server::MatchPoint&) override {}
    void ended(const server::MatchResult& result) override {
        ServerMessage message;
        auto& ended = *message.mutable_match_ended();
        ended.set_match_id(matchId);
        ended.set_reason(result.reason);
        ended.set_score_left(static_cast<std::uint32_t>(result.score[0]));
        ended.set_score_right(static_cast<std::uint32_t>(result.score[1]));
        ended.set_winner(result.winner ? static_cast<int>(pong::index(*result.winner)) : -1);
        ended.set_tick(static_cast<std::uint32_t>(result.tick));
        sendAll(message);
    }

    void join(Side side) {
        isBeating[pong::index(side)] = true;
        match.playerJoined(side, nowUs);
    }
    void watch() {
        watched = std::make_unique<SpectatedMatch>(reply(), nowUs);
        m_way.clear();
    }
    void watchAgain() {
        watched->restart(reply(), nowUs);
        m_way.clear();
    }
    pong::wire::WatchReply reply() const {
        pong::wire::WatchReply reply;
        reply.mutable_match()->set_match_id(matchId);
        reply.mutable_match()->set_spectators(1);
        *reply.mutable_rules() = pong::rulesMessage(quickRules);
        *reply.mutable_snapshot() = match.snapshot(nowUs);
        return reply;
    }

    // One frame of everything.
    void pass() {
        nowUs += frameUs;
        for (const Side side : {Side::Left, Side::Right})
            if (isBeating[pong::index(side)]) {
                match.beat(side, {}, nowUs);
                if (random(12) == 0)
                    press(side);
            }
        match.advance(nowUs);
        hashes[match.simulation().state().tick] = match.simulation().hash();
        for (; watched && !m_way.empty() && m_way.front().first <= nowUs; m_way.pop_front())
            watched->receive(m_way.front().second, nowUs);
        if (watched)
            look();
    }
    void pass(std::int64_t us) {
        for (const std::int64_t endUs = nowUs + us; nowUs < endUs;)
            pass();
    }
    // Until it is over for the server, and a while longer.
    void playToTheEnd() {
        for (int frames = 0; !match.isOver() && frames < 100'000; ++frames)
            pass();
        pass(2'000'000);
    }
    void look() {
        frame = watched->frame(nowUs);
        for (const client::MatchEffect& effect : watched->takeEffects())
            effects.push_back(effect);
        stages[frame.stage] += 1;
        const auto known = hashes.find(watched->simulation().state().tick);
        if (known != hashes.end() && known->second != watched->simulation().hash())
            ++wrongTicks;
        if (frame.tick > 0 && frame.tick < m_lastTick)
            ++stepsBack;
        m_lastTick = frame.tick;
    }
    std::int64_t random(std::int64_t below) {
        return static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(std::max<std::int64_t>(1, below)));
    }

    std::int64_t nowUs = 1'000'000;

 private:
    void press(Side side) {
        pong::wire::MatchInput input;
        const std::uint32_t epoch = match.snapshot(nowUs).epoch();
        input.set_epoch(epoch);
        input.set_number(++m_numbers[pong::index(side)]);
        const Tick ahead = static_cast<Tick>(random(12)) - 2;
        const Tick tick = std::max(match.simulation().state().tick + ahead, 0);
        input.set_tick_direction(pong::packInput({tick, static_cast<Direction>(random(3) - 1)}));
        match.input(side, input, nowUs);
    }

    std::mt19937 m_random;
    std::int64_t m_jitterUs;
    std::deque<std::pair<std::int64_t, ServerMessage>> m_way;
    std::array<std::uint32_t, 2> m_numbers{};
    Tick m_lastTick = 0;
    std::int64_t lastArrivalUs = 0;

 public:
    server::LiveMatch match;
    std::unique_ptr<SpectatedMatch> watched;
    std::array<bool, 2> isBeating{};
    std::map<Tick, std::uint64_t> hashes;  // of the server's ticks
    std::map<Stage, int> stages;           // frames
    std::vector<client::MatchEffect> effects;
    MatchFrame frame;
    int losesChanges = 0;
    int wrongTicks = 0;
    int stepsBack = 0;
};

void bothJoin(World& world) {
    world.join(Side::Left);
    world.join(Side::Right);
}

}  // namespace

class SpectatedMatchTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void neverAnotherTickThanTheServers_data();
    void neverAnotherTickThanTheServers();
    void theCountdownIsSeen();
    void aPauseIsSeenAndPlayGoesOn();
    void aForfeitIsSeen();
    void aLostMessageIsNoticed();
    void aBrokenReplyIsNoticed();
    void effectsAreThoseOfTheMatch();
};

void SpectatedMatchTest::neverAnotherTickThanTheServers_data() {
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<int>("jitterMs");
    QTest::addColumn<int>("joinAfterMs");
    for (unsigned seed = 1; seed <= 8; ++seed)
        QTest::addRow("match %u", seed) << seed << int(seed % 3) * 40 << int(seed * 777);
    QTest::addRow("in the countdown") << 20U << 40 << 900;
    QTest::addRow("a bad network") << 21U << 500 << 3'000;
    QTest::addRow("a very bad network") << 22U << 1'500 << 3'000;
}

void SpectatedMatchTest::neverAnotherTickThanTheServers() {
    QFETCH(unsigned, seed);
    QFETCH(int, jitterMs);
    QFETCH(int, joinAfterMs);
    World world(seed, jitterMs * 1000);
    bothJoin(world);
    world.pass(joinAfterMs * 1000);
    world.watch();
    world.playToTheEnd();
    QVERIFY(world.match.isOver());
    QCOMPARE(world.wrongTicks, 0);
    QCOMPARE(world.stepsBack, 0);
    QCOMPARE(world.watched->desyncs(), 0U);
    QVERIFY(!world.watched->hasLostTrack());
    QVERIFY(world.watched->ended());
    QCOMPARE(world.frame.tick, world.match.simulation().state().tick);
    QCOMPARE(world.frame.stage, Stage::Over);
    QCOMPARE(world.frame.score[0], int(world.match.simulation().state().score[0]));
    QVERIFY(world.frame.winner == world.match.simulation().winner());
}

void SpectatedMatchTest::theCountdownIsSeen() {
    World world(3, 10'000);
    world.join(Side::Left);
    world.pass(500'000);
    world.watch();
    world.look();
    QCOMPARE(world.frame.stage, Stage::WaitingForPlayer);
    QVERIFY(world.frame.present[0] && !world.frame.present[1]);
    QVERIFY(world.frame.waitMs > 25'000);
    world.join(Side::Right);
    world.pass(1'500'000);
    QCOMPARE(world.frame.stage, Stage::Countdown);
    QVERIFY(world.frame.countdownMs > 500 && world.frame.countdownMs < 2'100);
    world.pass(2'000'000);
    QCOMPARE(world.frame.stage, Stage::Playing);
    QVERIFY(world.frame.tick > 0);
    QVERIFY(world.frame.tick < world.match.simulation().state().tick);  // a little later than it is played
}

void SpectatedMatchTest::aPauseIsSeenAndPlayGoesOn() {
    World world(4);
    bothJoin(world);
    world.pass(4'000'000);
    world.watch();
    world.pass(1'000'000);
    for (int times = 0; times < 3 && !world.match.isOver(); ++times) {
        world.isBeating[1] = false;
        world.match.playerDropped(Side::Right);
        world.pass(2'000'000);
        QCOMPARE(world.frame.stage, Stage::WaitingForPlayer);
        QVERIFY(world.frame.present[0] && !world.frame.present[1]);
        world.join(Side::Right);
        world.pass(times == 1 ? 300'000 : 4'500'000);  // once it breaks again within the countdown
    }
    QVERIFY(world.stages[Stage::Countdown] > 0);
    world.playToTheEnd();
    QCOMPARE(world.wrongTicks, 0);
    QCOMPARE(world.watched->desyncs(), 0U);
    QVERIFY(!world.watched->hasLostTrack());
    QCOMPARE(world.frame.tick, world.match.simulation().state().tick);
}

void SpectatedMatchTest::aForfeitIsSeen() {
    World world(5);
    bothJoin(world);
    world.pass(5'000'000);
    world.watch();
    world.pass(1'000'000);
    world.match.leave(Side::Left);
    world.playToTheEnd();
    QCOMPARE(world.frame.stage, Stage::Over);
    QVERIFY(world.frame.winner == Side::Right);
    QVERIFY(world.watched->ended());
    QCOMPARE(world.watched->ended()->reason(), pong::wire::END_FORFEIT);
    QCOMPARE(world.wrongTicks, 0);
}

// As if some changes had not come: the next hash tells, and another snapshot mends it.
void SpectatedMatchTest::aLostMessageIsNoticed() {
    World world(6, 1'000);
    bothJoin(world);
    world.pass(4'000'000);
    world.watch();
    world.pass(1'500'000);
    world.losesChanges = 8;
    world.pass(3'000'000);
    QCOMPARE(world.losesChanges, 0);
    QVERIFY(world.watched->hasLostTrack());
    const std::uint32_t desyncs = world.watched->desyncs();
    QVERIFY(desyncs > 0);
    world.watchAgain();
    QVERIFY(!world.watched->hasLostTrack());
    world.playToTheEnd();
    QCOMPARE(world.watched->desyncs(), desyncs);
    QVERIFY(!world.watched->hasLostTrack());
    QCOMPARE(world.frame.tick, world.match.simulation().state().tick);
}

void SpectatedMatchTest::aBrokenReplyIsNoticed() {
    World world(7);
    pong::wire::WatchReply reply = world.reply();
    reply.mutable_snapshot()->set_state("nonsense");
    SpectatedMatch watched(reply, world.nowUs);
    QVERIFY(watched.hasLostTrack());
    QCOMPARE(watched.frame(world.nowUs).tick, 0);
}

void SpectatedMatchTest::effectsAreThoseOfTheMatch() {
    World world(8, 10'000);
    bothJoin(world);
    world.watch();
    world.playToTheEnd();
    using Kind = client::MatchEffect::Kind;
    const auto count = [&](Kind kind) {
        return static_cast<int>(
            std::count_if(world.effects.begin(), world.effects.end(),
                          [kind](const client::MatchEffect& effect) { return effect.kind == kind; }));
    };
    const auto score = world.match.simulation().state().score;
    QCOMPARE(count(Kind::LeftScored), int{score[0]});
    QCOMPARE(count(Kind::RightScored), int{score[1]});
    QCOMPARE(count(Kind::Served), score[0] + score[1]);
    QCOMPARE(count(Kind::Over), 1);
}

QTEST_GUILESS_MAIN(SpectatedMatchTest)
#include "spectated_match_test.moc"

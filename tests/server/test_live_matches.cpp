// Matches over real sockets and a real PostgreSQL: played to the end, left, interrupted, and stored.

#include "server/net/clock.h"
#include "tests/support/match_record.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_player.h"
#include "tests/support/test_server.h"

#include <algorithm>
#include <array>
#include <memory>

using pong::Side;
using test::TestClient;
using test::TestPlayer;
using test::TestServer;
namespace wire = pong::wire;

namespace {

// Over in some seconds.
constexpr pong::Rules quickRules{5, 1, 64, 800, 20, 1500};

}  // namespace

class TestLiveMatches : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init();
    void cleanup();

    void aMatchIsPlayedAndStored();
    void aDropPausesAndAReturnResumes();
    void silenceIsADrop();
    void whoLeavesForfeits();
    void bothGoneIsNobodysMatch();
    void anotherDeviceTakesOver();
    void strangersHaveNoPart();
    void playGoesOnWhileTheDatabaseIsAway();

 private:
    std::unique_ptr<TestPlayer> signUp(const char* name);
    std::unique_ptr<TestPlayer> logIn(const char* name);
    // Alice and Bob, signed up and in a match; its id, 0 if that failed.
    std::int64_t pair();
    bool bothStart();
    void leave(TestPlayer& player) const;
    void letTimePass(std::chrono::seconds from, std::chrono::seconds to) const;
    qint64 number(const QString& sql) { return m_server->database().number(sql.arg(m_match)); }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<TestPlayer> m_alice;
    std::unique_ptr<TestPlayer> m_bob;
    std::int64_t m_match = 0;
    Side m_aliceSide = Side::Left;
};

void TestLiveMatches::init() {
    server::FeatureOptions options;
    options.rules = quickRules;
    m_server = std::make_unique<TestServer>(options);
}

void TestLiveMatches::cleanup() {
    m_alice.reset();
    m_bob.reset();
    m_server.reset();
}

std::unique_ptr<TestPlayer> TestLiveMatches::signUp(const char* name) {
    return std::make_unique<TestPlayer>(m_server->signUp(QString::fromLatin1(name)));
}

std::unique_ptr<TestPlayer> TestLiveMatches::logIn(const char* name) {
    std::unique_ptr<TestClient> client = m_server->connect();
    wire::LogInRequest request;
    request.set_username(name);
    request.set_password("correct horse");
    if (client == nullptr || !client->request(request))
        return nullptr;
    return std::make_unique<TestPlayer>(std::move(client));
}

std::int64_t TestLiveMatches::pair() {
    m_alice = signUp("alice");
    m_bob = signUp("bob");
    m_alice->seek();
    m_bob->seek();
    const auto foundByAlice = m_alice->found();
    if (!foundByAlice || !m_bob->found())
        return 0;
    m_aliceSide = foundByAlice->side() == 0 ? Side::Left : Side::Right;
    m_match = foundByAlice->match_id();
    return m_match;
}

bool TestLiveMatches::bothStart() {
    return m_alice->join(m_match) && m_bob->join(m_match) && m_alice->started() && m_bob->started();
}

void TestLiveMatches::leave(TestPlayer& player) const {
    wire::MatchLeave command;
    command.set_match_id(m_match);
    player.client().command(command);
}

// The matches' clock runs ahead of the real one, a tick at a time, so that nothing takes it for a stall. What follows
// must not wait: the real clock would come behind.
void TestLiveMatches::letTimePass(std::chrono::seconds from, std::chrono::seconds to) const {
    server::TickTimer& timer = m_server->features().matches().timer();
    const std::int64_t now = server::steadyNowUs();
    for (std::int64_t us = from.count() * 1'000'000; us <= to.count() * 1'000'000 && timer.isRunning(); us += 8'000)
        Q_EMIT timer.tick(now + us);
}

void TestLiveMatches::aMatchIsPlayedAndStored() {
    QVERIFY(pair());
    QVERIFY(bothStart());
    const auto endForAlice = m_alice->ended();
    const auto endForBob = m_bob->ended();
    QVERIFY(endForAlice && endForBob);
    QCOMPARE(endForAlice->SerializeAsString(), endForBob->SerializeAsString());
    QCOMPARE(endForAlice->reason(), wire::END_PLAYED);
    QVERIFY(endForAlice->stored());
    QCOMPARE(endForAlice->desyncs(), 0U);
    QCOMPARE(std::max(endForAlice->score_left(), endForAlice->score_right()), 5U);
    QVERIFY(m_alice->inputsSent() > 10);

    const server::play::StoredMatch stored = test::storedMatch(m_server->database().settings(), m_match);
    QVERIFY(!stored.live);
    const std::array score{static_cast<int>(endForAlice->score_left()), static_cast<int>(endForAlice->score_right())};
    QCOMPARE(stored.score, score);
    const std::size_t winner = endForAlice->winner() == 0 ? 0 : 1;
    QCOMPARE(*stored.winnerId, stored.players[winner].user_id());
    QCOMPARE(stored.recording.lastTick, static_cast<pong::Tick>(endForAlice->tick()));
    // Both sides' inputs made it into the record ...
    for (const Side side : {Side::Left, Side::Right})
        QVERIFY(std::ranges::count(stored.recording.changes, side, &pong::Change::side) > 5);
    // ... which plays again to the same points at the same ticks.
    QVERIFY(test::recordIsConsistent(stored));
    QCOMPARE(stored.points.size(), static_cast<std::size_t>(score[0] + score[1]));

    QCOMPARE(number(QStringLiteral("SELECT count(*) FROM match_history WHERE match_id = %1 AND reason = 'played'")), 2);
    test::TestDatabase& database = m_server->database();
    QCOMPARE(database.number(QStringLiteral("SELECT sum(games_played)::bigint FROM statistics")), 2);
    QCOMPARE(database.number(QStringLiteral("SELECT sum(games_won)::bigint FROM statistics")), 1);
    QCOMPARE(database.number(QStringLiteral("SELECT sum(total_score)::bigint FROM statistics")), score[0] + score[1]);
    // The match is over for the server: both may play again.
    QCOMPARE(m_server->features().matches().count(), 0U);
    QVERIFY(!m_server->features().matches().timer().isRunning());
    QVERIFY(m_alice->seek());
}

void TestLiveMatches::aDropPausesAndAReturnResumes() {
    QVERIFY(pair());
    QVERIFY(bothStart());
    m_alice->lose();
    const auto paused = m_bob->client().take(pong::ServerBody::kMatchPaused);
    QVERIFY(paused);
    QVERIFY(!paused->match_paused().present(static_cast<int>(pong::index(m_aliceSide))));
    QVERIFY(paused->match_paused().present(static_cast<int>(pong::index(pong::opposite(m_aliceSide)))));
    QVERIFY(paused->match_paused().wait_ms() > 20'000);

    m_alice = logIn("alice");
    const auto found = m_alice->found();  // without asking
    QVERIFY(found);
    QCOMPARE(found->match_id(), m_match);
    QCOMPARE(found->side(), static_cast<std::uint32_t>(pong::index(m_aliceSide)));
    const auto snapshot = m_alice->join(m_match);
    QVERIFY(snapshot);
    QCOMPARE(snapshot->epoch(), paused->match_paused().epoch());
    const auto clock = m_alice->started();
    QVERIFY(clock);
    QCOMPARE(clock->tick(), paused->match_paused().tick());
    // Play does go on.
    const auto isRecorded = [&](pong::Tick tick) {
        return test::storedMatch(m_server->database().settings(), m_match).recording.lastTick > tick;
    };
    QTRY_VERIFY(isRecorded(static_cast<pong::Tick>(clock->tick())));
    leave(*m_alice);
    QVERIFY(m_bob->ended());
    QVERIFY(test::recordIsConsistent(test::storedMatch(m_server->database().settings(), m_match)));
}

void TestLiveMatches::silenceIsADrop() {
    QVERIFY(pair());
    QVERIFY(bothStart());
    m_alice->fallSilent();
    const auto paused = m_bob->client().take(pong::ServerBody::kMatchPaused);
    QVERIFY(paused);
    QVERIFY(!paused->match_paused().present(static_cast<int>(pong::index(m_aliceSide))));
    QVERIFY(m_alice->client().isOpen());
    QVERIFY(m_alice->join(m_match));  // the connection is as good as ever
    QVERIFY(m_bob->started());
}

void TestLiveMatches::whoLeavesForfeits() {
    QVERIFY(pair());
    QVERIFY(bothStart());
    leave(*m_alice);
    const auto endForBob = m_bob->ended();
    const auto endForAlice = m_alice->ended();
    QVERIFY(endForBob && endForAlice);
    QCOMPARE(endForBob->reason(), wire::END_FORFEIT);
    QCOMPARE(endForBob->winner(), static_cast<int>(pong::index(pong::opposite(m_aliceSide))));
    QVERIFY(endForBob->stored());
    QCOMPARE(number(QStringLiteral("SELECT count(*) FROM game_sessions JOIN users ON users.id = winner_id "
                                   "WHERE game_sessions.id = %1 AND status = 'forfeited' AND username = 'bob'")),
             1);
    QCOMPARE(number(QStringLiteral("SELECT count(*) FROM match_history JOIN users ON users.id = user_id WHERE "
                                   "match_id = %1 AND username = 'alice' AND result = 'lost'")),
             1);
}

void TestLiveMatches::bothGoneIsNobodysMatch() {
    QVERIFY(pair());
    QVERIFY(bothStart());
    m_alice->lose();
    m_bob->lose();
    QTRY_COMPARE(m_server->features().sessions().count(), 0);
    letTimePass(std::chrono::seconds(0), std::chrono::seconds(29));
    QCOMPARE(m_server->features().matches().count(), 1U);
    letTimePass(std::chrono::seconds(29), std::chrono::seconds(31));
    QCOMPARE(m_server->features().matches().count(), 0U);
    QTRY_COMPARE(number(QStringLiteral("SELECT count(*) FROM game_sessions WHERE id = %1 AND status = 'abandoned' "
                                       "AND winner_id IS NULL")),
                 1);
    QCOMPARE(number(QStringLiteral("SELECT count(*) FROM match_history WHERE match_id = %1 AND result = 'draw'")), 2);
}

void TestLiveMatches::anotherDeviceTakesOver() {
    QVERIFY(pair());
    QVERIFY(bothStart());
    const std::unique_ptr<TestPlayer> tablet = logIn("alice");
    QVERIFY(tablet && tablet->found());
    QVERIFY(tablet->join(m_match));
    QVERIFY(tablet->started());
    // The first device has no say any more, and losing it harms nobody.
    const auto refused = m_alice->client().takeReply(m_alice->client().start(wire::MatchInput()));
    QVERIFY(refused && refused->has_refusal());
    QCOMPARE(refused->refusal().code(), wire::REFUSAL_CONFLICT);
    const std::size_t pauses = m_bob->client().count(pong::ServerBody::kMatchPaused);
    m_alice->lose();
    QTRY_COMPARE(m_server->features().sessions().count(), 2);
    QCOMPARE(m_bob->client().count(pong::ServerBody::kMatchPaused), pauses);
    leave(*tablet);
    QVERIFY(m_bob->ended());
}

void TestLiveMatches::strangersHaveNoPart() {
    QVERIFY(pair());
    const std::unique_ptr<TestPlayer> eve = signUp("eve");
    TestClient& client = eve->client();
    wire::MatchJoinRequest join;
    join.set_match_id(m_match);
    QCOMPARE(client.request(join).refusal.code(), wire::REFUSAL_NOT_FOUND);
    join.set_match_id(m_match + 1);
    QCOMPARE(client.request(join).refusal.code(), wire::REFUSAL_NOT_FOUND);
    wire::MatchLeave leave;
    leave.set_match_id(m_match);
    QCOMPARE(client.takeReply(client.start(leave))->refusal().code(), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(client.takeReply(client.start(wire::MatchInput()))->refusal().code(), wire::REFUSAL_CONFLICT);
    QCOMPARE(client.takeReply(client.start(wire::MatchBeat()))->refusal().code(), wire::REFUSAL_CONFLICT);
    const std::unique_ptr<TestClient> nobody = m_server->connect();
    QCOMPARE(nobody->request(join).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QVERIFY(bothStart());  // and nothing of it touched the match
}

void TestLiveMatches::playGoesOnWhileTheDatabaseIsAway() {
    QVERIFY(pair());
    QVERIFY(bothStart());
    server::Connection admin(test::TestDatabase::adminSettings(), server::ConnectionLimits());
    admin.open();
    const QString name = m_server->database().settings().database;
    // Nobody gets in, and nobody is in: as good as a server that is down.
    admin.runScript(QStringLiteral("ALTER DATABASE %1 WITH ALLOW_CONNECTIONS false").arg(name));
    admin.runScript(
        QStringLiteral("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '%1'").arg(name));

    // Play goes on, for seconds, before one gives up.
    const auto advances = m_bob->client().count(pong::ServerBody::kMatchAdvance);
    QTRY_VERIFY(m_bob->client().count(pong::ServerBody::kMatchAdvance) > advances + 20);
    leave(*m_alice);
    const auto end = m_alice->ended();
    QVERIFY(end);
    QCOMPARE(end->reason(), wire::END_FORFEIT);
    QVERIFY(!end->stored());
    QVERIFY(m_bob->ended());

    admin.runScript(QStringLiteral("ALTER DATABASE %1 WITH ALLOW_CONNECTIONS true").arg(name));
    const server::ConnectionSettings settings = m_server->database().settings();
    QTRY_VERIFY_WITH_TIMEOUT(!test::storedMatch(settings, m_match).live, 15'000);
    const auto stored = test::storedMatch(settings, m_match);
    QCOMPARE(stored.score, (std::array{static_cast<int>(end->score_left()), static_cast<int>(end->score_right())}));
    QCOMPARE(stored.recording.lastTick, static_cast<pong::Tick>(end->tick()));
    QVERIFY(test::recordIsConsistent(stored));
    QCOMPARE(stored.points.size(), static_cast<std::size_t>(stored.score[0] + stored.score[1]));
}

PONG_SERVER_TEST_MAIN(TestLiveMatches)
#include "test_live_matches.moc"

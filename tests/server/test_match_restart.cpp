// A match outlives the process that ran it: the real pong-server is killed, or stopped, in the middle of a match and
// started again on the same database.

#include "tests/support/match_record.h"
#include "tests/support/server_process.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_player.h"
#include "tests/support/test_server.h"

#include <QTemporaryDir>

#include <algorithm>
#include <memory>

using test::ServerProcess;
using test::TestClient;
using test::TestPlayer;
namespace wire = pong::wire;

namespace {

// A person with a device that keeps its token.
struct Person {
    std::string name;
    std::string token;
    std::unique_ptr<TestPlayer> player;

    bool signUp(const QUrl& url) {
        auto client = std::make_unique<TestClient>(url);
        if (!client->greet())
            return false;
        const auto answer = client->request(test::TestServer::signUpRequest(name));
        if (answer)
            token = answer.reply->token();
        player = std::make_unique<TestPlayer>(std::move(client));
        return static_cast<bool>(answer);
    }
    bool comeBack(const QUrl& url) {
        auto client = std::make_unique<TestClient>(url);
        wire::ResumeRequest request;
        request.set_token(token);
        if (!client->greet() || !client->request(request))
            return false;
        player = std::make_unique<TestPlayer>(std::move(client));
        return true;
    }
};

}  // namespace

class TestMatchRestart : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init();
    void cleanup();

    void goesOnAfterAKill();
    void goesOnAfterAStop();

 private:
    std::unique_ptr<ServerProcess> start();
    // Both in a match that runs on this server.
    void play(const ServerProcess& server);
    // Both find their match again on this server, as it stands in `left`, and play it to its end.
    void finish(const ServerProcess& server, const server::play::StoredMatch& left);
    server::play::StoredMatch stored() const { return test::storedMatch(m_database->settings(), m_match); }

    std::unique_ptr<test::TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
    Person m_alice{"alice", {}, {}};
    Person m_bob{"bob", {}, {}};
    std::int64_t m_match = 0;
    int m_starts = 0;
};

void TestMatchRestart::init() {
    m_database = std::make_unique<test::TestDatabase>();
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestMatchRestart::cleanup() {
    m_alice.player.reset();
    m_bob.player.reset();
    m_database.reset();
    m_folder.reset();
}

std::unique_ptr<ServerProcess> TestMatchRestart::start() {
    // A folder of its own: one that was killed leaves its description behind.
    const QString folder = m_folder->filePath(QString::number(++m_starts));
    auto server = std::make_unique<ServerProcess>(QStringList{
        QStringLiteral("--plaintext-loopback"), QStringLiteral("--port"), QStringLiteral("0"),
        QStringLiteral("--database"), m_database->settings().url(), QStringLiteral("--data-dir"), folder,
        QStringLiteral("--points-to-win"), QStringLiteral("5"), QStringLiteral("--win-margin"), QStringLiteral("1")});
    return server->waitUntilListening(folder) ? std::move(server) : nullptr;
}

void TestMatchRestart::play(const ServerProcess& server) {
    QVERIFY(m_alice.signUp(server.url()));
    QVERIFY(m_bob.signUp(server.url()));
    m_alice.player->seek();
    m_bob.player->seek();
    const auto found = m_alice.player->found();
    QVERIFY(found && m_bob.player->found());
    m_match = found->match_id();
    QVERIFY(m_alice.player->join(m_match));
    QVERIFY(m_bob.player->join(m_match));
    QVERIFY(m_alice.player->started() && m_bob.player->started());
}

void TestMatchRestart::finish(const ServerProcess& server, const server::play::StoredMatch& left) {
    QVERIFY(left.live);
    QVERIFY(test::recordIsConsistent(left));
    QVERIFY(m_alice.comeBack(server.url()));
    QVERIFY(m_bob.comeBack(server.url()));
    for (const Person* person : {&m_alice, &m_bob}) {
        const auto found = person->player->found();
        QVERIFY(found);
        QCOMPARE(found->match_id(), m_match);
        const auto snapshot = person->player->join(m_match);
        QVERIFY(snapshot);
        const auto state = pong::decodeState(snapshot->state(), left.recording.rules);
        QVERIFY(state);
        QCOMPARE(state->tick, left.recording.lastTick);
        QCOMPARE((std::array<int, 2>{state->score[0], state->score[1]}), left.points.back().score);
    }
    QVERIFY(m_alice.player->started());
    const auto end = m_bob.player->ended();
    QVERIFY(end);
    QCOMPARE(end->reason(), wire::END_PLAYED);
    QVERIFY(end->stored());
    QCOMPARE(std::max(end->score_left(), end->score_right()), 5U);

    const server::play::StoredMatch whole = stored();
    QVERIFY(test::recordIsConsistent(whole));
    QVERIFY(!whole.live);
    QCOMPARE(whole.recording.lastTick, static_cast<pong::Tick>(end->tick()));
    // What was played before is a part of it, unchanged.
    QVERIFY(whole.points.size() > left.points.size());
    for (std::size_t i = 0; i < left.points.size(); ++i)
        QCOMPARE(whole.points[i].tick, left.points[i].tick);
    QVERIFY(std::equal(left.recording.changes.begin(), left.recording.changes.end(), whole.recording.changes.begin()));
}

void TestMatchRestart::goesOnAfterAKill() {
    std::unique_ptr<ServerProcess> server = start();
    QVERIFY(server);
    play(*server);
    // Two points, and some more play.
    QTRY_VERIFY_WITH_TIMEOUT(stored().points.size() >= 2, 30'000);
    const pong::Tick after = stored().points.back().tick;
    QTRY_VERIFY_WITH_TIMEOUT(stored().recording.lastTick > after, 30'000);
    server->kill();
    QCOMPARE(server->waitForExit(), -1);
    const server::play::StoredMatch left = stored();
    server = start();
    QVERIFY(server);
    finish(*server, left);
}

void TestMatchRestart::goesOnAfterAStop() {
    std::unique_ptr<ServerProcess> server = start();
    QVERIFY(server);
    play(*server);
    QTRY_VERIFY_WITH_TIMEOUT(stored().points.size() >= 1, 30'000);
    server->terminate();
    QCOMPARE(server->waitForExit(), 0);
    // Everybody was told where it stopped, and nothing of what was played before is missing.
    const auto& received = m_alice.player->client().received();
    const auto paused = std::find_if(received.rbegin(), received.rend(),
                                     [](const wire::ServerMessage& message) { return message.has_match_paused(); });
    QVERIFY(paused != received.rend());
    const server::play::StoredMatch left = stored();
    QCOMPARE(left.recording.lastTick, static_cast<pong::Tick>(paused->match_paused().tick()));
    server = start();
    QVERIFY(server);
    finish(*server, left);
}

PONG_SERVER_TEST_MAIN(TestMatchRestart)
#include "test_match_restart.moc"

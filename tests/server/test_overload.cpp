// A server that is full: newcomers are told so, running matches do not notice. How full it is comes from the test; when
// that counts as full is Admission's (test_admission).

#include "shared/pong/match_wire.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_player.h"
#include "tests/support/test_server.h"
#include "tests/support/waiting.h"

#include <QTimer>

using test::TestClient;
using test::TestPlayer;
using test::TestServer;
namespace wire = pong::wire;

namespace {

constexpr server::LoadSample calm{0.2, 0.2, 0};
constexpr server::LoadSample crowded{1, 1, 0.5};

wire::LogInRequest logInRequest(const std::string& name) {
    wire::LogInRequest request;
    request.set_username(name);
    request.set_password("correct horse");
    return request;
}

wire::ResumeRequest resumeRequest(const std::string& token) {
    wire::ResumeRequest request;
    request.set_token(token);
    return request;
}

// The inputs of one side that this player's client was told of.
std::size_t changesShown(TestPlayer& player, pong::Side of) {
    std::size_t shown = 0;
    for (const wire::ServerMessage& message : player.client().received()) {
        if (!message.has_match_advance())
            continue;
        const auto through = static_cast<pong::Tick>(message.match_advance().through_tick());
        for (const std::uint32_t packed : message.match_advance().changes()) {
            const auto change = pong::unpackChange(packed, through);
            shown += change && change->side == of ? 1 : 0;
        }
    }
    return shown;
}

}  // namespace

class TestOverload : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init();
    void cleanup();

    void newcomersAreRefused();
    void aMatchDoesNotNotice();
    void aPlayerMayComeBack();
    void whoWaitsIsPairedOnceThereIsRoom();

 private:
    struct Known {
        std::unique_ptr<TestPlayer> player;
        std::string token;
    };

    Known signUp(const char* name);
    bool become(const server::LoadSample& load);
    bool startMatch();
    const server::Admission& admission() { return m_server->features().admission(); }

    server::LoadSample m_load;
    std::unique_ptr<TestServer> m_server;
    Known m_alice;
    Known m_bob;
    std::int64_t m_match = 0;
    pong::Side m_aliceSide = pong::Side::Left;
};

void TestOverload::init() {
    m_load = calm;
    server::FeatureOptions options;
    options.loadProbe = [this] { return m_load; };
    m_server = std::make_unique<TestServer>(options);
    m_alice = signUp("alice");
    m_bob = signUp("bob");
}

void TestOverload::cleanup() {
    m_alice = {};
    m_bob = {};
    m_server.reset();
}

TestOverload::Known TestOverload::signUp(const char* name) {
    std::unique_ptr<TestClient> client = m_server->connect();
    const auto answer = client->request(TestServer::signUpRequest(name));
    return {std::make_unique<TestPlayer>(std::move(client)), answer ? answer.reply->token() : std::string()};
}

bool TestOverload::become(const server::LoadSample& load) {
    m_load = load;
    const bool isFull = load.busyShare > 0.5;
    return test::waitFor([&] { return admission().isFull() == isFull; }, TestClient::patienceMs);
}

bool TestOverload::startMatch() {
    m_alice.player->seek();
    m_bob.player->seek();
    const auto found = m_alice.player->found();
    if (!found || !m_bob.player->found())
        return false;
    m_match = found->match_id();
    m_aliceSide = found->side() == 0 ? pong::Side::Left : pong::Side::Right;
    return m_alice.player->join(m_match) && m_bob.player->join(m_match) && m_alice.player->started() &&
           m_bob.player->started();
}

void TestOverload::newcomersAreRefused() {
    QVERIFY(become(crowded));
    const auto newcomer = m_server->connect();  // which is how one hears of it
    QVERIFY(newcomer);
    const auto signUp = newcomer->request(TestServer::signUpRequest("carol"));
    QCOMPARE(signUp.refusal.code(), wire::REFUSAL_BUSY);
    QCOMPARE(newcomer->request(logInRequest("alice")).refusal.code(), wire::REFUSAL_BUSY);
    QCOMPARE(newcomer->request(resumeRequest(m_alice.token)).refusal.code(), wire::REFUSAL_BUSY);
    const auto match = m_alice.player->client().request(wire::QuickMatchRequest());
    for (const wire::Refusal& refusal : {signUp.refusal, match.refusal}) {
        QCOMPARE(refusal.code(), wire::REFUSAL_BUSY);
        QVERIFY(!refusal.text().empty());
        QVERIFY(refusal.retry_after_ms() > 0);
    }
    QCOMPARE(admission().refused(), 4U);
    QCOMPARE(m_server->features().load().figures().refusedBusy, 4U);
    QVERIFY(m_server->features().load().figures().isFull);

    QVERIFY(become(calm));
    QVERIFY(newcomer->request(logInRequest("alice")));
    QVERIFY(m_alice.player->client().request(wire::QuickMatchRequest()));
}

void TestOverload::aMatchDoesNotNotice() {
    QVERIFY(startMatch());
    QVERIFY(become(crowded));
    // A crowd asks again and again; each input goes through meanwhile, and none twice.
    const auto newcomer = m_server->connect();
    const std::uint32_t sentBefore = m_alice.player->inputsSent();
    const std::size_t shownBefore = changesShown(*m_bob.player, m_aliceSide);
    QTimer crowd;
    connect(&crowd, &QTimer::timeout, this, [&] { newcomer->start(logInRequest("alice")); });
    crowd.start(50);
    QTRY_VERIFY_WITH_TIMEOUT(m_alice.player->inputsSent() >= sentBefore + 12, TestClient::patienceMs);
    m_alice.player->fallSilent();
    const std::uint32_t sent = m_alice.player->inputsSent() - sentBefore;
    QTRY_COMPARE(changesShown(*m_bob.player, m_aliceSide) - shownBefore, std::size_t{sent});
    const server::LiveMatches::Counters counters = m_server->features().matches().counters();
    QCOMPARE(counters.refusedInputs, 0U);
    QCOMPARE(counters.pauses, 0U);
    QCOMPARE(counters.desyncs, 0U);
    QVERIFY(admission().refused() > 0);
}

void TestOverload::aPlayerMayComeBack() {
    QVERIFY(startMatch());
    QVERIFY(become(crowded));
    m_alice.player->lose();
    std::unique_ptr<TestClient> again = m_server->connect();
    QVERIFY(again->request(resumeRequest(m_alice.token)));
    TestPlayer back(std::move(again));
    const auto found = back.found();
    QVERIFY(found);
    QVERIFY(back.join(found->match_id()));
    QVERIFY(back.started());
}

void TestOverload::whoWaitsIsPairedOnceThereIsRoom() {
    QCOMPARE(m_alice.player->seek(), 1U);
    QVERIFY(become(crowded));
    QVERIFY(!m_bob.player->seek());
    QVERIFY(become(calm));
    QCOMPARE(m_bob.player->seek(), 2U);
    QVERIFY(m_alice.player->found());
}

PONG_SERVER_TEST_MAIN(TestOverload)
#include "test_overload.moc"

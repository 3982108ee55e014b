// Quick games versus random, over real sockets: who is paired with whom, and who is not.

#include "tests/support/server_test_main.h"
#include "tests/support/test_player.h"
#include "tests/support/test_server.h"

using test::TestClient;
using test::TestPlayer;
using test::TestServer;
namespace wire = pong::wire;

class TestQuickMatch : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init() { m_server = std::make_unique<TestServer>(); }
    void cleanup() { m_server.reset(); }

    void twoArePaired();
    void nobodyMeetsOneself();
    void whoCancelsIsNotPaired();
    void oneDeviceCancelsForItself();
    void cancellingTooLate();
    void whoDisconnectsIsNotPaired();
    void whoSignsOutIsNotPaired();
    void whoPlaysCannotSeek();
    void strangersMustSignIn();
    void aMatchThatCannotBeStoredIsTriedAgain();

 private:
    std::unique_ptr<TestClient> signUp(const char* name) { return m_server->signUp(QString::fromLatin1(name)); }
    std::unique_ptr<TestClient> logIn(const char* name);
    // What the server has sent because of earlier messages has arrived after this.
    static bool settle(TestClient& client) { return static_cast<bool>(client.request(wire::ClockEchoRequest())); }

    std::unique_ptr<TestServer> m_server;
};

std::unique_ptr<TestClient> TestQuickMatch::logIn(const char* name) {
    std::unique_ptr<TestClient> client = m_server->connect();
    wire::LogInRequest request;
    request.set_username(name);
    request.set_password("correct horse");
    if (client == nullptr || !client->request(request))
        return nullptr;
    return client;
}

void TestQuickMatch::twoArePaired() {
    TestPlayer alice(signUp("alice"));
    TestPlayer bob(signUp("bob"));
    QCOMPARE(alice.seek(), 1U);
    QCOMPARE(bob.seek(), 2U);
    const auto foundByAlice = alice.found();
    const auto foundByBob = bob.found();
    QVERIFY(foundByAlice && foundByBob);
    QCOMPARE(foundByAlice->match_id(), foundByBob->match_id());
    QVERIFY(foundByAlice->side() + foundByBob->side() == 1);
    const wire::PlayerCard& aliceCard = foundByAlice->side() == 0 ? foundByBob->left() : foundByBob->right();
    QCOMPARE(aliceCard.username(), std::string("alice"));
    const wire::PlayerCard& bobCard = foundByBob->side() == 0 ? foundByAlice->left() : foundByAlice->right();
    QCOMPARE(bobCard.username(), std::string("bob"));
    QCOMPARE(foundByAlice->mode(), wire::MODE_RANDOM);
    QCOMPARE(foundByAlice->rules().points_to_win(), 11U);
    // The row was there before anybody was told.
    QCOMPARE(m_server->database().number(
                 QStringLiteral("SELECT count(*) FROM game_sessions WHERE status = 'live' AND id = %1")
                     .arg(foundByAlice->match_id())),
             1);
}

void TestQuickMatch::nobodyMeetsOneself() {
    TestPlayer laptop(signUp("alice"));
    TestPlayer desktop(logIn("alice"));
    QCOMPARE(laptop.seek(), 1U);
    QCOMPARE(desktop.seek(), 1U);
    QVERIFY(settle(laptop.client()));
    QCOMPARE(laptop.client().count(pong::ServerBody::kMatchFound), 0U);
    TestPlayer bob(signUp("bob"));
    QCOMPARE(bob.seek(), 2U);
    const auto onLaptop = laptop.found();
    const auto onDesktop = desktop.found();
    const auto byBob = bob.found();
    QVERIFY(onLaptop && onDesktop && byBob);
    QCOMPARE(onLaptop->match_id(), byBob->match_id());
    QCOMPARE(onDesktop->match_id(), byBob->match_id());
    QCOMPARE(onLaptop->side(), onDesktop->side());
}

void TestQuickMatch::whoCancelsIsNotPaired() {
    TestPlayer alice(signUp("alice"));
    QCOMPARE(alice.seek(), 1U);
    const auto cancelled = alice.client().request(wire::QuickMatchCancelRequest());
    QVERIFY(cancelled && cancelled.reply->cancelled());
    const auto again = alice.client().request(wire::QuickMatchCancelRequest());
    QVERIFY(again && !again.reply->cancelled());
    TestPlayer bob(signUp("bob"));
    QCOMPARE(bob.seek(), 1U);
    QVERIFY(settle(bob.client()));
    QCOMPARE(bob.client().count(pong::ServerBody::kMatchFound), 0U);
}

void TestQuickMatch::oneDeviceCancelsForItself() {
    TestPlayer laptop(signUp("alice"));
    TestPlayer desktop(logIn("alice"));
    laptop.seek();
    desktop.seek();
    QVERIFY(laptop.client().request(wire::QuickMatchCancelRequest()).reply->cancelled());
    TestPlayer bob(signUp("bob"));
    QCOMPARE(bob.seek(), 2U);
    QVERIFY(desktop.found());
}

void TestQuickMatch::cancellingTooLate() {
    TestPlayer alice(signUp("alice"));
    TestPlayer bob(signUp("bob"));
    alice.seek();
    bob.seek();
    QVERIFY(alice.found());
    const auto cancelled = alice.client().request(wire::QuickMatchCancelRequest());
    QVERIFY(cancelled && !cancelled.reply->cancelled());
}

void TestQuickMatch::whoDisconnectsIsNotPaired() {
    TestPlayer bob(signUp("bob"));
    TestPlayer alice(signUp("alice"));
    QCOMPARE(alice.seek(), 1U);
    alice.lose();
    QTRY_COMPARE(m_server->features().sessions().count(), 1);
    QCOMPARE(bob.seek(), 1U);
}

void TestQuickMatch::whoSignsOutIsNotPaired() {
    TestPlayer bob(signUp("bob"));
    TestPlayer alice(signUp("alice"));
    QCOMPARE(alice.seek(), 1U);
    QVERIFY(alice.client().request(wire::LogOutRequest()));
    QCOMPARE(bob.seek(), 1U);
}

void TestQuickMatch::whoPlaysCannotSeek() {
    TestPlayer alice(signUp("alice"));
    TestPlayer bob(signUp("bob"));
    alice.seek();
    bob.seek();
    QVERIFY(alice.found());
    const auto refused = alice.client().request(wire::QuickMatchRequest());
    QVERIFY(!refused);
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_CONFLICT);
}

void TestQuickMatch::strangersMustSignIn() {
    const std::unique_ptr<TestClient> stranger = m_server->connect();
    const auto refused = stranger->request(wire::QuickMatchRequest());
    QVERIFY(!refused);
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
}

void TestQuickMatch::aMatchThatCannotBeStoredIsTriedAgain() {
    TestPlayer alice(signUp("alice"));
    TestPlayer bob(signUp("bob"));
    m_server->database().execute(QStringLiteral("ALTER TABLE game_sessions RENAME TO hidden"));
    alice.seek();
    bob.seek();
    QVERIFY(settle(bob.client()));
    // Alice changes her mind meanwhile, and a third one comes.
    const auto cancel = [&] {
        const auto answer = alice.client().request(wire::QuickMatchCancelRequest());
        return answer && answer.reply->cancelled();  // not while a match is being made
    };
    QVERIFY(QTest::qWaitFor(cancel));
    TestPlayer carol(signUp("carol"));
    QCOMPARE(carol.seek(), 2U);
    m_server->database().execute(QStringLiteral("ALTER TABLE hidden RENAME TO game_sessions"));
    const auto foundByBob = bob.found();
    const auto foundByCarol = carol.found();
    QVERIFY(foundByBob && foundByCarol);
    QCOMPARE(foundByBob->match_id(), foundByCarol->match_id());
    QCOMPARE(alice.client().count(pong::ServerBody::kMatchFound), 0U);
}

PONG_SERVER_TEST_MAIN(TestQuickMatch)
#include "test_quick_match.moc"

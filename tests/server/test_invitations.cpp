// Invitations to a match, over real sockets with several devices: every way they end, who is told, and who never is.

#include "tests/support/server_test_main.h"
#include "tests/support/test_player.h"
#include "tests/support/test_server.h"

using test::TestClient;
using test::TestPlayer;
using test::TestServer;
namespace wire = pong::wire;
using Ended = wire::InvitationEnded;

class TestInvitations : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init() { start(std::chrono::seconds(60)); }
    void cleanup();

    void anAcceptedOneIsAMatch();
    void aDeclinedOneIsOver();
    void whoAskedTakesItBack();
    void nobodyAnsweredIt();
    void crossingOnesAreAMatch();
    void askingTwiceIsAskingOnce();
    void everyDeviceIsTold();
    void aDeviceThatComesLaterIsTold();
    void itEndsWithWhoLeaves();
    void itEndsWithAnotherMatch();
    void whoPlaysIsNotAsked();
    void onlyTheInvitedAnswer();
    void theBlockedAreNotTold();
    void strangersWhoAreAwayAreNotGivenAway();
    void onlySoManyAtOnce();
    void aSearchEndsWithTheMatch();

 private:
    void start(std::chrono::milliseconds lifetime);
    std::unique_ptr<TestClient> logIn(const char* name);
    qint64 idOf(const char* name) {
        return m_server->database().number(
            QStringLiteral("SELECT id FROM users WHERE username = '%1'").arg(QString::fromLatin1(name)));
    }
    void befriend(const char* one, const char* other);
    void block(TestClient& by, const char* whom);
    static std::optional<wire::Invitation> received(TestClient& client);
    static Ended::Reason endOf(TestClient& client);
    test::Answer<wire::InviteReply> invite(TestClient& from, const char* to);
    static test::Answer<wire::InvitationAnswerReply> answer(TestClient& client, std::int64_t id, bool accept);
    // What the server has sent because of earlier messages has arrived after this.
    static bool settle(TestClient& client) { return static_cast<bool>(client.request(wire::ClockEchoRequest())); }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<TestClient> m_ann;
    std::unique_ptr<TestClient> m_bob;
};

void TestInvitations::start(std::chrono::milliseconds lifetime) {
    cleanup();
    server::FeatureOptions options;
    options.invitationLifetime = lifetime;
    m_server = std::make_unique<TestServer>(options);
    m_ann = m_server->signUp(QStringLiteral("ann"));
    m_bob = m_server->signUp(QStringLiteral("bob"));
}

void TestInvitations::cleanup() {
    m_ann.reset();
    m_bob.reset();
    m_server.reset();
}

std::unique_ptr<TestClient> TestInvitations::logIn(const char* name) {
    std::unique_ptr<TestClient> client = m_server->connect();
    wire::LogInRequest request;
    request.set_username(name);
    request.set_password("correct horse");
    return client && client->request(request) ? std::move(client) : nullptr;
}

void TestInvitations::befriend(const char* one, const char* other) {
    m_server->database().execute(QStringLiteral("INSERT INTO friends (user_id, friend_id, status, accepted_at) "
                                                "VALUES (%1, %2, 'accepted', now())")
                                     .arg(idOf(one))
                                     .arg(idOf(other)));
}

void TestInvitations::block(TestClient& by, const char* whom) {
    wire::BlockRequest request;
    request.set_user_id(idOf(whom));
    request.set_blocked(true);
    QVERIFY(by.request(request));
}

std::optional<wire::Invitation> TestInvitations::received(TestClient& client) {
    const auto message = client.take(pong::ServerBody::kInvitationReceived);
    return message ? std::optional(message->invitation_received().invitation()) : std::nullopt;
}

Ended::Reason TestInvitations::endOf(TestClient& client) {
    const auto message = client.take(pong::ServerBody::kInvitationEnded);
    return message ? message->invitation_ended().reason() : Ended::UNSPECIFIED;
}

test::Answer<wire::InviteReply> TestInvitations::invite(TestClient& from, const char* to) {
    wire::InviteRequest request;
    request.set_user_id(idOf(to));
    return from.request(request);
}

test::Answer<wire::InvitationAnswerReply> TestInvitations::answer(TestClient& client, std::int64_t id, bool accept) {
    wire::InvitationAnswerRequest request;
    request.set_invitation_id(id);
    request.set_accept(accept);
    return client.request(request);
}

void TestInvitations::anAcceptedOneIsAMatch() {
    const auto asked = invite(*m_ann, "bob");
    QVERIFY(asked);
    QCOMPARE(asked.reply->invitation().to().username(), std::string("bob"));
    QVERIFY(asked.reply->invitation().expires_in_ms() > 50'000);
    const auto invitation = received(*m_bob);
    QVERIFY(invitation);
    QCOMPARE(invitation->id(), asked.reply->invitation().id());
    QCOMPARE(invitation->from().username(), std::string("ann"));
    QVERIFY(answer(*m_bob, invitation->id(), true));
    for (TestClient* client : {m_ann.get(), m_bob.get()}) {
        const auto found = client->take(pong::ServerBody::kMatchFound);
        QVERIFY(found);
        QCOMPARE(found->match_found().mode(), wire::MODE_FRIEND);
        QVERIFY(!found->match_found().rated());
        QCOMPARE(endOf(*client), Ended::ACCEPTED);
    }
    QCOMPARE(m_server->database().value(QStringLiteral("SELECT format('%s %s', mode, rated) FROM game_sessions")),
             QStringLiteral("friend f"));
    QCOMPARE(answer(*m_bob, invitation->id(), true).refusal.code(), wire::REFUSAL_NOT_FOUND);
}

void TestInvitations::aDeclinedOneIsOver() {
    invite(*m_ann, "bob");
    QVERIFY(answer(*m_bob, received(*m_bob)->id(), false));
    QCOMPARE(endOf(*m_ann), Ended::DECLINED);
    QCOMPARE(endOf(*m_bob), Ended::DECLINED);
    QVERIFY(invite(*m_ann, "bob"));
    QVERIFY(received(*m_bob));
}

void TestInvitations::whoAskedTakesItBack() {
    wire::InvitationCancelRequest cancel;
    cancel.set_invitation_id(invite(*m_ann, "bob").reply->invitation().id());
    QCOMPARE(m_bob->request(cancel).refusal.code(), wire::REFUSAL_NOT_FOUND);
    QVERIFY(m_ann->request(cancel));
    QCOMPARE(endOf(*m_bob), Ended::CANCELLED);
    QCOMPARE(endOf(*m_ann), Ended::CANCELLED);
    QCOMPARE(answer(*m_bob, cancel.invitation_id(), true).refusal.code(), wire::REFUSAL_NOT_FOUND);
}

void TestInvitations::nobodyAnsweredIt() {
    start(std::chrono::milliseconds(50));
    const auto asked = invite(*m_ann, "bob");
    QVERIFY(asked);
    QCOMPARE(endOf(*m_ann), Ended::EXPIRED);
    QCOMPARE(endOf(*m_bob), Ended::EXPIRED);
    QCOMPARE(answer(*m_bob, asked.reply->invitation().id(), true).refusal.code(), wire::REFUSAL_NOT_FOUND);
    QVERIFY(invite(*m_ann, "bob"));
    QCOMPARE(endOf(*m_bob), Ended::EXPIRED);
}

void TestInvitations::crossingOnesAreAMatch() {
    invite(*m_ann, "bob");
    QVERIFY(invite(*m_bob, "ann"));
    QVERIFY(m_ann->take(pong::ServerBody::kMatchFound));
    QVERIFY(m_bob->take(pong::ServerBody::kMatchFound));
    QCOMPARE(endOf(*m_ann), Ended::ACCEPTED);
}

void TestInvitations::askingTwiceIsAskingOnce() {
    const auto first = invite(*m_ann, "bob");
    const auto second = invite(*m_ann, "bob");
    QCOMPARE(first.reply->invitation().id(), second.reply->invitation().id());
    QVERIFY(settle(*m_bob));
    QCOMPARE(m_bob->count(pong::ServerBody::kInvitationReceived), 1U);
}

void TestInvitations::everyDeviceIsTold() {
    const std::unique_ptr<TestClient> annsPhone = logIn("ann");
    const std::unique_ptr<TestClient> bobsPhone = logIn("bob");
    invite(*m_ann, "bob");
    QVERIFY(received(*annsPhone));
    QVERIFY(received(*bobsPhone));
    QVERIFY(answer(*m_bob, received(*m_bob)->id(), false));
    QCOMPARE(endOf(*bobsPhone), Ended::DECLINED);
    QCOMPARE(endOf(*annsPhone), Ended::DECLINED);
}

void TestInvitations::aDeviceThatComesLaterIsTold() {
    invite(*m_ann, "bob");
    const std::unique_ptr<TestClient> phone = logIn("bob");
    const auto invitation = received(*phone);
    QVERIFY(invitation);
    QVERIFY(answer(*phone, invitation->id(), true));
    QVERIFY(m_ann->take(pong::ServerBody::kMatchFound));
}

void TestInvitations::itEndsWithWhoLeaves() {
    invite(*m_ann, "bob");
    QVERIFY(received(*m_bob));
    m_ann->socket().abort();
    QCOMPARE(endOf(*m_bob), Ended::UNAVAILABLE);
    // With the last device only.
    m_ann = logIn("ann");
    const std::unique_ptr<TestClient> phone = logIn("bob");
    invite(*m_ann, "bob");
    QVERIFY(received(*phone));
    m_bob->socket().abort();
    QTRY_COMPARE(m_server->features().sessions().count(), 2);
    QVERIFY(settle(*m_ann));
    QCOMPARE(m_ann->count(pong::ServerBody::kInvitationEnded), 0U);
    phone->socket().abort();
    QCOMPARE(endOf(*m_ann), Ended::UNAVAILABLE);
}

void TestInvitations::itEndsWithAnotherMatch() {
    const std::unique_ptr<TestClient> cyn = m_server->signUp(QStringLiteral("cyn"));
    invite(*m_ann, "bob");
    const auto fromAnn = received(*m_bob);
    invite(*cyn, "bob");
    const auto fromCyn = received(*m_bob);
    QVERIFY(fromAnn && fromCyn);
    QVERIFY(answer(*m_bob, fromCyn->id(), true));
    QVERIFY(cyn->take(pong::ServerBody::kMatchFound));
    QCOMPARE(endOf(*m_ann), Ended::UNAVAILABLE);
    QCOMPARE(answer(*m_bob, fromAnn->id(), true).refusal.code(), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(m_ann->count(pong::ServerBody::kMatchFound), 0U);
}

void TestInvitations::whoPlaysIsNotAsked() {
    const std::unique_ptr<TestClient> cyn = m_server->signUp(QStringLiteral("cyn"));
    invite(*m_ann, "bob");
    answer(*m_bob, received(*m_bob)->id(), true);
    QVERIFY(m_ann->take(pong::ServerBody::kMatchFound));
    QCOMPARE(invite(*cyn, "bob").refusal.code(), wire::REFUSAL_CONFLICT);
    QCOMPARE(invite(*m_bob, "cyn").refusal.code(), wire::REFUSAL_CONFLICT);
}

void TestInvitations::onlyTheInvitedAnswer() {
    const std::unique_ptr<TestClient> cyn = m_server->signUp(QStringLiteral("cyn"));
    const auto asked = invite(*m_ann, "bob");
    QCOMPARE(answer(*cyn, asked.reply->invitation().id(), true).refusal.code(), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(answer(*m_ann, asked.reply->invitation().id(), true).refusal.code(), wire::REFUSAL_NOT_FOUND);
    wire::InviteRequest oneself;
    oneself.set_user_id(idOf("ann"));
    QCOMPARE(m_ann->request(oneself).refusal.code(), wire::REFUSAL_NOT_FOUND);
    wire::InviteRequest nobody;
    nobody.set_user_id(oneself.user_id() + 10'000);
    QCOMPARE(m_ann->request(nobody).refusal.code(), wire::REFUSAL_NOT_FOUND);
    const std::unique_ptr<TestClient> stranger = m_server->connect();
    QCOMPARE(invite(*stranger, "bob").refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
}

// Neither hears of the other, and whoever asks sees what they would see of somebody who does not answer.
void TestInvitations::theBlockedAreNotTold() {
    start(std::chrono::milliseconds(300));
    block(*m_bob, "ann");
    const auto asked = invite(*m_ann, "bob");
    QVERIFY(asked);
    QCOMPARE(answer(*m_bob, asked.reply->invitation().id(), true).refusal.code(), wire::REFUSAL_NOT_FOUND);
    QVERIFY(invite(*m_bob, "ann"));  // not taken for an answer
    QCOMPARE(endOf(*m_ann), Ended::EXPIRED);
    QCOMPARE(endOf(*m_bob), Ended::EXPIRED);
    for (TestClient* client : {m_ann.get(), m_bob.get()}) {
        QVERIFY(settle(*client));
        QCOMPARE(client->count(pong::ServerBody::kMatchFound), 0U);
        QCOMPARE(client->count(pong::ServerBody::kInvitationReceived), 1U);  // the own one
        QCOMPARE(client->count(pong::ServerBody::kInvitationEnded), 0U);
    }
}

void TestInvitations::strangersWhoAreAwayAreNotGivenAway() {
    start(std::chrono::milliseconds(200));
    m_bob->socket().abort();
    QTRY_COMPARE(m_server->features().sessions().count(), 1);
    QVERIFY(invite(*m_ann, "bob"));
    QCOMPARE(endOf(*m_ann), Ended::EXPIRED);
    befriend("ann", "bob");
    const auto refused = invite(*m_ann, "bob");
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_CONFLICT);
    QVERIFY(QString::fromStdString(refused.refusal.text()).contains(QStringLiteral("bob is offline")));
}

void TestInvitations::onlySoManyAtOnce() {
    const std::size_t most = server::Invitations::mostSent;
    std::vector<std::unique_ptr<TestClient>> others;
    for (std::size_t i = 0; i <= most; ++i)
        others.push_back(m_server->signUp(QStringLiteral("other%1").arg(i)));
    for (std::size_t i = 0; i < most; ++i)
        QVERIFY(invite(*m_ann, qPrintable(QStringLiteral("other%1").arg(i))));
    QCOMPARE(invite(*m_ann, qPrintable(QStringLiteral("other%1").arg(most))).refusal.code(), wire::REFUSAL_TOO_MANY);
    // And not more than so many in a minute, open or not.
    wire::RefusalCode last = wire::REFUSAL_UNSPECIFIED;
    for (int i = 0; i < 12; ++i)
        last = invite(*m_ann, "other0").refusal.code();
    QCOMPARE(last, wire::REFUSAL_TOO_MANY);
}

void TestInvitations::aSearchEndsWithTheMatch() {
    TestPlayer ann(std::move(m_ann));
    QCOMPARE(ann.seek(), 1U);
    invite(*m_bob, "ann");
    QVERIFY(answer(ann.client(), received(ann.client())->id(), true));
    QVERIFY(ann.found());
    TestPlayer cyn(m_server->signUp(QStringLiteral("cyn")));
    QCOMPARE(cyn.seek(), 1U);  // nobody else waits
    QVERIFY(settle(cyn.client()));
    QCOMPARE(cyn.client().count(pong::ServerBody::kMatchFound), 0U);
}

PONG_SERVER_TEST_MAIN(TestInvitations)
#include "test_invitations.moc"

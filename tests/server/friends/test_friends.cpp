// Friendships over real sockets and a real PostgreSQL: every way from one relation to another, on all devices of both,
// and every way that is refused.

#include "tests/server/friends/friends_fixture.h"
#include "tests/support/server_test_main.h"

#include <limits>

using test::FriendsFixture;
using test::TestClient;
namespace wire = pong::wire;

class TestFriends : public QObject {
    Q_OBJECT

    using Client = std::unique_ptr<TestClient>;
    std::unique_ptr<FriendsFixture> m_friends;
    Client m_ann;
    Client m_bob;

    wire::RefusalCode refusalOf(TestClient& client, const auto& request) {
        const auto answer = client.request(request);
        return answer ? wire::REFUSAL_UNSPECIFIED : answer.refusal.code();
    }
    // So many accounts more, "p1" and so on, who each stand to ann as `columns` and `values` of friends say.
    void addCrowd(int people, const QString& insert) {
        m_friends->database().execute(
            QStringLiteral("INSERT INTO users (username, email, password_hash) "
                           "SELECT 'crowd' || n, 'crowd' || n || '@example.org', '' FROM generate_series(1, %1) n")
                .arg(people));
        m_friends->database().execute(insert);
    }

 private Q_SLOTS:
    void init() {
        m_friends = std::make_unique<FriendsFixture>();
        m_ann = m_friends->signUp("ann");
        m_bob = m_friends->signUp("bob");
        QVERIFY(m_ann && m_bob);
    }
    void cleanup() {
        m_ann.reset();
        m_bob.reset();
        m_friends.reset();
    }

    void aRequestIsAccepted() {
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->add("bob")), wire::RELATION_REQUEST_OUT);
        QCOMPARE(m_friends->nextChange(*m_bob), wire::RELATION_REQUEST_IN);
        QCOMPARE(m_friends->listOf(*m_ann), std::string("bob out"));
        QCOMPARE(m_friends->listOf(*m_bob), std::string("ann in"));
        QCOMPARE(m_friends->nextChange(*m_ann), wire::RELATION_REQUEST_OUT);
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->answer("ann", true)), wire::RELATION_FRIEND);
        QCOMPARE(m_friends->nextChange(*m_ann), wire::RELATION_FRIEND);
        QCOMPARE(m_friends->nextChange(*m_bob), wire::RELATION_FRIEND);
        QCOMPARE(m_friends->listOf(*m_ann), std::string("bob friend"));
        QCOMPARE(m_friends->listOf(*m_bob), std::string("ann friend"));
        QVERIFY(m_friends->friendsOf(*m_ann).front().since_ms() > 0);
    }

    void whoDeclinesIsNotTold() {
        m_friends->relationAfter(*m_ann, m_friends->add("bob"));
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->answer("ann", false)), wire::RELATION_NONE);
        QCOMPARE(m_friends->listOf(*m_bob), std::string());
        // For the one who asked, the request goes on waiting.
        QCOMPARE(m_friends->changesSoFar(*m_ann), 1U);
        QCOMPARE(m_friends->listOf(*m_ann), std::string("bob out"));
        QCOMPARE(refusalOf(*m_bob, m_friends->answer("ann", true)), wire::REFUSAL_NOT_FOUND);
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->add("bob")), wire::RELATION_REQUEST_OUT);
        QCOMPARE(m_friends->listOf(*m_bob), std::string());
        // Who declined may think again.
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->add("ann")), wire::RELATION_FRIEND);
        QCOMPARE(m_friends->listOf(*m_ann), std::string("bob friend"));
    }

    // While the database does not answer, changes wait for each other; beyond a bound they are refused.
    void changesThatWaitAreBounded() {
        constexpr std::size_t each = 22;
        const Client phone = m_friends->logIn("ann");
        QVERIFY(phone);
        const wire::FriendRemoveRequest request = m_friends->remove("bob");
        constexpr std::chrono::seconds patience(10);
        server::Connection other(m_friends->database().settings(), {patience, patience});
        other.open();
        other.begin();
        other.runScript(QStringLiteral("LOCK TABLE friends"));
        std::vector<std::pair<TestClient*, std::uint32_t>> started;
        for (TestClient* client : {m_ann.get(), phone.get(), m_bob.get()})
            for (std::size_t i = 0; i < each; ++i)
                started.emplace_back(client, client->start(client == m_bob.get() ? m_friends->remove("ann") : request));
        // One that works, 64 that wait, and one too many, which is answered first.
        constexpr auto refusal = pong::ServerBody::kRefusal;
        QTRY_COMPARE(m_ann->count(refusal) + phone->count(refusal) + m_bob->count(refusal), 1U);
        other.rollback();
        std::size_t busy = 0;
        for (const auto& [client, id] : started) {
            const auto answer = client->answer<wire::FriendRemoveRequest>(id);
            QVERIFY(answer || answer.refusal.code() == wire::REFUSAL_BUSY);
            busy += answer ? 0 : 1;
        }
        QCOMPARE(busy, std::size_t{1});
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->add("bob")), wire::RELATION_REQUEST_OUT);
    }

    void aRequestIsTakenBack() {
        m_friends->relationAfter(*m_ann, m_friends->add("bob"));
        QCOMPARE(m_friends->nextChange(*m_bob), wire::RELATION_REQUEST_IN);
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->remove("bob")), wire::RELATION_NONE);
        QCOMPARE(m_friends->nextChange(*m_bob), wire::RELATION_NONE);
        QCOMPARE(m_friends->listOf(*m_ann) + m_friends->listOf(*m_bob), std::string());
        QCOMPARE(refusalOf(*m_bob, m_friends->answer("ann", true)), wire::REFUSAL_NOT_FOUND);
    }

    void aDeclinedRequestIsTakenBackUnheard() {
        m_friends->relationAfter(*m_ann, m_friends->add("bob"));
        m_friends->relationAfter(*m_bob, m_friends->answer("ann", false));
        const std::size_t before = m_friends->changesSoFar(*m_bob);
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->remove("bob")), wire::RELATION_NONE);
        QCOMPARE(m_friends->changesSoFar(*m_bob), before);
    }

    void aFriendIsRemoved() {
        m_friends->befriend(*m_ann, "ann", *m_bob, "bob");
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->remove("ann")), wire::RELATION_NONE);
        QCOMPARE(m_friends->nextChange(*m_ann), wire::RELATION_NONE);
        QCOMPARE(m_friends->listOf(*m_ann) + m_friends->listOf(*m_bob), std::string());
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->remove("ann")), wire::RELATION_NONE);  // once more
    }

    void requestsThatCrossBecomeAFriendship() {
        const std::uint32_t anns = m_ann->start(m_friends->add("bob"));
        const std::uint32_t bobs = m_bob->start(m_friends->add("ann"));
        const auto toAnn = m_ann->answer<wire::FriendAddRequest>(anns);
        const auto toBob = m_bob->answer<wire::FriendAddRequest>(bobs);
        QVERIFY(toAnn && toBob);
        QVERIFY(toAnn.reply->person().relation() == wire::RELATION_FRIEND ||
                toBob.reply->person().relation() == wire::RELATION_FRIEND);
        QCOMPARE(m_friends->listOf(*m_ann), std::string("bob friend"));
        QCOMPARE(m_friends->listOf(*m_bob), std::string("ann friend"));
        QCOMPARE(m_friends->database().number(QStringLiteral("SELECT count(*) FROM friends")), 1);
    }

    void everyDeviceOfBothIsTold() {
        const Client annsPhone = m_friends->logIn("ann");
        const Client bobsPhone = m_friends->logIn("bob");
        QVERIFY(annsPhone && bobsPhone);
        m_friends->relationAfter(*annsPhone, m_friends->add("bob"));
        QCOMPARE(m_friends->nextChange(*m_ann), wire::RELATION_REQUEST_OUT);
        QCOMPARE(m_friends->nextChange(*m_bob), wire::RELATION_REQUEST_IN);
        QCOMPARE(m_friends->nextChange(*bobsPhone), wire::RELATION_REQUEST_IN);
        m_friends->relationAfter(*bobsPhone, m_friends->answer("ann", true));
        QCOMPARE(m_friends->nextChange(*m_bob), wire::RELATION_FRIEND);
        QCOMPARE(m_friends->nextChange(*m_ann), wire::RELATION_FRIEND);
        // The other device comes too late, with the same answer or another one.
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->answer("ann", true)), wire::RELATION_FRIEND);
        QCOMPARE(refusalOf(*m_bob, m_friends->answer("ann", false)), wire::REFUSAL_NOT_FOUND);
    }

    void theInboxKnowsOfRequests() {
        const auto inbox = [](TestClient& client) {
            wire::NotificationsRequest request;
            request.set_limit(10);
            const auto answer = client.request(request);
            return answer ? *answer.reply : wire::NotificationsReply();
        };
        m_friends->relationAfter(*m_ann, m_friends->add("bob"));
        const auto asked = m_bob->take(pong::ServerBody::kNotificationReceived);
        QVERIFY(asked);
        QCOMPARE(asked->notification_received().notification().kind(), wire::NOTIFICATION_FRIEND_REQUEST);
        QCOMPARE(asked->notification_received().notification().from().username(), std::string("ann"));
        m_friends->relationAfter(*m_bob, m_friends->answer("ann", true));
        const auto accepted = m_ann->take(pong::ServerBody::kNotificationReceived);
        QVERIFY(accepted);
        QCOMPARE(accepted->notification_received().notification().kind(), wire::NOTIFICATION_FRIEND_ACCEPTED);
        QTRY_COMPARE(inbox(*m_bob).unseen(), 0U);  // answered
        // One that is taken back wants no attention any more.
        m_friends->relationAfter(*m_ann, m_friends->remove("bob"));
        m_friends->relationAfter(*m_ann, m_friends->add("bob"));
        QTRY_COMPARE(inbox(*m_bob).unseen(), 1U);
        m_friends->relationAfter(*m_ann, m_friends->remove("bob"));
        QTRY_COMPARE(inbox(*m_bob).unseen(), 0U);
    }

    void askingTwiceIsAskingOnce() {
        m_friends->relationAfter(*m_ann, m_friends->add("bob"));
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->add("BOB")), wire::RELATION_REQUEST_OUT);
        QCOMPARE(m_friends->changesSoFar(*m_bob), 1U);
        m_friends->relationAfter(*m_bob, m_friends->answer("ann", true));
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->add("bob")), wire::RELATION_FRIEND);
        QCOMPARE(m_friends->database().number(QStringLiteral("SELECT count(*) FROM friends")), 1);
    }

    void whoCannotBeAsked() {
        const auto unknown = m_ann->request(m_friends->add("nobody"));
        QVERIFY(!unknown);
        QCOMPARE(unknown.refusal.code(), wire::REFUSAL_NOT_FOUND);
        QCOMPARE(unknown.refusal.field(), std::string("username"));
        QCOMPARE(refusalOf(*m_ann, m_friends->add("ann")), wire::REFUSAL_INVALID_FIELD);
        QCOMPARE(refusalOf(*m_ann, m_friends->add(" ")), wire::REFUSAL_INVALID_FIELD);
        m_friends->database().execute(QStringLiteral("UPDATE users SET deleted_at = now() WHERE username = 'bob'"));
        QCOMPARE(refusalOf(*m_ann, m_friends->add("bob")), wire::REFUSAL_NOT_FOUND);
        QCOMPARE(refusalOf(*m_ann, m_friends->block("bob")), wire::REFUSAL_NOT_FOUND);
    }

    void onlyWhoWasAskedAnswers() {
        QCOMPARE(refusalOf(*m_bob, m_friends->answer("ann", true)), wire::REFUSAL_NOT_FOUND);  // nobody asked
        m_friends->relationAfter(*m_ann, m_friends->add("bob"));
        QCOMPARE(refusalOf(*m_ann, m_friends->answer("bob", true)), wire::REFUSAL_NOT_FOUND);  // the own request
        // Removing is not declining.
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->remove("ann")), wire::RELATION_REQUEST_IN);
        wire::FriendAnswerRequest stranger;
        stranger.set_user_id(std::numeric_limits<std::int64_t>::max());
        QCOMPARE(refusalOf(*m_bob, stranger), wire::REFUSAL_NOT_FOUND);
        QCOMPARE(refusalOf(*m_bob, m_friends->answer("bob", true)), wire::REFUSAL_NOT_FOUND);
    }

    void strangersMustSignIn() {
        const Client stranger = m_friends->server().connect();
        QCOMPARE(refusalOf(*stranger, m_friends->add("bob")), wire::REFUSAL_NOT_SIGNED_IN);
        QCOMPARE(refusalOf(*stranger, m_friends->search("b")), wire::REFUSAL_NOT_SIGNED_IN);
        QCOMPARE(refusalOf(*stranger, wire::BlocksRequest()), wire::REFUSAL_NOT_SIGNED_IN);
    }

    void pagesFollowEachOther() {
        addCrowd(25, QStringLiteral("INSERT INTO friends (user_id, friend_id, status, accepted_at) "
                                    "SELECT least(id, %1), greatest(id, %1), 'accepted', now() FROM users "
                                    "WHERE username LIKE 'crowd%'")
                         .arg(m_friends->id("ann")));
        const auto all = m_friends->friendsOf(*m_ann, 10);
        QCOMPARE(all.size(), 25U);
        for (std::size_t i = 1; i < all.size(); ++i)
            QVERIFY(all[i - 1].player().user_id() < all[i].player().user_id());
        wire::FriendsPageRequest request;
        QCOMPARE(refusalOf(*m_ann, request), wire::REFUSAL_MALFORMED);
        request.set_limit(201);
        QCOMPARE(refusalOf(*m_ann, request), wire::REFUSAL_MALFORMED);
    }

    void aDeletedAccountIsNobodysFriend() {
        m_friends->befriend(*m_ann, "ann", *m_bob, "bob");
        m_friends->database().execute(QStringLiteral("UPDATE users SET deleted_at = now() WHERE username = 'bob'"));
        QCOMPARE(m_friends->listOf(*m_ann), std::string());
    }

    void sentRequestsAreBounded() {
        addCrowd(101, QStringLiteral("INSERT INTO friends (user_id, friend_id) SELECT %1, id FROM users "
                                     "WHERE username LIKE 'crowd%' AND username <> 'crowd101'")
                          .arg(m_friends->id("ann")));
        QCOMPARE(refusalOf(*m_ann, m_friends->add("bob")), wire::REFUSAL_TOO_MANY);
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->remove("crowd7")), wire::RELATION_NONE);
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->add("bob")), wire::RELATION_REQUEST_OUT);
    }

    void receivedRequestsAreBounded() {
        addCrowd(100, QStringLiteral("INSERT INTO friends (user_id, friend_id) SELECT id, %1 FROM users "
                                     "WHERE username LIKE 'crowd%'")
                          .arg(m_friends->id("bob")));
        QCOMPARE(refusalOf(*m_ann, m_friends->add("bob")), wire::REFUSAL_TOO_MANY);
        // Who receives may still ask and accept.
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->add("ann")), wire::RELATION_REQUEST_OUT);
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->answer("crowd1", true)), wire::RELATION_FRIEND);
    }

    void friendsAreBounded() {
        addCrowd(1000, QStringLiteral("INSERT INTO friends (user_id, friend_id, status, accepted_at) "
                                      "SELECT id, %1, 'accepted', now() FROM users WHERE username LIKE 'crowd%'")
                           .arg(m_friends->id("ann")));
        QCOMPARE(refusalOf(*m_ann, m_friends->add("bob")), wire::REFUSAL_TOO_MANY);
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->add("ann")), wire::RELATION_REQUEST_OUT);
        QCOMPARE(refusalOf(*m_ann, m_friends->answer("bob", true)), wire::REFUSAL_TOO_MANY);
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->remove("crowd1")), wire::RELATION_NONE);
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->answer("bob", true)), wire::RELATION_FRIEND);
        QCOMPARE(m_friends->friendsOf(*m_ann).size(), 1000U);
    }

    void askingTooOftenMustWait() {
        server::FeatureOptions options = FriendsFixture::quick();
        options.friendLimits.requests = {0.01F, 3};
        m_ann.reset();
        m_bob.reset();
        m_friends = std::make_unique<FriendsFixture>(options);
        m_ann = m_friends->signUp("ann");
        for (int i = 0; i < 3; ++i)
            QCOMPARE(refusalOf(*m_ann, m_friends->add("nobody")), wire::REFUSAL_NOT_FOUND);
        // Another connection is the same person.
        const Client phone = m_friends->logIn("ann");
        const auto refused = phone->request(m_friends->add("nobody"));
        QCOMPARE(refused.refusal.code(), wire::REFUSAL_TOO_MANY);
        QVERIFY(refused.refusal.retry_after_ms() > 0);
    }

    void namesAreFoundByTheirBeginning() {
        const Client others[] = {m_friends->signUp("Bobby"), m_friends->signUp("bob_the_builder"),
                                 m_friends->signUp("boXb"), m_friends->signUp("carol")};
        QCOMPARE(m_friends->found(*m_ann, "bob"), std::string("bob bob_the_builder Bobby"));
        QCOMPARE(m_friends->found(*m_ann, "BOB_"), std::string("bob_the_builder"));  // no wildcard
        QCOMPARE(m_friends->found(*m_ann, "bo%"), std::string());
        QCOMPARE(m_friends->found(*m_ann, "an"), std::string());  // not oneself
        QCOMPARE(m_friends->found(*m_ann, ""), std::string());
        const auto two = m_ann->request(m_friends->search("b", 2));
        QCOMPARE(two.reply->players_size(), 2);
        QCOMPARE(refusalOf(*m_ann, m_friends->search("b", 21)), wire::REFUSAL_MALFORMED);
        m_friends->relationAfter(*m_ann, m_friends->add("bob"));
        const auto asked = m_ann->request(m_friends->search("bob", 1));
        QCOMPARE(asked.reply->players(0).relation(), wire::RELATION_REQUEST_OUT);
        QVERIFY(!asked.reply->players(0).has_presence());
        m_friends->database().execute(QStringLiteral("UPDATE users SET deleted_at = now() WHERE username = 'carol'"));
        QCOMPARE(m_friends->found(*m_ann, "carol"), std::string());
    }
};

PONG_SERVER_TEST_MAIN(TestFriends)
#include "test_friends.moc"

// Blocks in each of their places, over real sockets: what ends with one, what it keeps away, and that whoever was
// blocked sees nothing that would not be so without it.

#include "server/friends/blocks_store.h"
#include "tests/server/database_fixture.h"
#include "tests/server/friends/friends_fixture.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_player.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using test::FriendsFixture;
using test::TestClient;
using test::TestPlayer;
namespace wire = pong::wire;

namespace {

// A message without what differs between any two people anyway.
std::string withoutNames(wire::FriendReply reply) {
    reply.mutable_person()->clear_player();
    reply.mutable_person()->clear_since_ms();
    return reply.SerializeAsString();
}

}  // namespace

class TestFriendBlocks : public QObject {
    Q_OBJECT

    using Client = std::unique_ptr<TestClient>;
    std::unique_ptr<FriendsFixture> m_friends;
    Client m_ann;
    Client m_bob;

    // Ann blocks bob.
    void block() {
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->block("bob")), wire::RELATION_BLOCKED);
        QCOMPARE(m_friends->nextChange(*m_ann), wire::RELATION_BLOCKED);
    }
    std::string blocked(TestClient& client) {
        std::string names;
        const auto answer = client.request(wire::BlocksRequest());
        for (int i = 0; answer && i < answer.reply->players_size(); ++i)
            names += (names.empty() ? "" : " ") + answer.reply->players(i).username();
        return names;
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

    // A change whose outcome nobody heard of, and that nobody asks for once more.
    void whatMayBeStoredIsLookedUp() {
        m_ann.reset();
        m_bob.reset();
        server::FeatureOptions options = FriendsFixture::quick();
        options.friendLimits.rereadAfter = std::chrono::milliseconds(200);
        m_friends = std::make_unique<FriendsFixture>(options);
        m_ann = m_friends->signUp("ann");
        m_bob = m_friends->signUp("bob");
        m_friends->befriend(*m_ann, "ann", *m_bob, "bob");
        const Client carol = m_friends->signUp("carol");
        m_friends->befriend(*carol, "carol", *m_bob, "bob");
        const qint64 ann = m_friends->id("ann");
        const qint64 bob = m_friends->id("bob");
        test::TestDatabase& database = m_friends->database();
        database.execute(
            QStringLiteral("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS "
                           "$$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = '53100'; END $$"));
        database.execute(
            QStringLiteral("CREATE TRIGGER full_disk BEFORE INSERT ON blocks FOR EACH ROW EXECUTE FUNCTION fail()"));
        QCOMPARE(m_ann->request(m_friends->block("bob")).refusal.code(), wire::REFUSAL_UNAVAILABLE);
        database.execute(QStringLiteral("DROP TRIGGER full_disk ON blocks"));
        database.execute(QStringLiteral("DELETE FROM friends WHERE %1 IN (user_id, friend_id)").arg(ann));
        database.execute(QStringLiteral("INSERT INTO blocks (user_id, blocked_id) VALUES (%1, %2)").arg(ann).arg(bob));
        QTRY_VERIFY(m_friends->server().features().blocks().isBlocked(ann, bob));
        const std::size_t before = m_ann->count(pong::ServerBody::kPresenceChanged);
        FriendsFixture::reportIdle(*m_bob, true);
        QVERIFY(FriendsFixture::sees(*carol, bob, wire::PRESENCE_IDLE));
        m_friends->changesSoFar(*m_ann);
        QCOMPARE(m_ann->count(pong::ServerBody::kPresenceChanged), before);
    }

    void theListIsTheOwn() {
        const Client others[] = {m_friends->signUp("zoe"), m_friends->signUp("Cid")};
        const Client phone = m_friends->logIn("ann");
        for (const char* name : {"zoe", "bob", "Cid", "bob"})
            QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->block(name)), wire::RELATION_BLOCKED);
        QCOMPARE(blocked(*m_ann), std::string("bob Cid zoe"));
        QCOMPARE(m_friends->nextChange(*phone), wire::RELATION_BLOCKED);  // the own devices agree
        QCOMPARE(blocked(*m_bob), std::string());
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->block("bob", false)), wire::RELATION_NONE);
        QCOMPARE(blocked(*m_ann), std::string("Cid zoe"));
        QVERIFY(!m_ann->request(m_friends->block("ann")));
    }

    void theListIsBounded() {
        m_friends->database().execute(
            QStringLiteral("INSERT INTO users (username, email, password_hash) "
                           "SELECT 'crowd' || n, 'crowd' || n || '@example.org', '' FROM generate_series(1, 1000) n"));
        m_friends->database().execute(
            QStringLiteral("INSERT INTO blocks (user_id, blocked_id) SELECT %1, id FROM users "
                           "WHERE username LIKE 'crowd%'")
                .arg(m_friends->id("ann")));
        const auto refused = m_ann->request(m_friends->block("bob"));
        QVERIFY(!refused);
        QCOMPARE(refused.refusal.code(), wire::REFUSAL_TOO_MANY);
    }

    // Of a thousand people whose names and pictures are as long as they may be, it shows what one message holds.
    void theListFitsIntoOneMessage() {
        m_friends->database().execute(
            QStringLiteral("INSERT INTO users (username, email, password_hash, avatar_url) "
                           "SELECT 'crowd' || lpad(n::text, 15, '0'), 'crowd' || n || '@example.org', '', "
                           "  repeat('a', 80) FROM generate_series(1, 1000) n"));
        m_friends->database().execute(
            QStringLiteral("INSERT INTO blocks (user_id, blocked_id) SELECT %1, id FROM users "
                           "WHERE username LIKE 'crowd%'")
                .arg(m_friends->id("ann")));
        const auto answer = m_ann->request(wire::BlocksRequest());
        QVERIFY(answer);
        QVERIFY(answer.reply->players_size() > 300);
        QVERIFY(answer.reply->ByteSizeLong() <= 48 * 1024);
        QCOMPARE(answer.reply->players(0).username(), std::string("crowd000000000000001"));
    }

    void aFriendshipEnds() {
        m_friends->befriend(*m_ann, "ann", *m_bob, "bob");
        block();
        // To bob it looks like any friendship that was ended.
        const auto event = m_bob->take(pong::ServerBody::kFriendChanged);
        QVERIFY(event);
        QCOMPARE(event->friend_changed().person().relation(), wire::RELATION_NONE);
        QVERIFY(!event->friend_changed().person().has_presence());
        QCOMPARE(m_friends->listOf(*m_bob) + m_friends->listOf(*m_ann), std::string());
    }

    void theOwnRequestIsTakenBack() {
        m_friends->relationAfter(*m_ann, m_friends->add("bob"));
        QCOMPARE(m_friends->nextChange(*m_bob), wire::RELATION_REQUEST_IN);
        m_friends->nextChange(*m_ann);
        block();
        QCOMPARE(m_friends->nextChange(*m_bob), wire::RELATION_NONE);
        QVERIFY(!m_bob->request(m_friends->answer("ann", true)));
    }

    void aRequestThatWaitsGoesOnWaiting() {
        m_friends->relationAfter(*m_bob, m_friends->add("ann"));
        QCOMPARE(m_friends->nextChange(*m_ann), wire::RELATION_REQUEST_IN);
        QCOMPARE(m_friends->nextChange(*m_bob), wire::RELATION_REQUEST_OUT);
        block();
        QCOMPARE(m_friends->changesSoFar(*m_bob), 0U);
        QCOMPARE(m_friends->listOf(*m_bob), std::string("ann out"));
        QCOMPARE(m_friends->listOf(*m_ann), std::string());
        // Unblocking does not bring it back; asking does, now by either of them.
        m_friends->relationAfter(*m_ann, m_friends->block("bob", false));
        QCOMPARE(m_friends->listOf(*m_ann), std::string());
        QCOMPARE(m_friends->changesSoFar(*m_bob), 0U);
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->remove("ann")), wire::RELATION_NONE);
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->add("ann")), wire::RELATION_REQUEST_OUT);
        QCOMPARE(m_friends->listOf(*m_ann), std::string("bob in"));
    }

    // Bob does everything with ann, who has blocked him, that he does with carol, who has not.
    void theBlockedOneCannotTell() {
        const Client carol = m_friends->signUp("carol");
        block();
        const std::size_t annKnows = m_friends->changesSoFar(*m_ann);
        QCOMPARE(m_friends->found(*m_bob, "ann"), std::string("ann"));
        QCOMPARE(m_friends->found(*m_bob, "carol"), std::string("carol"));
        const auto asksAnn = m_bob->request(m_friends->add("ann"));
        const auto asksCarol = m_bob->request(m_friends->add("carol"));
        QVERIFY(asksAnn && asksCarol);
        QCOMPARE(withoutNames(*asksAnn.reply), withoutNames(*asksCarol.reply));
        QCOMPARE(m_friends->listOf(*m_bob), std::string("ann out, carol out"));
        QCOMPARE(m_friends->nextChange(*m_bob), wire::RELATION_REQUEST_OUT);
        QCOMPARE(m_friends->nextChange(*m_bob), wire::RELATION_REQUEST_OUT);
        const auto again = m_bob->request(m_friends->search("a"));
        QCOMPARE(again.reply->players(0).relation(), wire::RELATION_REQUEST_OUT);
        // Ann hears nothing of it, and carol does.
        QCOMPARE(m_friends->listOf(*m_ann), std::string());
        QCOMPARE(m_friends->changesSoFar(*m_ann), annKnows);
        QCOMPARE(m_friends->listOf(*carol), std::string("bob in"));
        const auto takesAnn = m_bob->request(m_friends->remove("ann"));
        const auto takesCarol = m_bob->request(m_friends->remove("carol"));
        QVERIFY(takesAnn && takesCarol);
        QCOMPARE(withoutNames(*takesAnn.reply), withoutNames(*takesCarol.reply));
        // Blocking back, and taking that back.
        const auto blocksAnn = m_bob->request(m_friends->block("ann"));
        const auto blocksCarol = m_bob->request(m_friends->block("carol"));
        QCOMPARE(withoutNames(*blocksAnn.reply), withoutNames(*blocksCarol.reply));
        m_bob->request(m_friends->block("ann", false));
        QCOMPARE(m_friends->relationAfter(*m_bob, m_friends->add("ann")), wire::RELATION_REQUEST_OUT);
        QCOMPARE(m_friends->changesSoFar(*m_ann), annKnows);
        QCOMPARE(m_ann->count(pong::ServerBody::kNotificationReceived), 0U);
    }

    // Nor does the copy of the own data, with a request that was declined and one that was kept away.
    void theExportDoesNotTell() {
        const Client carol = m_friends->signUp("carol");
        block();
        QVERIFY(m_bob->request(m_friends->add("ann")) && m_bob->request(m_friends->add("carol")));
        QVERIFY(carol->request(m_friends->answer("bob", false)));
        std::string copy;
        wire::ExportRequest request;
        do {
            const auto piece = m_bob->request(request);
            QVERIFY(piece);
            copy += piece.reply->json();
            request.set_cursor(piece.reply->next_cursor());
        } while (!request.cursor().empty());
        const QJsonObject document = QJsonDocument::fromJson(QByteArray::fromStdString(copy)).object();
        const QJsonArray friends = document[QStringLiteral("friends")].toArray();
        QCOMPARE(friends.size(), 2);
        for (const QJsonValue& row : friends) {
            QCOMPARE(row[QStringLiteral("status")].toString(), QStringLiteral("pending"));
            QVERIFY(!row.toObject().contains(QStringLiteral("hidden")));
        }
        QVERIFY(document[QStringLiteral("blocked_players")].toArray().isEmpty());
    }

    // A limit must not tell either: what counts of ann's is the same for everybody.
    void aFullLetterboxLooksTheSame() {
        block();
        m_friends->database().execute(
            QStringLiteral("INSERT INTO users (username, email, password_hash) "
                           "SELECT 'crowd' || n, 'crowd' || n || '@example.org', '' FROM generate_series(1, 100) n"));
        m_friends->database().execute(
            QStringLiteral("INSERT INTO friends (user_id, friend_id) SELECT id, %1 FROM users "
                           "WHERE username LIKE 'crowd%'")
                .arg(m_friends->id("ann")));
        const Client carol = m_friends->signUp("carol");
        const auto asBob = m_bob->request(m_friends->add("ann"));
        const auto asCarol = carol->request(m_friends->add("ann"));
        QVERIFY(!asBob && !asCarol);
        QCOMPARE(asBob.refusal.SerializeAsString(), asCarol.refusal.SerializeAsString());
    }

    void whoBlocksDoesNotAskOrFind() {
        block();
        const auto refused = m_ann->request(m_friends->add("bob"));
        QVERIFY(!refused);
        QCOMPARE(refused.refusal.code(), wire::REFUSAL_CONFLICT);
        QCOMPARE(m_friends->found(*m_ann, "bob"), std::string());
        m_friends->relationAfter(*m_ann, m_friends->block("bob", false));
        QCOMPARE(m_friends->found(*m_ann, "bob"), std::string("bob"));
    }

    void presenceIsTold() {  // to friends, and no longer
        m_friends->befriend(*m_ann, "ann", *m_bob, "bob");
        block();
        QVERIFY(m_bob->take(pong::ServerBody::kFriendChanged));
        QCOMPARE(m_friends->changesSoFar(*m_bob), 0U);
        const std::size_t before = m_bob->count(pong::ServerBody::kPresenceChanged);
        wire::PresenceReport report;
        report.set_idle(true);
        m_ann->command(report);
        m_bob->command(report);
        // A friend of both would hear of each: the fan-out has happened when carol has.
        const Client carol = m_friends->signUp("carol");
        m_friends->befriend(*carol, "carol", *m_ann, "ann");
        report.set_idle(false);
        m_ann->command(report);
        QVERIFY(carol->take(pong::ServerBody::kPresenceChanged));
        QCOMPARE(m_friends->changesSoFar(*m_bob), 0U);
        QCOMPARE(m_bob->count(pong::ServerBody::kPresenceChanged), before);
    }

    void quickGamesDoNotPairThem() {
        block();
        TestPlayer ann(std::move(m_ann));
        TestPlayer bob(std::move(m_bob));
        QCOMPARE(ann.seek(), 1U);
        QCOMPARE(bob.seek(), 1U);  // as if nobody waited
        TestPlayer carol(m_friends->signUp("carol"));
        QCOMPARE(carol.seek(), 3U);
        const auto annsMatch = ann.found();
        const auto carolsMatch = carol.found();
        QVERIFY(annsMatch && carolsMatch);
        QCOMPARE(annsMatch->match_id(), carolsMatch->match_id());
        QCOMPARE(bob.client().count(pong::ServerBody::kMatchFound), 0U);
    }

    void othersAskTheSame() {
        block();
        const qint64 ann = m_friends->id("ann");
        const qint64 bob = m_friends->id("bob");
        const server::Blocks& blocks = m_friends->server().features().blocks();
        QVERIFY(blocks.isBlocked(ann, bob) && !blocks.isBlocked(bob, ann));
        QVERIFY(blocks.isBlockedEitherWay(ann, bob) && blocks.isBlockedEitherWay(bob, ann));

        m_friends->relationAfter(*m_ann, m_friends->block("bob", false));
        QVERIFY(!blocks.isBlockedEitherWay(ann, bob));
    }

    // As after a COMMIT whose answer was lost: stored already, and asked for once more.
    void whatIsStoredAlreadyIsFollowed() {
        block();
        const qint64 ann = m_friends->id("ann");
        const qint64 bob = m_friends->id("bob");
        const server::Blocks& blocks = m_friends->server().features().blocks();
        m_friends->database().execute(QStringLiteral("DELETE FROM blocks"));
        const std::size_t before = m_friends->changesSoFar(*m_ann);
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->block("bob", false)), wire::RELATION_NONE);
        QVERIFY(!blocks.isBlocked(ann, bob));
        QCOMPARE(m_friends->changesSoFar(*m_ann), before);  // it is no news
        // The last one that there is room for.
        m_friends->database().execute(
            QStringLiteral("INSERT INTO users (username, email, password_hash) "
                           "SELECT 'crowd' || n, 'crowd' || n || '@example.org', '' FROM generate_series(1, 999) n"));
        m_friends->database().execute(
            QStringLiteral("INSERT INTO blocks (user_id, blocked_id) SELECT %1, id FROM users "
                           "WHERE username LIKE 'crowd%' OR username = 'bob'")
                .arg(ann));
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->block("bob")), wire::RELATION_BLOCKED);
        QVERIFY(blocks.isBlocked(ann, bob));
    }

    // What was stored is known again after a restart, on the main thread and in transactions.
    void theyAreReadAtTheStart() {
        test::OpenDatabase open;
        const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
        const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
        open.fresh.execute(
            QStringLiteral("INSERT INTO blocks (user_id, blocked_id) VALUES (%1, %2)").arg(ann).arg(bob));
        server::Blocks blocks;
        test::result(blocks.load(open.database));
        QVERIFY(blocks.isBlocked(ann, bob) && !blocks.isBlocked(bob, ann));
        for (const auto& [one, other] : {std::pair(ann, bob), std::pair(bob, ann)})
            QVERIFY(test::result(open.database.transaction(&server::friends::isBlockedEitherWay, one, other)));
        QVERIFY(!test::result(open.database.transaction(&server::friends::isBlockedEitherWay, ann, ann)));
    }
};

PONG_SERVER_TEST_MAIN(TestFriendBlocks)
#include "test_friend_blocks.moc"

// Presence over real sockets: what friends see of each other with several devices, matches, drops and restarts.

#include "server/net/session.h"
#include "tests/server/friends/friends_fixture.h"
#include "tests/support/delaying_proxy.h"
#include "tests/support/server_process.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_player.h"

#include <QTemporaryDir>

using test::FriendsFixture;
using test::ServerProcess;
using test::TestClient;
using test::TestPlayer;
namespace wire = pong::wire;

class TestPresence : public QObject {
    Q_OBJECT

    using Client = std::unique_ptr<TestClient>;
    std::unique_ptr<FriendsFixture> m_friends;
    Client m_ann;
    Client m_bob;

    void start(const server::FeatureOptions& options = FriendsFixture::quick()) {
        m_friends = std::make_unique<FriendsFixture>(options);
        m_ann = m_friends->signUp("ann");
        m_bob = m_friends->signUp("bob");
        QVERIFY(m_ann && m_bob);
        m_friends->befriend(*m_ann, "ann", *m_bob, "bob");
    }

 private Q_SLOTS:
    void cleanup() {
        m_ann.reset();
        m_bob.reset();
        m_friends.reset();
    }

    void friendsSeeEachOtherComeAndGo() {
        start();
        const qint64 bob = m_friends->id("bob");
        QTRY_COMPARE(FriendsFixture::inList(*m_ann, bob).presence(), wire::PRESENCE_ONLINE);
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        m_bob->socket().abort();  // without a goodbye
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_OFFLINE));
        QVERIFY(FriendsFixture::inList(*m_ann, bob).last_seen_ms() >= before - 1);
        m_bob = m_friends->logIn("bob");
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_ONLINE));
        QTRY_COMPARE(FriendsFixture::inList(*m_bob, m_friends->id("ann")).presence(), wire::PRESENCE_ONLINE);
        QVERIFY(m_bob->request(wire::LogOutRequest()));
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_OFFLINE));
    }

    void aNewFriendComesWithPresence() {
        m_friends = std::make_unique<FriendsFixture>();
        m_ann = m_friends->signUp("ann");
        m_bob = m_friends->signUp("bob");
        m_ann->request(m_friends->add("bob"));
        const auto asked = m_bob->take(pong::ServerBody::kFriendChanged);
        QVERIFY(asked && !asked->friend_changed().person().has_presence());  // friends only
        m_bob->request(m_friends->answer("ann", true));
        m_ann->take(pong::ServerBody::kFriendChanged);
        QTRY_COMPARE(FriendsFixture::inList(*m_ann, m_friends->id("bob")).presence(), wire::PRESENCE_ONLINE);
        // And from then on by events.
        FriendsFixture::reportIdle(*m_bob, true);
        QVERIFY(FriendsFixture::sees(*m_ann, m_friends->id("bob"), wire::PRESENCE_IDLE));
    }

    // Nothing comes through any more, and nobody says that it ended.
    void aPulledCableIsOfflineUntilItIsBack() {
        start();
        const qint64 bob = m_friends->id("bob");
        test::DelayingProxy cable(static_cast<quint16>(m_friends->server().url().port()), {}, 1);
        m_bob = m_friends->logInThrough(cable.port(), "bob");
        QVERIFY(m_bob);
        QTRY_COMPARE(m_friends->server().features().sessions().count(), 2);
        QTRY_COMPARE(FriendsFixture::inList(*m_ann, bob).presence(), wire::PRESENCE_ONLINE);
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        cable.stall(std::chrono::hours(1));
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_OFFLINE));
        QVERIFY(FriendsFixture::inList(*m_ann, bob).last_seen_ms() >= before);
        QCOMPARE(m_friends->server().features().sessions().count(), 2);  // it may come back
        cable.stall(std::chrono::hours(0));
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_ONLINE));
        QVERIFY(m_bob->request(wire::ClockEchoRequest()));
    }

    // A bot, or a client that only listens: it answers when it is asked.
    void whoSaysNothingIsHereStill() {
        server::FeatureOptions options = FriendsFixture::quick();
        options.sessionLimits.pingAfter = std::chrono::milliseconds(20);
        start(options);
        const qint64 bob = m_friends->id("bob");
        test::DelayingProxy line(static_cast<quint16>(m_friends->server().url().port()), {}, 1);
        m_bob = m_friends->logInThrough(line.port(), "bob");
        QVERIFY(m_bob);
        QTRY_COMPARE(m_friends->server().features().sessions().count(), 2);
        QTRY_COMPARE(FriendsFixture::inList(*m_ann, bob).presence(), wire::PRESENCE_ONLINE);
        const std::uint64_t before = line.bytes();
        const std::size_t told = m_ann->count(pong::ServerBody::kPresenceChanged);
        QTRY_VERIFY(line.bytes() > before + 20 * 8);  // a ping has two bytes, its answer six
        QCOMPARE(m_ann->count(pong::ServerBody::kPresenceChanged), told);
    }

    void severalDevicesAreOnePerson() {
        start();
        const qint64 bob = m_friends->id("bob");
        Client phone = m_friends->logIn("bob");
        FriendsFixture::reportIdle(*m_bob, true);
        FriendsFixture::reportIdle(*phone, true);
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_IDLE));
        FriendsFixture::reportIdle(*phone, false);
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_ONLINE));
        phone->socket().abort();
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_IDLE));  // the other one is still there
        m_bob->socket().abort();
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_OFFLINE));
        const auto& all = m_ann->received();
        QCOMPARE(std::count_if(all.begin(), all.end(),
                               [bob](const wire::ServerMessage& message) {
                                   return message.has_presence_changed() &&
                                          message.presence_changed().user_id() == bob &&
                                          message.presence_changed().presence().presence() == wire::PRESENCE_OFFLINE;
                               }),
                 1);
    }

    void aMatchIsFollowedPointByPoint() {
        server::FeatureOptions options = FriendsFixture::quick();
        options.rules = pong::Rules{5, 1, 64, 800, 20, 1500};
        start(options);
        const qint64 bob = m_friends->id("bob");
        TestPlayer player(std::move(m_bob));
        TestPlayer other(m_friends->signUp("carol"));
        player.seek();
        other.seek();
        const auto found = player.found();
        QVERIFY(found && other.found());
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_IN_MATCH));
        QVERIFY(player.join(found->match_id()) && other.join(found->match_id()));
        const auto ended = player.ended();
        QVERIFY(ended);
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_ONLINE));
        std::uint32_t points = 0;
        for (const wire::ServerMessage& message : m_ann->received()) {
            if (!message.has_presence_changed() ||
                message.presence_changed().presence().presence() != wire::PRESENCE_IN_MATCH)
                continue;
            const wire::PresenceState& state = message.presence_changed().presence();
            QCOMPARE(message.presence_changed().user_id(), bob);  // carol is nobody's friend
            QCOMPARE(state.match_id(), found->match_id());
            QCOMPARE(state.on_left(), found->side() == 0);
            QVERIFY(state.score_left() + state.score_right() >= points);
            points = state.score_left() + state.score_right();
        }
        // The last point ends the match, and is told as its end.
        QCOMPARE(points, ended->score_left() + ended->score_right() - 1);
    }

    void requestsAndStrangersSeeNothing() {
        m_friends = std::make_unique<FriendsFixture>();
        m_ann = m_friends->signUp("ann");
        m_bob = m_friends->signUp("bob");
        const Client carol = m_friends->signUp("carol");
        m_ann->request(m_friends->add("bob"));
        m_friends->befriend(*carol, "carol", *m_bob, "bob");
        FriendsFixture::reportIdle(*m_bob, true);
        QVERIFY(FriendsFixture::sees(*carol, m_friends->id("bob"), wire::PRESENCE_IDLE));
        m_friends->changesSoFar(*m_ann);
        QCOMPARE(m_ann->count(pong::ServerBody::kPresenceChanged), 0U);
        QVERIFY(!FriendsFixture::friendsOf(*m_ann).front().has_presence());
    }

    void whoWasRemovedSeesNothingMore() {
        start();
        const Client carol = m_friends->signUp("carol");
        m_friends->befriend(*carol, "carol", *m_bob, "bob");
        m_ann->request(m_friends->remove("bob"));
        const std::size_t before = m_ann->count(pong::ServerBody::kPresenceChanged);
        FriendsFixture::reportIdle(*m_bob, true);
        QVERIFY(FriendsFixture::sees(*carol, m_friends->id("bob"), wire::PRESENCE_IDLE));
        m_friends->changesSoFar(*m_ann);
        QCOMPARE(m_ann->count(pong::ServerBody::kPresenceChanged), before);
    }

    // As after a COMMIT whose answer was lost: stored already, and asked for once more.
    void whatIsStoredAlreadyIsFollowed() {
        start();
        const qint64 bob = m_friends->id("bob");
        const Client carol = m_friends->signUp("carol");
        m_friends->befriend(*carol, "carol", *m_bob, "bob");
        QTRY_COMPARE(FriendsFixture::inList(*m_ann, bob).presence(), wire::PRESENCE_ONLINE);
        const QString ofAnn = QStringLiteral("FROM friends WHERE %1 IN (user_id, friend_id)").arg(m_friends->id("ann"));
        m_friends->database().execute(QStringLiteral("CREATE TABLE kept AS SELECT user_id, friend_id ") + ofAnn);
        m_friends->database().execute(QStringLiteral("DELETE ") + ofAnn);
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->remove("bob")), wire::RELATION_NONE);
        const std::size_t before = m_ann->count(pong::ServerBody::kPresenceChanged);
        FriendsFixture::reportIdle(*m_bob, true);
        QVERIFY(FriendsFixture::sees(*carol, bob, wire::PRESENCE_IDLE));
        m_friends->changesSoFar(*m_ann);
        QCOMPARE(m_ann->count(pong::ServerBody::kPresenceChanged), before);
        m_friends->database().execute(
            QStringLiteral("INSERT INTO friends (user_id, friend_id, status, accepted_at) "
                           "SELECT user_id, friend_id, 'accepted', now() FROM kept"));
        QCOMPARE(m_friends->relationAfter(*m_ann, m_friends->add("bob")), wire::RELATION_FRIEND);
        FriendsFixture::reportIdle(*m_bob, false);
        QTRY_VERIFY(m_ann->count(pong::ServerBody::kPresenceChanged) > before);
    }

    void whenTheyWereHereIsStoredForMany() {
        server::FeatureOptions options = FriendsFixture::quick();
        options.presenceTimes.write = std::chrono::milliseconds(1);
        start(options);
        const qint64 bob = m_friends->id("bob");
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        m_bob->socket().abort();
        const auto stored = [&] {
            return m_friends->database().number(
                QStringLiteral("SELECT coalesce((SELECT (extract(epoch FROM seen_at) * 1000)::bigint FROM last_seen "
                               "WHERE user_id = %1), 0)")
                    .arg(bob));
        };
        QTRY_VERIFY(stored() >= before);
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_OFFLINE));
        QCOMPARE(FriendsFixture::inList(*m_ann, bob).last_seen_ms(), stored());
    }

    void theDatabaseMayBeAwayMeanwhile() {
        start();
        const qint64 bob = m_friends->id("bob");
        m_friends->database().execute(QStringLiteral("ALTER TABLE friends RENAME TO hidden_friends"));
        // Nothing of this needs the table.
        FriendsFixture::reportIdle(*m_bob, true);
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_IDLE));
        m_bob->socket().abort();
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_OFFLINE));
        m_friends->database().execute(QStringLiteral("ALTER TABLE hidden_friends RENAME TO friends"));
    }

    // A database that was too busy once, and never away, says so later.
    void friendsThatCouldNotBeReadAreReadLater() {
        server::FeatureOptions options = FriendsFixture::quick();
        options.presenceTimes.writeAll = std::chrono::milliseconds(500);
        start(options);
        const qint64 bob = m_friends->id("bob");
        m_bob->socket().abort();
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_OFFLINE));
        const QString waiting = QStringLiteral("FROM pg_locks WHERE NOT granted AND relation = 'friends'::regclass");
        constexpr std::chrono::seconds patience(10);
        server::Connection other(m_friends->database().settings(), {patience, patience});
        other.open();
        other.begin();
        other.runScript(QStringLiteral("LOCK TABLE friends"));
        m_bob = m_friends->logIn("bob");
        QVERIFY(m_bob);
        QTRY_VERIFY(m_friends->database().number(QStringLiteral("SELECT count(*) ") + waiting) > 0);
        m_friends->database().execute(QStringLiteral("SELECT pg_cancel_backend(pid) ") + waiting);
        QTRY_COMPARE(m_friends->database().number(QStringLiteral("SELECT count(*) ") + waiting), 0);
        other.rollback();
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_ONLINE));
    }

    // The operator erased it a moment ago, and the server has not ended its connections yet.
    void anErasedAccountIsNotStored() {
        server::FeatureOptions options = FriendsFixture::quick();
        options.presenceTimes.write = std::chrono::milliseconds(1);
        start(options);
        const qint64 bob = m_friends->id("bob");
        m_friends->database().execute(QStringLiteral("UPDATE users SET deleted_at = now() WHERE id = %1").arg(bob));
        m_bob->socket().abort();
        QVERIFY(FriendsFixture::sees(*m_ann, bob, wire::PRESENCE_OFFLINE));
        const qint64 ann = m_friends->id("ann");
        m_ann->socket().abort();
        const QString stored = QStringLiteral("SELECT count(*) FROM last_seen WHERE user_id = %1");
        QTRY_COMPARE(m_friends->database().number(stored.arg(ann)), 1);  // written with bob's, or after it
        QCOMPARE(m_friends->database().number(stored.arg(bob)), 0);
    }

    void aRestartChangesNothing() {
        test::TestDatabase database;
        QTemporaryDir folder;
        std::string tokens[2];
        Client clients[2];
        qint64 ids[2];
        const auto startServer = [&](const QString& name) {
            const QString data = folder.filePath(name);
            auto server = std::make_unique<ServerProcess>(QStringList{
                QStringLiteral("--plaintext-loopback"), QStringLiteral("--port"), QStringLiteral("0"),
                QStringLiteral("--database"), database.settings().url(), QStringLiteral("--data-dir"), data});
            return server->waitUntilListening(data) ? std::move(server) : nullptr;
        };
        auto server = startServer(QStringLiteral("first"));
        QVERIFY(server);
        for (int i = 0; i < 2; ++i) {
            clients[i] = std::make_unique<TestClient>(server->url());
            QVERIFY(clients[i]->greet());
            const auto answer = clients[i]->request(test::TestServer::signUpRequest(i == 0 ? "ann" : "bob"));
            QVERIFY(answer);
            tokens[i] = answer.reply->token();
            ids[i] = answer.reply->me().user_id();
        }
        clients[0]->request(FriendsFixture::add("bob"));
        clients[1]->request(FriendsFixture::add("ann"));
        QTRY_COMPARE(FriendsFixture::inList(*clients[0], ids[1]).presence(), wire::PRESENCE_ONLINE);
        server->kill();
        server->waitForExit();

        server = startServer(QStringLiteral("second"));
        QVERIFY(server);
        for (int i = 0; i < 2; ++i) {
            clients[i] = std::make_unique<TestClient>(server->url());
            wire::ResumeRequest resume;
            resume.set_token(tokens[i]);
            QVERIFY(clients[i]->greet() && clients[i]->request(resume));
            if (i == 0)  // bob is not back yet
                QCOMPARE(FriendsFixture::inList(*clients[0], ids[1]).presence(), wire::PRESENCE_OFFLINE);
        }
        QVERIFY(FriendsFixture::sees(*clients[0], ids[1], wire::PRESENCE_ONLINE));
        QTRY_COMPARE(FriendsFixture::inList(*clients[1], ids[0]).presence(), wire::PRESENCE_ONLINE);

        // Stopped in order, it has noted when they were here.
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        server->terminate();
        QCOMPARE(server->waitForExit(), 0);
        QVERIFY(database.number(QStringLiteral("SELECT count(*) FROM last_seen "
                                               "WHERE extract(epoch FROM seen_at) * 1000 >= %1")
                                    .arg(before)) == 2);
    }
};

PONG_SERVER_TEST_MAIN(TestPresence)
#include "test_presence.moc"

// Notifications over real sockets and a real PostgreSQL: kept for those who are away, told to all devices, bounded.

#include "server/notifications/notifications.h"
#include "tests/server/database_fixture.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_server.h"

using test::OpenDatabase;
using test::TestClient;
using test::TestServer;
namespace wire = pong::wire;

namespace {

constexpr auto receivedEvent = pong::ServerBody::kNotificationReceived;
constexpr auto seenEvent = pong::ServerBody::kNotificationsSeenNotice;

wire::NotificationsRequest pageRequest(std::uint32_t limit, std::int64_t before = 0) {
    wire::NotificationsRequest request;
    request.set_limit(limit);
    request.set_before_id(before);
    return request;
}

wire::NotificationsSeenRequest seenRequest(std::int64_t upTo) {
    wire::NotificationsSeenRequest request;
    request.set_up_to_id(upTo);
    return request;
}

std::unique_ptr<TestClient> logIn(const TestServer& server, const std::string& name) {
    std::unique_ptr<TestClient> client = server.connect();
    wire::LogInRequest request;
    request.set_username(name);
    request.set_password("correct horse");
    request.set_device("another");
    return client && client->request(request) ? std::move(client) : nullptr;
}

}  // namespace

class TestNotifications : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void areKeptForThoseWhoAreAway();
    void areToldToAllDevices();
    void oneUnseenAKindAndPerson();
    void whatWasSeenIsToldToTheOtherDevices();
    void settledOnesWantNoAttention();
    void pagesFollowEachOther();
    void onlyTheNewestAreKept();
    void longTextsAreCut();
    void impossibleRequestsAreRefused();
    void oldOnesAreSwept();
};

void TestNotifications::areKeptForThoseWhoAreAway() {
    TestServer server;
    const qint64 ann = server.database().addUser(QStringLiteral("away"));
    const qint64 bob = server.database().addUser(QStringLiteral("bob"));
    server.features().notifications().notify(ann, wire::NOTIFICATION_FRIEND_REQUEST, bob, {}, 0);
    QTRY_COMPARE(server.database().number(QStringLiteral("SELECT count(*) FROM notifications")), 1);
    QCOMPARE(server.database().value(QStringLiteral("SELECT kind FROM notifications")).toString(),
             QStringLiteral("friend_request"));
}

void TestNotifications::areToldToAllDevices() {
    TestServer server;
    const auto first = server.signUp(QStringLiteral("ann"));
    const auto second = logIn(server, "ann");
    QVERIFY(first && second);
    const qint64 ann = server.database().number(QStringLiteral("SELECT id FROM users WHERE username = 'ann'"));
    const qint64 bob = server.database().addUser(QStringLiteral("bob"));
    server.features().notifications().notify(ann, wire::NOTIFICATION_INVITATION, bob, QStringLiteral("Play?"), 77);
    for (TestClient* client : {first.get(), second.get()}) {
        const auto event = client->take(receivedEvent);
        QVERIFY(event);
        const wire::Notification& told = event->notification_received().notification();
        QCOMPARE(told.kind(), wire::NOTIFICATION_INVITATION);
        QCOMPARE(told.from().username(), std::string("bob"));
        QCOMPARE(told.text(), std::string("Play?"));
        QCOMPARE(told.subject_id(), 77);
        QVERIFY(!told.seen());
        QCOMPARE(event->notification_received().unseen(), 1U);
    }
    server.features().notifications().notify(ann, wire::NOTIFICATION_TOURNAMENT_CALL, 0, QStringLiteral("Now"), 5);
    const auto event = first->take(receivedEvent);
    QVERIFY(event);
    QVERIFY(!event->notification_received().notification().has_from());
    QCOMPARE(event->notification_received().unseen(), 2U);
}

void TestNotifications::oneUnseenAKindAndPerson() {
    TestServer server;
    const auto client = server.signUp(QStringLiteral("ann"));
    QVERIFY(client);
    const qint64 ann = server.database().number(QStringLiteral("SELECT id FROM users WHERE username = 'ann'"));
    const qint64 bob = server.database().addUser(QStringLiteral("bob"));
    std::int64_t lastId = 0;
    for (int i = 1; i <= 3; ++i) {
        server.features().notifications().notify(ann, wire::NOTIFICATION_DIRECT_MESSAGE, bob, QString::number(i), i);
        const auto event = client->take(receivedEvent);
        QVERIFY(event);
        QCOMPARE(event->notification_received().unseen(), 1U);
        QVERIFY(event->notification_received().notification().id() > lastId);
        lastId = event->notification_received().notification().id();
    }
    const auto page = client->request(pageRequest(10));
    QVERIFY(page);
    QCOMPARE(page.reply->notifications_size(), 1);
    QCOMPARE(page.reply->notifications(0).text(), std::string("3"));
    // The server's own do not replace each other.
    server.features().notifications().notify(ann, wire::NOTIFICATION_MODERATION, 0, QStringLiteral("a"), 0);
    server.features().notifications().notify(ann, wire::NOTIFICATION_MODERATION, 0, QStringLiteral("b"), 0);
    QTRY_COMPARE(server.database().number(QStringLiteral("SELECT count(*) FROM notifications")), 3);
}

void TestNotifications::whatWasSeenIsToldToTheOtherDevices() {
    TestServer server;
    const auto first = server.signUp(QStringLiteral("ann"));
    const auto second = logIn(server, "ann");
    QVERIFY(first && second);
    const qint64 ann = server.database().number(QStringLiteral("SELECT id FROM users WHERE username = 'ann'"));
    server.features().notifications().notify(ann, wire::NOTIFICATION_MODERATION, 0, QStringLiteral("a"), 0);
    const auto event = first->take(receivedEvent);
    QVERIFY(event);
    const std::int64_t id = event->notification_received().notification().id();
    const auto seen = first->request(seenRequest(id));
    QVERIFY(seen);
    QCOMPARE(seen.reply->unseen(), 0U);
    const auto notice = second->take(seenEvent);
    QVERIFY(notice);
    QCOMPARE(notice->notifications_seen_notice().up_to_id(), id);
    QCOMPARE(notice->notifications_seen_notice().unseen(), 0U);
    QCOMPARE(first->count(seenEvent), 0U);
    const auto page = second->request(pageRequest(10));
    QVERIFY(page);
    QVERIFY(page.reply->notifications(0).seen());
    QCOMPARE(page.reply->unseen(), 0U);
}

void TestNotifications::settledOnesWantNoAttention() {
    TestServer server;
    const auto client = server.signUp(QStringLiteral("ann"));
    QVERIFY(client);
    const qint64 ann = server.database().number(QStringLiteral("SELECT id FROM users WHERE username = 'ann'"));
    const qint64 bob = server.database().addUser(QStringLiteral("bob"));
    server.features().notifications().notify(ann, wire::NOTIFICATION_INVITATION, bob, {}, 1);
    QVERIFY(client->take(receivedEvent));
    server.features().notifications().settle(ann, wire::NOTIFICATION_FRIEND_REQUEST, bob);  // there is none
    server.features().notifications().settle(ann, wire::NOTIFICATION_INVITATION, bob);
    const auto notice = client->take(seenEvent);
    QVERIFY(notice);
    QCOMPARE(notice->notifications_seen_notice().up_to_id(), 0);
    QCOMPARE(notice->notifications_seen_notice().unseen(), 0U);
}

void TestNotifications::pagesFollowEachOther() {
    TestServer server;
    const auto client = server.signUp(QStringLiteral("ann"));
    QVERIFY(client);
    server.database().execute(
        QStringLiteral("INSERT INTO notifications (user_id, kind, text, subject_id) "
                       "SELECT users.id, 'moderation', n::text, n FROM users, generate_series(1, 7) AS n"));
    std::vector<std::int64_t> subjects;
    std::int64_t before = 0;
    bool more = true;
    while (more) {
        const auto page = client->request(pageRequest(3, before));
        QVERIFY(page);
        QCOMPARE(page.reply->unseen(), 7U);
        for (const wire::Notification& one : page.reply->notifications())
            subjects.push_back(one.subject_id());
        before = page.reply->notifications(page.reply->notifications_size() - 1).id();
        more = page.reply->more();
    }
    QCOMPARE(subjects, (std::vector<std::int64_t>{7, 6, 5, 4, 3, 2, 1}));
}

void TestNotifications::onlyTheNewestAreKept() {
    TestServer server;
    const auto client = server.signUp(QStringLiteral("ann"));
    QVERIFY(client);
    const qint64 ann = server.database().number(QStringLiteral("SELECT id FROM users WHERE username = 'ann'"));
    server.database().execute(
        QStringLiteral("INSERT INTO notifications (user_id, kind, text, subject_id) "
                       "SELECT users.id, 'moderation', '', n FROM users, generate_series(1, 250) AS n"));
    server.features().notifications().notify(ann, wire::NOTIFICATION_MODERATION, 0, {}, 251);
    const auto event = client->take(receivedEvent);
    QVERIFY(event);
    QCOMPARE(event->notification_received().unseen(), 100U);  // counted no further
    QCOMPARE(server.database().number(QStringLiteral("SELECT count(*) FROM notifications")), 200);
    QCOMPARE(server.database().number(QStringLiteral("SELECT min(subject_id) FROM notifications")), 52);
}

void TestNotifications::longTextsAreCut() {
    TestServer server;
    const auto client = server.signUp(QStringLiteral("ann"));
    QVERIFY(client);
    const qint64 ann = server.database().number(QStringLiteral("SELECT id FROM users WHERE username = 'ann'"));
    server.features().notifications().notify(ann, wire::NOTIFICATION_MODERATION, 0, QString(5000, QLatin1Char('x')), 0);
    const auto event = client->take(receivedEvent);
    QVERIFY(event);
    QCOMPARE(event->notification_received().notification().text().size(), 500U);
}

void TestNotifications::impossibleRequestsAreRefused() {
    TestServer server;
    const auto client = server.signUp(QStringLiteral("ann"));
    const auto stranger = server.connect();
    QVERIFY(client && stranger);
    for (const wire::NotificationsRequest& request : {pageRequest(0), pageRequest(51), pageRequest(5, -1)})
        QCOMPARE(client->request(request).refusal.code(), wire::REFUSAL_MALFORMED);
    QCOMPARE(client->request(seenRequest(0)).refusal.code(), wire::REFUSAL_MALFORMED);
    QCOMPARE(stranger->request(pageRequest(5)).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(stranger->request(seenRequest(5)).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
}

void TestNotifications::oldOnesAreSwept() {
    OpenDatabase open;
    open.fresh.addUser(QStringLiteral("ann"));
    open.fresh.execute(QStringLiteral(
        "INSERT INTO notifications (user_id, kind, text, subject_id, created_at, seen_at) "
        "SELECT users.id, 'moderation', '', age, now() - age * interval '1 day', CASE WHEN seen THEN now() END "
        "FROM users, unnest(ARRAY[10, 40, 200]) AS age, unnest(ARRAY[true, false]) AS seen"));
    test::result(open.database.transaction(&server::notifications::sweep));
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM notifications")), 3);
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM notifications WHERE subject_id = 40 AND seen_at IS "
                                              "NULL")),
             1);
}

PONG_SERVER_TEST_MAIN(TestNotifications)

#include "test_notifications.moc"

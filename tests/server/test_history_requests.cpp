// History and figures as a client asks for them.

#include "server/history/server_statistics.h"
#include "tests/server/database_fixture.h"
#include "tests/server/net_server.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_server.h"

using test::NetServer;
using test::OpenDatabase;
using test::TestClient;
using test::TestServer;

namespace wire = pong::wire;

namespace {

wire::HistoryPageRequest pageRequest(std::uint32_t limit) {
    wire::HistoryPageRequest request;
    request.set_limit(limit);
    return request;
}

std::int64_t usersShownBy(TestClient& client) {
    const auto answer = client.request(wire::ServerStatisticsRequest());
    return answer ? answer.reply->users() : -1;
}

}  // namespace

class TestHistoryRequests : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void onlyTheSignedInHaveAHistory();
    void everyoneSeesHisOwn();
    void impossiblePagesAreRefused();
    void figuresAreKeptForAWhile();
    void figuresAreRenewed();
    void oldFiguresRatherThanNone();
};

void TestHistoryRequests::onlyTheSignedInHaveAHistory() {
    TestServer server;
    const std::unique_ptr<TestClient> client = server.connect();
    QVERIFY(client);
    const auto answer = client->request(pageRequest(10));
    QVERIFY(!answer);
    QCOMPARE(answer.refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
}

void TestHistoryRequests::everyoneSeesHisOwn() {
    TestServer server;
    const std::unique_ptr<TestClient> ann = server.signUp(QStringLiteral("ann"));
    const std::unique_ptr<TestClient> bob = server.signUp(QStringLiteral("bob"));
    QVERIFY(ann && bob);
    server.database().execute(QStringLiteral(
        "INSERT INTO game_sessions (game_id, player1_id, player2_id, score_player1, score_player2, winner_id, mode, "
        "rules, "
        "  seed, rated, status, started_at, ended_at, last_tick) "
        "SELECT games.id, ann.id, bob.id, 5, 3, ann.id, 'random', '{}', 1, false, 'played', now(), now(), 1200 "
        "FROM games, users ann, users bob WHERE ann.username = 'ann' AND bob.username = 'bob'"));
    server.database().execute(QStringLiteral(
        "INSERT INTO match_history (user_id, match_id, date, opponent_id, result, reason, my_score, opponent_score, "
        "  length_ms, mode) "
        "SELECT player1_id, id, ended_at, player2_id, 'won', 'played', 5, 3, 10000, 'random' FROM game_sessions"));
    const auto anns = ann->request(pageRequest(10));
    QVERIFY(anns);
    QCOMPARE(anns.reply->rows_size(), 1);
    QCOMPARE(anns.reply->rows(0).opponent().username(), std::string("bob"));
    const auto bobs = bob->request(pageRequest(10));
    QVERIFY(bobs);
    QCOMPARE(bobs.reply->rows_size(), 0);
}

void TestHistoryRequests::impossiblePagesAreRefused() {
    TestServer server;
    const std::unique_ptr<TestClient> client = server.signUp(QStringLiteral("ann"));
    QVERIFY(client);
    std::vector<wire::HistoryPageRequest> requests{pageRequest(0), pageRequest(51), pageRequest(10), pageRequest(10),
                                                   pageRequest(10)};
    requests[2].set_before_ms(-1);
    requests[3].set_before_ms(std::numeric_limits<std::int64_t>::max());
    requests[4].set_result(static_cast<wire::HistoryPageRequest::Result>(9));
    for (const wire::HistoryPageRequest& request : requests) {
        const auto answer = client->request(request);
        QVERIFY(!answer);
        QCOMPARE(answer.refusal.code(), wire::REFUSAL_MALFORMED);
    }
    QVERIFY(client->request(pageRequest(50)));
}

void TestHistoryRequests::figuresAreKeptForAWhile() {
    OpenDatabase open;
    NetServer net;
    server::ServerStatistics statistics(net.router(), open.database, std::chrono::hours(1));
    const std::unique_ptr<TestClient> client = net.connect();  // not signed in: the login page shows them
    QVERIFY(client);
    open.fresh.addUser(QStringLiteral("ann"));
    QCOMPARE(usersShownBy(*client), 1);
    open.fresh.addUser(QStringLiteral("bob"));
    QCOMPARE(usersShownBy(*client), 1);
}

void TestHistoryRequests::figuresAreRenewed() {
    OpenDatabase open;
    NetServer net;
    server::ServerStatistics statistics(net.router(), open.database, std::chrono::milliseconds(0));
    const std::unique_ptr<TestClient> client = net.connect();
    QVERIFY(client);
    open.fresh.addUser(QStringLiteral("ann"));
    QCOMPARE(usersShownBy(*client), 1);
    open.fresh.addUser(QStringLiteral("bob"));
    QCOMPARE(usersShownBy(*client), 2);
}

void TestHistoryRequests::oldFiguresRatherThanNone() {
    OpenDatabase open;
    NetServer net;
    server::ServerStatistics statistics(net.router(), open.database, std::chrono::milliseconds(0));
    const std::unique_ptr<TestClient> client = net.connect();
    QVERIFY(client);
    open.fresh.addUser(QStringLiteral("ann"));
    QCOMPARE(usersShownBy(*client), 1);
    open.database.close();
    QCOMPARE(usersShownBy(*client), 1);

    NetServer another;
    server::ServerStatistics none(another.router(), open.database, std::chrono::milliseconds(0));
    const std::unique_ptr<TestClient> asking = another.connect();
    QVERIFY(asking);
    const auto answer = asking->request(wire::ServerStatisticsRequest());
    QVERIFY(!answer);
    QCOMPARE(answer.refusal.code(), wire::REFUSAL_UNAVAILABLE);
}

PONG_SERVER_TEST_MAIN(TestHistoryRequests)

#include "test_history_requests.moc"

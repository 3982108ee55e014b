// Who may send what, and what becomes of the answer: over real sockets, with handlers that do as the test says.

#include "server/database/database_unavailable.h"
#include "server/net/session.h"
#include "shared/async/completion.h"
#include "tests/server/net_server.h"
#include "tests/support/server_test_main.h"

#include <QSignalSpy>

#include <deque>
#include <stdexcept>

namespace {

using test::TestClient;
namespace wire = pong::wire;

// Handlers whose answers the test releases one by one.
class Probe {
 public:
    explicit Probe(server::Router& router, server::Sessions& sessions) : m_sessions(sessions) {
        router.handle<&Probe::page>(server::Access::Anyone, this);
        router.handle<&Probe::logIn>(server::Access::SignedOut, this, server::Order::OneAtATime);
        router.handle<&Probe::quickMatch>(server::Access::SignedIn, this);
        router.handle<&Probe::leave>(server::Access::SignedIn, this);
        router.handle<&Probe::statistics>(server::Access::Anyone, this);
    }

    QCoro::Task<wire::HistoryPageReply> page(server::SessionId, wire::HistoryPageRequest request) {
        pong::Completion<bool> gate;
        gates.push_back(gate);
        co_await gate;
        wire::HistoryPageReply reply;
        reply.set_matches(request.limit());
        ++pagesAnswered;
        co_return reply;
    }
    QCoro::Task<wire::LogInReply> logIn(server::SessionId session, wire::LogInRequest request) {
        started.push_back(QString::fromStdString(request.username()));
        pong::Completion<bool> gate;
        gates.push_back(gate);
        const bool isRight = co_await gate;
        if (!isRight)
            throw server::Refusal(wire::REFUSAL_WRONG_CREDENTIALS, QStringLiteral("No."), QStringLiteral("password"));
        m_sessions.signIn(session, 7, 1);
        co_return wire::LogInReply();
    }
    wire::QuickMatchReply quickMatch(server::Session&, const wire::QuickMatchRequest&) { return {}; }
    void leave(server::Session&, const wire::MatchLeave&) {
        ++leaves;
        throw server::Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("Over."));
    }
    QCoro::Task<wire::ServerStatisticsReply> statistics(server::SessionId, wire::ServerStatisticsRequest) {
        if (failure)
            failure();
        co_return wire::ServerStatisticsReply();
    }

    // Lets the request that waits longest go on.
    void release(bool value = true) { releaseAt(0, value); }
    void releaseAt(std::size_t position, bool value = true) {
        pong::Completion<bool> gate = gates[position];
        gates.erase(gates.begin() + static_cast<std::ptrdiff_t>(position));
        gate.complete(value);
    }

    std::deque<pong::Completion<bool>> gates;
    QStringList started;
    std::function<void()> failure;
    int pagesAnswered = 0;
    int leaves = 0;

 private:
    server::Sessions& m_sessions;
};

wire::HistoryPageRequest pageOf(std::uint32_t limit) {
    wire::HistoryPageRequest request;
    request.set_limit(limit);
    return request;
}

wire::LogInRequest logInOf(const std::string& name) {
    wire::LogInRequest request;
    request.set_username(name);
    return request;
}

}  // namespace

class TestRouter : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init() {
        m_server = std::make_unique<test::NetServer>();
        m_probe = std::make_unique<Probe>(m_server->router(), m_server->sessions());
        m_client = m_server->connect();
        QVERIFY(m_client);
    }
    void cleanup() {
        while (m_probe && !m_probe->gates.empty())
            m_probe->release();
        m_client.reset();
        m_server.reset();
        m_probe.reset();
    }

    void helloComesFirst() {
        TestClient client(m_server->url());
        QVERIFY(client.waitUntilOpen());
        const auto early = client.request(wire::ClockEchoRequest());
        QCOMPARE(early.refusal.code(), wire::REFUSAL_MALFORMED);
        QVERIFY(client.greet());
        QVERIFY(client.request(wire::ClockEchoRequest()));
    }

    void helloOfAnotherVersionIsRefused() {
        for (const std::uint32_t version : {pong::protocolVersion - 1, pong::protocolVersion + 1}) {
            TestClient client(m_server->url());
            QVERIFY(client.waitUntilOpen());
            wire::Hello hello;
            hello.set_protocol(version);
            const auto answer = client.request(hello);
            QCOMPARE(answer.refusal.code(), wire::REFUSAL_VERSION);
            QVERIFY(!answer.refusal.text().empty());
            QCOMPARE(client.request(wire::ClockEchoRequest()).refusal.code(), wire::REFUSAL_MALFORMED);
        }
    }

    void secondHelloIsRefused() {
        wire::Hello hello;
        hello.set_protocol(pong::protocolVersion);
        QCOMPARE(m_client->request(hello).refusal.code(), wire::REFUSAL_CONFLICT);
    }

    void echoAnswersWithTheServersClock() {
        wire::ClockEchoRequest request;
        request.set_client_us(-42);
        const auto first = m_client->request(request);
        const auto second = m_client->request(request);
        QVERIFY(first && second);
        QCOMPARE(first.reply->client_us(), -42);
        QVERIFY(second.reply->server_us() > first.reply->server_us());
    }

    void signedInHandlersRefuseStrangers() {
        QCOMPARE(m_client->request(wire::QuickMatchRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
        signIn();
        QVERIFY(m_client->request(wire::QuickMatchRequest()));
    }

    void signedOutHandlersRefuseWhoIsSignedIn() {
        signIn();
        QCOMPARE(m_client->request(logInOf("again")).refusal.code(), wire::REFUSAL_CONFLICT);
        QCOMPARE(m_probe->started, QStringList{QStringLiteral("first")});
    }

    void messageWithoutHandlerIsRefused() {
        QCOMPARE(m_client->request(wire::MatchJoinRequest()).refusal.code(), wire::REFUSAL_MALFORMED);
        const auto missing = m_server->router().missing();
        QVERIFY(std::find(missing.begin(), missing.end(), "MatchJoinRequest") != missing.end());
        QVERIFY(std::find(missing.begin(), missing.end(), "Hello") == missing.end());
    }

    void handlersAreNamedInTheTable() {
        for (const server::RouteInfo& route : m_server->router().routes()) {
            if (route.message == "LogInRequest") {
                QCOMPARE(route.handler, "Probe::logIn");
                QCOMPARE(route.access, "signed out");
                QCOMPARE(route.page, "login");
                return;
            }
        }
        QFAIL("the table lacks a message");
    }

    void refusalArrivesWhole() {
        m_probe->failure = [] {
            throw server::Refusal(wire::REFUSAL_TOO_MANY, QStringLiteral("Später."), QStringLiteral("name"), 1234);
        };
        const auto answer = m_client->request(wire::ServerStatisticsRequest());
        QCOMPARE(answer.refusal.code(), wire::REFUSAL_TOO_MANY);
        QCOMPARE(QString::fromStdString(answer.refusal.text()), QStringLiteral("Später."));
        QCOMPARE(answer.refusal.field(), "name");
        QCOMPARE(answer.refusal.retry_after_ms(), 1234U);
    }

    void failuresBecomeRefusals() {
        m_probe->failure = [] { throw server::DatabaseUnavailable("away"); };
        QCOMPARE(m_client->request(wire::ServerStatisticsRequest()).refusal.code(), wire::REFUSAL_UNAVAILABLE);
        m_probe->failure = [] { throw std::runtime_error("a defect"); };
        QTest::ignoreMessage(QtCriticalMsg, "request failed kind=ServerStatisticsRequest error=\"a defect\"");
        const auto answer = m_client->request(wire::ServerStatisticsRequest());
        QCOMPARE(answer.refusal.code(), wire::REFUSAL_INTERNAL);
        QVERIFY(answer.refusal.text().find("defect") == std::string::npos);
        m_probe->failure = nullptr;
        QVERIFY(m_client->request(wire::ServerStatisticsRequest()));
    }

    void commandsAreAnsweredOnlyWhenRefusedAndAsked() {
        signIn();
        m_client->command(wire::MatchLeave());
        const std::uint32_t asked = m_client->start(wire::MatchLeave());
        const auto reply = m_client->takeReply(asked);
        QVERIFY(reply);
        QCOMPARE(reply->refusal().code(), wire::REFUSAL_CONFLICT);
        QCOMPARE(m_probe->leaves, 2);
        QCOMPARE(m_client->count(pong::ServerBody::kRefusal), 0U);
    }

    void repliesMayOvertake() {
        const std::uint32_t first = m_client->start(pageOf(1));
        const std::uint32_t second = m_client->start(pageOf(2));
        QTRY_COMPARE(m_probe->gates.size(), 2U);
        m_probe->releaseAt(1);
        QCOMPARE(m_client->answer<wire::HistoryPageRequest>(second).reply->matches(), 2);
        m_probe->release();
        QCOMPARE(m_client->answer<wire::HistoryPageRequest>(first).reply->matches(), 1);
    }

    void logInsOfOneSessionWaitForEachOther() {
        const std::uint32_t first = m_client->start(logInOf("first"));
        const std::uint32_t second = m_client->start(logInOf("second"));
        const std::uint32_t third = m_client->start(logInOf("third"));
        QVERIFY(m_client->request(wire::ClockEchoRequest()));  // by then all three have arrived
        QCOMPARE(m_probe->started, QStringList{QStringLiteral("first")});
        m_probe->release(false);
        QCOMPARE(m_client->answer<wire::LogInRequest>(first).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
        QCOMPARE(m_probe->started.size(), 2);
        m_probe->release(true);
        QVERIFY(m_client->answer<wire::LogInRequest>(second));
        // Access is checked when the turn has come: signed in by now.
        QCOMPARE(m_client->answer<wire::LogInRequest>(third).refusal.code(), wire::REFUSAL_CONFLICT);
        QCOMPARE(m_probe->started.size(), 2);
    }

    void signedInIsToldAfterTheReply() {
        connect(&m_server->sessions(), &server::Sessions::signedIn, this,
                [this](server::SessionId id, server::UserId user) {
                    wire::ServerMessage event;
                    event.mutable_match_found()->set_match_id(user);
                    m_server->sessions().sendToSession(id, event);
                });
        const std::uint32_t request = m_client->start(logInOf("first"));
        QTRY_COMPARE(m_probe->gates.size(), 1U);
        m_probe->release();
        QTRY_COMPARE(m_client->received().size(), 2U);
        QCOMPARE(m_client->received()[0].reply_to(), request);
        QVERIFY(m_client->received()[1].has_match_found());
    }

    void requestOutlivesItsSession() {
        m_client->start(pageOf(1));
        m_client->start(logInOf("first"));
        m_client->start(logInOf("second"));
        QTRY_COMPARE(m_probe->gates.size(), 2U);
        QSignalSpy gone(&m_server->sessions(), &server::Sessions::disconnected);
        m_client.reset();
        QTRY_COMPARE(gone.size(), 1);
        m_probe->release();
        m_probe->release();
        QCOMPARE(m_probe->pagesAnswered, 1);
        QCOMPARE(m_server->router().tasks().running(), 0);
        QCOMPARE(m_probe->started.size(), 1);  // the one that waited has nobody left
        QVERIFY(!m_server->sessions().isOnline(7));
    }

    void requestsOfOneSessionAreBounded() {
        std::vector<std::uint32_t> ids;
        for (std::uint32_t number = 0; number < 40; ++number)
            ids.push_back(m_client->start(pageOf(number)));
        const auto last = m_client->answer<wire::HistoryPageRequest>(ids.back());
        QCOMPARE(last.refusal.code(), wire::REFUSAL_BUSY);
        QVERIFY(m_probe->gates.size() < 40);
        while (!m_probe->gates.empty())
            m_probe->release();
        QVERIFY(m_client->answer<wire::HistoryPageRequest>(ids.front()));
    }

    void stoppedRouterRefuses() {
        m_server->router().stop();
        QCOMPARE(m_client->request(wire::ClockEchoRequest()).refusal.code(), wire::REFUSAL_SHUTTING_DOWN);
    }

 private:
    void signIn() {
        const std::uint32_t request = m_client->start(logInOf("first"));
        QTRY_COMPARE(m_probe->gates.size(), 1U);
        m_probe->release();
        QVERIFY(m_client->answer<wire::LogInRequest>(request));
    }

    std::unique_ptr<test::NetServer> m_server;
    std::unique_ptr<Probe> m_probe;
    std::unique_ptr<TestClient> m_client;
};

PONG_SERVER_TEST_MAIN(TestRouter)
#include "test_router.moc"

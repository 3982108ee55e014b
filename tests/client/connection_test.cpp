// Connection against a server that the test plays, in this process, over real sockets.

#include "client/net/connection.h"

#include "client/fake_server.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace client;
using namespace client::test;
using namespace std::chrono_literals;
using State = ConnectionState;
using pong::wire::ClientMessage;
using pong::wire::ServerMessage;

namespace {

constexpr ConnectionTimes quick{
    .request = 300ms, .attempt = 500ms, .pingEvery = 50ms, .pingLost = 200ms, .firstRetry = 20ms, .longestRetry = 80ms};

// Field 2047 of the envelope, which this program does not know.
const QByteArray bodyOfANewerServer = QByteArray::fromHex("fa7f020801");

pong::wire::LogInRequest logIn() {
    pong::wire::LogInRequest body;
    body.set_username("mara");
    body.set_password("correct horse");
    return body;
}

// What became of a request, for a test that looks on.
struct Outcome {
    bool done = false;
    std::optional<Reply<pong::wire::LogInReply>> reply;
};

QCoro::Task<void> logInInto(Connection* connection, std::shared_ptr<Outcome> outcome) {
    auto body = logIn();
    auto reply = co_await connection->request(body);
    outcome->reply.emplace(std::move(reply));
    outcome->done = true;
}

QCoro::Task<void> waitReady(Connection* connection, std::shared_ptr<std::optional<bool>> up) {
    const bool isUp = co_await connection->ready();
    *up = isUp;
}

}  // namespace

class ConnectionTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Trust> m_trust;
    std::unique_ptr<Connection> m_connection;

    ServerAddress address() const { return *ServerAddress::parse(m_server->address()); }
    std::shared_ptr<Outcome> startLogIn() {
        auto outcome = std::make_shared<Outcome>();
        logInInto(m_connection.get(), outcome);
        return outcome;
    }
    bool sentNothingBut(const char* token) const {
        return std::none_of(m_server->received.begin(), m_server->received.end(),
                            [token](const ClientMessage& message) {
                                return message.has_resume() && message.resume().token() != token;
                            });
    }

 private Q_SLOTS:
    void init() {
        m_server = std::make_unique<FakeServer>();
        QVERIFY(m_server->listen());
        m_trust = std::make_unique<Trust>(m_folder.filePath(QStringLiteral("pins")));
        m_connection = std::make_unique<Connection>(*m_trust, QStringLiteral("test"), quick);
    }
    void cleanup() {
        m_connection.reset();
        m_server.reset();
    }

    void greetsAndConnects() {
        QSignalSpy states(m_connection.get(), &Connection::stateChanged);
        m_connection->open(address());
        QCOMPARE(m_connection->state(), State::Connecting);
        QTRY_COMPARE(m_connection->state(), State::Connected);
        QCOMPARE(states.count(), 2);
        QVERIFY(m_server->received.front().has_hello());
        QCOMPARE(m_server->received.front().hello().protocol(), pong::protocolVersion);
        QCOMPARE(m_connection->welcome().server_name(), std::string("Office LAN"));
        QTRY_VERIFY(m_connection->pingMs() >= 0);
    }

    void aRequestGetsItsTypedReply() {
        m_server->answer = [](const ClientMessage& message) {
            return message.has_log_in() ? FakeServer::loggedIn("token") : FakeServer::usual(message);
        };
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        const auto outcome = startLogIn();
        QTRY_VERIFY(outcome->done);
        QVERIFY(outcome->reply->ok());
        QCOMPARE(outcome->reply->value().signed_in().me().username(), std::string("mara"));
        QCOMPARE(m_connection->state(), State::SignedIn);
        QCOMPARE(m_connection->token(), QStringLiteral("token"));
        QCOMPARE(m_connection->me()->user_id(), 1);
    }

    void aRefusalNamesItsField() {
        m_server->answer = [](const ClientMessage& message) {
            return message.has_log_in()
                       ? FakeServer::refusal(pong::wire::REFUSAL_WRONG_CREDENTIALS, "Not that password.", "password")
                       : FakeServer::usual(message);
        };
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        const auto outcome = startLogIn();
        QTRY_VERIFY(outcome->done);
        QVERIFY(!outcome->reply->ok());
        const Failure& failure = outcome->reply->failure();
        QCOMPARE(failure.kind(), Failure::Kind::Refused);
        QCOMPARE(failure.code(), pong::wire::REFUSAL_WRONG_CREDENTIALS);
        QCOMPARE(failure.field(), QStringLiteral("password"));
        QCOMPARE(failure.text(), QStringLiteral("Not that password."));
        QCOMPARE(m_connection->state(), State::Connected);
    }

    void repliesMayOvertakeEachOther() {
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        const auto first = startLogIn();
        const auto second = startLogIn();
        const auto logIns = [this] {
            std::vector<std::uint32_t> ids;
            for (const ClientMessage& message : m_server->received)
                if (message.has_log_in())
                    ids.push_back(message.request_id());
            return ids;
        };
        QTRY_COMPARE(logIns().size(), 2u);
        ServerMessage late = FakeServer::loggedIn("second");
        late.set_reply_to(logIns()[1]);
        m_server->send(late);
        QTRY_VERIFY(second->done);
        QVERIFY(!first->done);
        QCOMPARE(second->reply->value().signed_in().token(), std::string("second"));
        ServerMessage refused = FakeServer::refusal(pong::wire::REFUSAL_BUSY, "Busy.");
        refused.set_reply_to(logIns()[0]);
        m_server->send(refused);
        QTRY_VERIFY(first->done);
        QCOMPARE(first->reply->failure().code(), pong::wire::REFUSAL_BUSY);
    }

    void silenceTimesOut() {
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        const auto outcome = startLogIn();
        QTRY_VERIFY(outcome->done);
        QCOMPARE(outcome->reply->failure().kind(), Failure::Kind::TimedOut);
        QCOMPARE(m_connection->state(), State::Connected);
    }

    void anotherReplyThanAskedForIsToldSo() {
        m_server->answer = [](const ClientMessage& message) {
            ServerMessage reply;
            reply.mutable_quick_match();
            return message.has_log_in() ? reply : FakeServer::usual(message);
        };
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        const auto outcome = startLogIn();
        QTRY_VERIFY(outcome->done);
        QCOMPARE(outcome->reply->failure().kind(), Failure::Kind::BadReply);
    }

    void aRequestWithoutAConnectionFailsAtOnce() {
        const auto outcome = startLogIn();
        QVERIFY(outcome->done);
        QCOMPARE(outcome->reply->failure().kind(), Failure::Kind::NotConnected);
    }

    void aPeerThatClosesFailsWhatWaits() {
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        const auto outcome = startLogIn();
        m_server->stop();
        QTRY_VERIFY(outcome->done);
        QCOMPARE(outcome->reply->failure().kind(), Failure::Kind::ConnectionLost);
        QCOMPARE(m_connection->state(), State::Reconnecting);
    }

    void closingFailsWhatWaits() {
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        const auto outcome = startLogIn();
        m_connection->close();
        QVERIFY(outcome->done);
        QCOMPARE(m_connection->state(), State::Offline);
    }

    void destroyingFailsWhatWaits() {
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        const auto outcome = startLogIn();
        m_connection.reset();
        QVERIFY(outcome->done);
        QCOMPARE(outcome->reply->failure().kind(), Failure::Kind::ConnectionLost);
    }

    void comesBackAndSignsInAgain() {
        m_server->answer = [](const ClientMessage& message) {
            return message.has_log_in() ? FakeServer::loggedIn("good") : FakeServer::usual(message);
        };
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        startLogIn();
        QTRY_COMPARE(m_connection->state(), State::SignedIn);
        QSignalSpy troubled(m_connection.get(), &Connection::troubled);
        m_server->stop();
        QTRY_COMPARE(m_connection->state(), State::Reconnecting);
        QVERIFY(m_connection->me());  // still known who comes back
        QTRY_VERIFY(troubled.count() >= 3);
        QVERIFY(m_server->listen());
        QTRY_COMPARE(m_connection->state(), State::SignedIn);
        QVERIFY(sentNothingBut("good"));
        QCOMPARE(m_connection->token(), QStringLiteral("good"));
    }

    void startsSignedInWithAKeptToken() {
        QSignalSpy states(m_connection.get(), &Connection::stateChanged);
        m_connection->open(address(), QStringLiteral("good"));
        QTRY_COMPARE(m_connection->state(), State::SignedIn);
        QCOMPARE(states.count(), 2);  // never shown as connected and signed out in between
    }

    void aMatchMovesTheOwnRating() {
        m_connection->noteRating(1500);  // nobody is signed in
        QSignalSpy changed(m_connection.get(), &Connection::meChanged);
        m_connection->open(address(), QStringLiteral("good"));
        QTRY_COMPARE(m_connection->state(), State::SignedIn);
        m_connection->noteRating(1512);
        m_connection->noteRating(1512);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_connection->me()->rating(), 1512);
    }

    void aTokenThatExpiredIsToldAndForgotten() {
        QSignalSpy lost(m_connection.get(), &Connection::signInLost);
        m_connection->open(address(), QStringLiteral("old"));
        QTRY_COMPARE(m_connection->state(), State::Connected);
        QCOMPARE(lost.count(), 1);
        QVERIFY(m_connection->token().isEmpty());
    }

    void aServerWhoseDatabaseIsAwayDoesNotCostTheToken() {
        bool away = true;
        m_server->answer = [&away](const ClientMessage& message) {
            return message.has_resume() && away ? FakeServer::refusal(pong::wire::REFUSAL_UNAVAILABLE, "In a moment.")
                                                : FakeServer::usual(message);
        };
        QSignalSpy lost(m_connection.get(), &Connection::signInLost);
        m_connection->open(address(), QStringLiteral("good"));
        QTRY_VERIFY(m_server->connections >= 2);
        away = false;
        QTRY_COMPARE(m_connection->state(), State::SignedIn);
        QCOMPARE(lost.count(), 0);
    }

    void beingSignedOutElsewhereIsTold() {
        m_connection->open(address(), QStringLiteral("good"));
        QTRY_COMPARE(m_connection->state(), State::SignedIn);
        QSignalSpy lost(m_connection.get(), &Connection::signInLost);
        ServerMessage event;
        event.mutable_signed_out()->mutable_reason()->set_text("Signed in elsewhere.");
        m_server->send(event);
        QTRY_COMPARE(m_connection->state(), State::Connected);
        QCOMPARE(lost.count(), 1);
        QCOMPARE(lost[0][0].toString(), QStringLiteral("Signed in elsewhere."));
        QVERIFY(!m_connection->me());
    }

    void eventsAreTold() {
        m_connection->open(address(), QStringLiteral("good"));
        QTRY_COMPARE(m_connection->state(), State::SignedIn);
        std::vector<ServerMessage> events;
        connect(m_connection.get(), &Connection::event, this,
                [&](const ServerMessage& event) { events.push_back(event); });
        ServerMessage event;
        event.mutable_match_found()->set_match_id(77);
        m_server->send(event);
        QTRY_COMPARE(events.size(), 1u);
        QCOMPARE(events[0].match_found().match_id(), 77);
        disconnect(m_connection.get(), &Connection::event, this, nullptr);
    }

    void anEventOfANewerServerIsPassedOver() {
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        std::vector<ServerMessage> events;
        connect(m_connection.get(), &Connection::event, m_connection.get(),
                [&](const ServerMessage& event) { events.push_back(event); });
        m_server->sendBytes(bodyOfANewerServer);
        ServerMessage known;
        known.mutable_match_found()->set_match_id(77);
        m_server->send(known);
        QTRY_COMPARE(events.size(), 1u);
        QVERIFY(events[0].has_match_found());
        QCOMPARE(m_server->connections, 1);
    }

    void aReplyOfANewerServerIsToldAsBad() {
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        const auto outcome = startLogIn();
        QTRY_VERIFY(m_server->received.back().has_log_in());
        const auto number = static_cast<char>(m_server->received.back().request_id());
        m_server->sendBytes(QByteArray("\x08") + number + bodyOfANewerServer);
        QTRY_VERIFY(outcome->done);
        QCOMPARE(outcome->reply->failure().kind(), Failure::Kind::BadReply);
        QCOMPARE(m_connection->state(), State::Connected);
        QCOMPARE(m_server->connections, 1);
    }

    void garbageEndsTheConnection_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("random") << QByteArray::fromHex("fffefdfc0102");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no body") << QByteArray::fromHex("0801");
        QTest::newRow("cut body") << bodyOfANewerServer.chopped(1);
        QTest::newRow("oversize") << QByteArray(pong::maxMessageBytes + 1, '\0');
    }
    void garbageEndsTheConnection() {
        QFETCH(QByteArray, bytes);
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        QSignalSpy states(m_connection.get(), &Connection::stateChanged);
        m_server->sendBytes(bytes);
        QTRY_VERIFY(states.count() >= 1);
        QCOMPARE(states[0][0].value<State>(), State::Reconnecting);
        QTRY_COMPARE(m_connection->state(), State::Connected);  // and comes back
        QCOMPARE(m_server->connections, 2);
    }

    void textEndsTheConnection() {
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Connected);
        m_server->sendText(QStringLiteral("hello"));
        QTRY_COMPARE(m_server->connections, 2);
    }

    void aServerThatStopsAnsweringIsLost() {
        bool silent = false;
        m_server->answer = [&silent](const ClientMessage& message) {
            return silent ? std::nullopt : FakeServer::usual(message);
        };
        m_connection->open(address());
        QTRY_VERIFY(m_connection->pingMs() >= 0);
        silent = true;
        QTRY_COMPARE(m_connection->state(), State::Reconnecting);
        silent = false;
        QTRY_COMPARE(m_connection->state(), State::Connected);
    }

    void aServerThatNeverWelcomesIsGivenUpAndTriedAgain() {
        m_server->answer = [](const ClientMessage&) { return std::nullopt; };
        QSignalSpy troubled(m_connection.get(), &Connection::troubled);
        m_connection->open(address());
        QTRY_COMPARE(m_connection->state(), State::Reconnecting);
        QVERIFY(troubled.count() >= 1);
        m_server->answer = nullptr;
        QTRY_COMPARE(m_connection->state(), State::Connected);
    }

    void anotherProtocolStops() {
        m_server->answer = [](const ClientMessage&) {
            return FakeServer::refusal(pong::wire::REFUSAL_VERSION, "Your Pong is too old for this server.");
        };
        QStringList refused;
        connect(m_connection.get(), &Connection::refused, m_connection.get(),
                [&refused](const Failure& failure) { refused.append(failure.text()); });
        m_connection->open(address());
        QTRY_COMPARE(refused, QStringList{QStringLiteral("Your Pong is too old for this server.")});
        QCOMPARE(m_connection->state(), State::Offline);
        QCOMPARE(m_server->connections, 1);
    }

    void readyWaitsForTheTryUnderWay() {
        const auto up = std::make_shared<std::optional<bool>>();
        m_connection->open(address());
        waitReady(m_connection.get(), up);
        QVERIFY(!up->has_value());
        QTRY_VERIFY(up->has_value());
        QVERIFY(**up);

        const auto still = std::make_shared<std::optional<bool>>();
        waitReady(m_connection.get(), still);
        QCOMPARE(*still, std::optional(true));

        m_server->stop();
        QTRY_COMPARE(m_connection->state(), State::Reconnecting);
        const auto failed = std::make_shared<std::optional<bool>>();
        waitReady(m_connection.get(), failed);
        QTRY_COMPARE(*failed, std::optional(false));
    }

    void pausesGrowAndAreNotTheSameForAll() {
        Backoff one(100ms, 1000ms, QRandomGenerator(1));
        Backoff other(100ms, 1000ms, QRandomGenerator(2));
        bool differ = false;
        for (const auto whole : {100ms, 200ms, 400ms, 800ms, 1000ms, 1000ms}) {
            const auto pause = one.next();
            QVERIFY(pause >= whole / 2 && pause <= whole);
            differ |= pause != other.next();
        }
        QVERIFY(differ);
        one.reset();
        QVERIFY(one.next() <= 100ms);
    }
};

QTEST_GUILESS_MAIN(ConnectionTest)
#include "connection_test.moc"

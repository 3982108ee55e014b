// pong-load's own WebSocket client against Qt's server, which stands for every other implementation. Both run on this
// thread in turns.

#include "tests/load/ws_connection.h"

#include "tests/support/waiting.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>
#include <QtTest>

#include <csignal>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace {

struct Recorder : load::WsConnection::Listener {
    void opened() override { ++opens; }
    void received(std::string_view message, load::Micros) override { messages.emplace_back(message); }
    void closed(const char* why) override { ends.emplace_back(why); }

    int opens = 0;
    std::vector<std::string> messages;
    std::vector<std::string> ends;
};

// A server that sends back what it gets.
class EchoServer {
 public:
    EchoServer() : m_server(QStringLiteral("echo"), QWebSocketServer::NonSecureMode) {
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            socket.reset(m_server.nextPendingConnection());
            QObject::connect(socket.get(), &QWebSocket::binaryMessageReceived, socket.get(),
                             [this](const QByteArray& message) { socket->sendBinaryMessage(message); });
        });
    }
    bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    load::Endpoint endpoint() const {
        return load::parseEndpoint(QStringLiteral("ws://127.0.0.1:%1").arg(m_server.serverPort()));
    }

    std::unique_ptr<QWebSocket> socket;

 private:
    QWebSocketServer m_server;
};

}  // namespace

class WsConnectionTest : public QObject {
    Q_OBJECT

 private:
    // Turns of both loops until it is so, or ten seconds have passed.
    bool eventually(load::EventLoop& loop, const std::function<bool()>& condition) {
        return test::waitFor(
            [&] {
                loop.runUntil(load::monotonicNow() + 1000);
                return condition();
            },
            10'000);
    }

 private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void echoesOfEverySize();
    void manyMessagesAtOnce();
    void answersPings();
    void hearsGoodbye();
    void opensAgain();
    void isToldWhenNobodyListens();
    void refusesAnAnswerThatIsNoWebSocket();
    void comesFromManyAddresses();
};

void WsConnectionTest::echoesOfEverySize() {
    EchoServer server;
    QVERIFY(server.listen());
    load::EventLoop loop;
    load::ConnectionContext context(loop, server.endpoint(), nullptr);
    Recorder recorder;
    load::WsConnection connection(context, recorder, 0);
    QVERIFY(connection.open());
    QVERIFY(eventually(loop, [&] { return recorder.opens == 1; }));

    const std::vector<std::size_t> sizes{0, 1, 125, 126, 127, 65'535, 65'536, 400'000};
    for (const std::size_t size : sizes)
        connection.send(std::string(size, static_cast<char>('a' + size % 26)));
    QVERIFY(eventually(loop, [&] { return recorder.messages.size() == sizes.size(); }));
    for (std::size_t at = 0; at < sizes.size(); ++at)
        QVERIFY(recorder.messages[at] == std::string(sizes[at], static_cast<char>('a' + sizes[at] % 26)));
    QVERIFY(recorder.ends.empty());
    QVERIFY(connection.bytesOut() > 500'000);
    QVERIFY(connection.bytesIn() > 500'000);
}

void WsConnectionTest::manyMessagesAtOnce() {
    EchoServer server;
    QVERIFY(server.listen());
    load::EventLoop loop;
    load::ConnectionContext context(loop, server.endpoint(), nullptr);
    Recorder recorder;
    load::WsConnection connection(context, recorder, 0);
    QVERIFY(connection.open());
    QVERIFY(eventually(loop, [&] { return recorder.opens == 1; }));
    constexpr std::size_t count = 5000;
    for (std::size_t number = 0; number < count; ++number)
        connection.send(std::to_string(number));
    QVERIFY(eventually(loop, [&] { return recorder.messages.size() == count; }));
    for (std::size_t number = 0; number < count; ++number)
        QCOMPARE(recorder.messages[number], std::to_string(number));
}

void WsConnectionTest::answersPings() {
    EchoServer server;
    QVERIFY(server.listen());
    load::EventLoop loop;
    load::ConnectionContext context(loop, server.endpoint(), nullptr);
    Recorder recorder;
    load::WsConnection connection(context, recorder, 0);
    QVERIFY(connection.open());
    QVERIFY(eventually(loop, [&] { return recorder.opens == 1 && server.socket; }));
    QSignalSpy pongs(server.socket.get(), &QWebSocket::pong);
    server.socket->ping(QByteArrayLiteral("still there?"));
    QVERIFY(eventually(loop, [&] { return pongs.size() == 1; }));
    QCOMPARE(pongs.first().at(1).toByteArray(), QByteArrayLiteral("still there?"));
}

void WsConnectionTest::hearsGoodbye() {
    EchoServer server;
    QVERIFY(server.listen());
    load::EventLoop loop;
    load::ConnectionContext context(loop, server.endpoint(), nullptr);
    Recorder recorder;
    load::WsConnection connection(context, recorder, 0);
    QVERIFY(connection.open());
    QVERIFY(eventually(loop, [&] { return recorder.opens == 1 && server.socket; }));
    server.socket->close();
    QVERIFY(eventually(loop, [&] { return !recorder.ends.empty(); }));
    QCOMPARE(recorder.ends.front(), std::string("the server said goodbye"));
    QVERIFY(!connection.isOpen());
    connection.send("into the void");
}

void WsConnectionTest::opensAgain() {
    EchoServer server;
    QVERIFY(server.listen());
    load::EventLoop loop;
    load::ConnectionContext context(loop, server.endpoint(), nullptr);
    Recorder recorder;
    load::WsConnection connection(context, recorder, 0);
    QVERIFY(connection.open());
    QVERIFY(eventually(loop, [&] { return recorder.opens == 1 && server.socket; }));
    connection.close();
    QVERIFY(eventually(loop, [&] { return server.socket->state() == QAbstractSocket::UnconnectedState; }));
    QCOMPARE(server.socket->closeCode(), QWebSocketProtocol::CloseCodeNormal);
    QVERIFY(connection.open());
    QVERIFY(eventually(loop, [&] { return recorder.opens == 2; }));
    connection.send("here again");
    QVERIFY(eventually(loop, [&] { return recorder.messages.size() == 1; }));
    QVERIFY(recorder.ends.empty());
    QVERIFY(context.bytesIn > 0);  // of the first time
}

void WsConnectionTest::isToldWhenNobodyListens() {
    load::Endpoint nowhere;
    {
        EchoServer server;
        QVERIFY(server.listen());
        nowhere = server.endpoint();
    }
    load::EventLoop loop;
    load::ConnectionContext context(loop, nowhere, nullptr);
    Recorder recorder;
    load::WsConnection connection(context, recorder, 0);
    QVERIFY(connection.open());
    QVERIFY(eventually(loop, [&] { return !recorder.ends.empty(); }));
    QCOMPARE(recorder.opens, 0);
}

void WsConnectionTest::refusesAnAnswerThatIsNoWebSocket() {
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray answer = QByteArrayLiteral("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: nonsense\r\n\r\n");
    connect(&server, &QTcpServer::newConnection, &server, [&] { server.nextPendingConnection()->write(answer); });
    load::EventLoop loop;
    const QString url = QStringLiteral("ws://127.0.0.1:%1").arg(server.serverPort());
    load::ConnectionContext context(loop, load::parseEndpoint(url), nullptr);
    Recorder recorder;
    load::WsConnection connection(context, recorder, 0);
    QVERIFY(connection.open());
    QVERIFY(eventually(loop, [&] { return recorder.ends.size() == 1; }));
    answer = QByteArrayLiteral("HTTP/1.1 503 Busy\r\n\r\n");
    QVERIFY(connection.open());
    QVERIFY(eventually(loop, [&] { return recorder.ends.size() == 2; }));
    QCOMPARE(recorder.opens, 0);
}

void WsConnectionTest::comesFromManyAddresses() {
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    load::EventLoop loop;
    const QString url = QStringLiteral("ws://127.0.0.1:%1").arg(server.serverPort());
    load::ConnectionContext context(loop, load::parseEndpoint(url), nullptr);
    Recorder recorder;
    std::vector<std::unique_ptr<load::WsConnection>> connections;
    for (std::uint32_t source = 0; source < 40; ++source) {
        connections.push_back(std::make_unique<load::WsConnection>(context, recorder, source));
        QVERIFY(connections.back()->open());
    }
    QSet<QHostAddress> addresses;
    int accepted = 0;
    QVERIFY(eventually(loop, [&] {
        while (const QTcpSocket* socket = server.nextPendingConnection()) {
            addresses.insert(socket->peerAddress());
            ++accepted;
        }
        return accepted == 40;
    }));
    QCOMPARE(addresses.size(), 10);
}

QTEST_GUILESS_MAIN(WsConnectionTest)
#include "ws_connection_test.moc"

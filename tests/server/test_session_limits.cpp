// What one connection may ask of the server: rates, sizes, the outbox, time-outs, and how many connections there may
// be.

#include "server/net/frame.h"
#include "server/net/session.h"
#include "server/net/token_bucket.h"
#include "tests/server/net_server.h"
#include "tests/support/server_test_main.h"
#include "tests/support/waiting.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <sys/socket.h>

namespace {

using test::NetServer;
using test::TestClient;
namespace wire = pong::wire;

constexpr std::int64_t second = 1'000'000;

server::ListenerOptions listenerWith(int maxConnections, int maxPerAddress, int maxHandshakes) {
    server::ListenerOptions options;
    options.maxConnections = maxConnections;
    options.maxPerAddress = maxPerAddress;
    options.maxHandshakes = maxHandshakes;
    return options;
}

bool isConnected(QTcpSocket& socket, quint16 port) {
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return test::waitFor([&socket] { return socket.state() == QAbstractSocket::ConnectedState; });
}

bool isCutOff(QTcpSocket& socket) {
    return test::waitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; });
}

}  // namespace

class TestSessionLimits : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void bucketAllowsABurstThenARate() {
        const server::Rate rate{2, 3};
        server::TokenBucket bucket;
        for (int i = 0; i < 3; ++i)
            QVERIFY(bucket.take(rate, 10 * second));
        QVERIFY(!bucket.take(rate, 10 * second));
        QCOMPARE(bucket.waitMs(rate), 500U);
        QVERIFY(!bucket.take(rate, 10 * second + second / 4));
        QVERIFY(bucket.take(rate, 10 * second + second / 2));
        QVERIFY(!bucket.take(rate, 10 * second + second / 2));
        // However long it rests, it never holds more than the burst.
        for (int i = 0; i < 3; ++i)
            QVERIFY(bucket.take(rate, 1000 * second));
        QVERIFY(!bucket.take(rate, 1000 * second));
    }

    void credentialsAreRareAndPlayIsNot() {
        server::SessionLimits limits;
        limits.credentials = {0.001F, 3};
        NetServer server(limits);
        const auto client = server.connect();
        QVERIFY(client);
        // Nobody handles these here, so those within the rate are refused as unknown.
        QCOMPARE(client->request(wire::LogInRequest()).refusal.code(), wire::REFUSAL_MALFORMED);
        QCOMPARE(client->request(wire::DeviceRevokeRequest()).refusal.code(), wire::REFUSAL_MALFORMED);
        QCOMPARE(client->request(wire::DevicesRevokeOthersRequest()).refusal.code(), wire::REFUSAL_MALFORMED);
        const auto tooFast = client->request(wire::LogInRequest());
        QCOMPARE(tooFast.refusal.code(), wire::REFUSAL_TOO_MANY);
        QVERIFY(tooFast.refusal.retry_after_ms() > 0);
        for (int i = 0; i < 200; ++i)
            client->command(wire::MatchInput());
        QVERIFY(client->request(wire::ClockEchoRequest()));
    }

    void floodIsClosed() {
        server::SessionLimits limits;
        limits.flood = {1, 100};
        NetServer server(limits);
        const auto client = server.connect();
        QVERIFY(client);
        for (int i = 0; i < 150; ++i)
            client->command(wire::MatchInput());
        const auto why = client->take(pong::ServerBody::kRefusal);
        QVERIFY(why);
        QCOMPARE(why->refusal().code(), wire::REFUSAL_TOO_MANY);
        QVERIFY(client->waitUntilClosed());
        QVERIFY(server.serves());
    }

    // Who sends has the session in its hands, perhaps a list that it stands in: it is gone at the next pass only.
    void whatBreaksInsideAWriteIsToldLater() {
        const QTemporaryDir folder;
        server::ListenerOptions options;
        options.tls = server::TlsIdentity::loadOrCreate(folder.path());
        NetServer server({}, options);
        QSslSocket peer;
        peer.setPeerVerifyMode(QSslSocket::VerifyNone);
        peer.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.listener().port());
        QVERIFY(test::waitFor([&peer] { return peer.isEncrypted(); }));
        peer.write(
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        QVERIFY(test::waitFor([&server] { return server.sessions().count() == 1; }));
        server::Session* session = server.sessions().find(test::sessionNumber(1));
        QVERIFY(session);
        QSignalSpy gone(&server.sessions(), &server::Sessions::disconnected);
        // A reset, which the server only learns of by writing.
        const linger atOnce{1, 0};
        QCOMPARE(::setsockopt(static_cast<int>(peer.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce),
                 0);
        peer.abort();
        for (int i = 0; i < 3; ++i)
            session->send(wire::ServerMessage());
        QCOMPARE(gone.size(), 0);
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(server.sessions().count(), 0);
    }

    void messageThatIsTooLongIsClosed() {
        NetServer server;
        const auto client = server.connect();
        QVERIFY(client);
        client->sendBytes(QByteArray(pong::maxMessageBytes, 'x'));  // within the size, and nonsense
        const auto refusal = client->take(pong::ServerBody::kRefusal);
        QVERIFY(refusal);
        QCOMPARE(refusal->refusal().code(), wire::REFUSAL_MALFORMED);
        QVERIFY(client->request(wire::ClockEchoRequest()));
        client->sendBytes(QByteArray(pong::maxMessageBytes + 1, 'x'));
        QVERIFY(client->waitUntilClosed());
        QVERIFY(server.serves());
    }

    void textIsClosed() {
        NetServer server;
        const auto client = server.connect();
        QVERIFY(client);
        client->sendText(QStringLiteral("hello"));
        const auto refusal = client->take(pong::ServerBody::kRefusal);
        QVERIFY(refusal);
        QCOMPARE(refusal->refusal().code(), wire::REFUSAL_MALFORMED);
        QVERIFY(client->waitUntilClosed());
    }

    void readerThatDoesNotReadIsDropped_data() {
        QTest::addColumn<bool>("hasTls");
        QTest::newRow("plain") << false;
        QTest::newRow("tls") << true;
    }
    void readerThatDoesNotReadIsDropped() {
        QFETCH(bool, hasTls);
        const QTemporaryDir folder;
        server::ListenerOptions options;
        if (hasTls)
            options.tls = server::TlsIdentity::loadOrCreate(folder.path());
        NetServer server({}, options);
        const auto client = server.connect();
        QVERIFY(client);
        QSignalSpy gone(&server.sessions(), &server::Sessions::disconnected);
        client->socket().setReadBufferSize(1);  // the kernel's buffers fill up, then the server's
        wire::ServerMessage message;
        message.mutable_refusal()->set_text(std::string(60'000, 'x'));
        const QByteArray frame = server::binaryFrame(pong::encode(message));
        const server::SessionId id = test::sessionNumber(1);
        int sent = 0;
        const bool dropped = test::waitFor(
            [&] {
                for (int i = 0; i < 10; ++i) {
                    if (server::Session* session = server.sessions().find(id)) {
                        session->sendFrame(frame);
                        ++sent;
                    }
                }
                return gone.size() == 1;
            },
            TestClient::patienceMs);
        QVERIFY(dropped);
        QVERIFY(sent > 1);
        QCOMPARE(server.sessions().counters().outboxDrops, 1U);
        QVERIFY(server.serves());
    }

    // Some straight to the kernel, the rest through the buffers once the kernel's are full: all arrive, in order.
    void framesOfEverySizeArrive() {
        NetServer server;
        const auto client = server.connect();
        QVERIFY(client);
        QList<QByteArray> received;
        connect(&client->socket(), &QWebSocket::binaryMessageReceived, this,
                [&received](const QByteArray& bytes) { received.append(bytes); });
        QList<QByteArray> sent;
        for (const int size : {0, 1, 125, 126, 60'000, 65'535, 65'536, 2})
            sent.append(QByteArray(size, static_cast<char>('a' + sent.size())));
        server::Session* session = server.sessions().find(test::sessionNumber(1));
        QVERIFY(session);
        for (const QByteArray& payload : sent)
            session->sendFrame(server::binaryFrame(payload));
        QTRY_COMPARE(received.size(), sent.size());
        QCOMPARE(received, sent);
    }

    void whoSaysNoHelloIsClosed() {
        server::SessionLimits limits;
        limits.helloWithin = std::chrono::milliseconds(200);
        NetServer server(limits);
        const auto polite = server.connect();
        QVERIFY(polite);
        TestClient silent(server.url());
        QVERIFY(silent.waitUntilOpen());
        QVERIFY(silent.waitUntilClosed());
        QVERIFY(polite->request(wire::ClockEchoRequest()));
    }

    void silentPeerIsDroppedAndLivingOneIsNot() {
        server::SessionLimits limits;
        limits.pingAfter = std::chrono::milliseconds(100);
        limits.dropAfter = std::chrono::milliseconds(600);
        NetServer server(limits);
        const auto living = server.connect();  // answers pings by itself
        QVERIFY(living);
        QSignalSpy gone(&server.sessions(), &server::Sessions::disconnected);
        QTcpSocket dead;  // says hello by hand, and nothing more
        QVERIFY(isConnected(dead, server.listener().port()));
        dead.write(
            "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        QTRY_COMPARE(server.sessions().count(), 2);
        server.sessions().find(test::sessionNumber(2))->setGreeted();
        QVERIFY(isCutOff(dead));
        QCOMPARE(gone.size(), 1);
        QVERIFY(living->request(wire::ClockEchoRequest()));
    }

    void connectionsOfOneAddressAreCapped() {
        NetServer server({}, listenerWith(100, 2, 100));
        auto first = server.connect();
        const auto second_ = server.connect();
        QVERIFY(first && second_);
        QVERIFY(!server.connect());
        first.reset();
        QTRY_COMPARE(server.sessions().count(), 1);
        QTRY_VERIFY(server.serves());
    }

    void allConnectionsAreCapped() {
        NetServer server({}, listenerWith(1, 100, 100));
        const auto first = server.connect();
        QVERIFY(first);
        QVERIFY(!server.connect());
        QVERIFY(first->request(wire::ClockEchoRequest()));
    }

    void unfinishedHandshakesAreCappedAndEnd() {
        server::ListenerOptions options = listenerWith(100, 100, 2);
        options.handshakeWithin = std::chrono::milliseconds(300);
        NetServer server({}, options);
        QTcpSocket first;
        QTcpSocket second_;
        QTcpSocket third;
        QVERIFY(isConnected(first, server.listener().port()));
        QVERIFY(isConnected(second_, server.listener().port()));
        QTRY_COMPARE(server.listener().handshakes(), 2);
        QVERIFY(isConnected(third, server.listener().port()));
        QVERIFY(isCutOff(third));
        QVERIFY(isCutOff(first));
        QVERIFY(isCutOff(second_));
        QCOMPARE(server.listener().handshakes(), 0);
        QVERIFY(server.serves());
    }

    void closedSessionsSayWhy() {
        NetServer server;
        const auto client = server.connect();
        QVERIFY(client);
        server.sessions().closeAll(server::Refusal(wire::REFUSAL_SHUTTING_DOWN, QStringLiteral("Bye.")));
        QVERIFY(!server.sessions().find(test::sessionNumber(1)));
        const auto why = client->take(pong::ServerBody::kRefusal);
        QVERIFY(why);
        QCOMPARE(why->refusal().code(), wire::REFUSAL_SHUTTING_DOWN);
        QVERIFY(client->waitUntilClosed());
        QTRY_COMPARE(server.sessions().count(), 0);
    }
};

PONG_SERVER_TEST_MAIN(TestSessionLimits)
#include "test_session_limits.moc"

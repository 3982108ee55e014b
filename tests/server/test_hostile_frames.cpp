// Whatever arrives, the server keeps serving others: nonsense at every layer, from TLS down to the fields of a message.

#include "shared/protocol/codec.h"
#include "tests/server/net_server.h"
#include "tests/support/server_test_main.h"
#include "tests/support/waiting.h"

#include <QRandomGenerator>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTemporaryDir>

namespace {

using test::NetServer;
using test::TestClient;
namespace wire = pong::wire;

// The same on every run: a failure can be repeated.
constexpr quint32 seed = 20'251'122;

const QByteArray upgrade =
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n";

QByteArray randomBytes(QRandomGenerator& random, int most) {
    QByteArray bytes(random.bounded(most) + 1, Qt::Uninitialized);
    for (char& byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    return bytes;
}

// One masked frame with this first byte (flags and opcode) and length field as given, whatever is really in it.
QByteArray frame(int firstByte, quint64 claimedLength, const QByteArray& payload) {
    QByteArray bytes;
    bytes.append(static_cast<char>(firstByte));
    const int lengthBytes = claimedLength < 126 ? 0 : claimedLength < 65536 ? 2 : 8;
    const quint64 marker = lengthBytes == 0 ? claimedLength : lengthBytes == 2 ? 126 : 127;
    bytes.append(static_cast<char>(0x80 | marker));
    for (int shift = 8 * (lengthBytes - 1); shift >= 0; shift -= 8)
        bytes.append(static_cast<char>(claimedLength >> shift));
    bytes.append(QByteArray(4, '\0'));  // the mask
    return bytes + payload;
}

bool isCutOff(QTcpSocket& socket) {
    return test::waitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; },
                         TestClient::patienceMs);
}

wire::ClientMessage typicalMessage() {
    wire::ClientMessage message;
    message.set_request_id(7);
    message.mutable_log_in()->set_username("mara");
    message.mutable_log_in()->set_password("correct horse");
    return message;
}

}  // namespace

class TestHostileFrames : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init() {
        server::SessionLimits limits;
        limits.malformed = {1000, 1000};  // so that one connection can try a lot
        limits.flood = {100'000, 100'000};
        limits.credentials = limits.other = limits.play = {100'000, 100'000};
        server::ListenerOptions options;
        options.handshakeWithin = std::chrono::milliseconds(1000);
        m_server = std::make_unique<NetServer>(limits, options);
        m_witness = m_server->connect();
        QVERIFY(m_witness);
    }
    void cleanup() {
        // Somebody who was there all the time, and somebody new.
        QVERIFY(m_witness->request(wire::ClockEchoRequest()));
        QVERIFY(m_server->serves());
        m_witness.reset();
        m_server.reset();
    }

    void randomMessages() {
        QRandomGenerator random(seed);
        const auto client = m_server->connect();
        QVERIFY(client);
        for (int i = 0; i < 500; ++i)
            client->sendBytes(randomBytes(random, 300));
        QVERIFY(client->request(wire::ClockEchoRequest()));
    }

    void damagedMessages() {
        QRandomGenerator random(seed);
        const QByteArray whole = pong::encode(typicalMessage());
        const auto client = m_server->connect();
        QVERIFY(client);
        for (int length = 0; length < whole.size(); ++length)
            client->sendBytes(whole.first(length));
        for (int i = 0; i < 500; ++i) {
            QByteArray damaged = whole;
            for (int changes = 0; changes < 3; ++changes)
                damaged[random.bounded(static_cast<int>(damaged.size()))] = static_cast<char>(random.bounded(256));
            client->sendBytes(damaged);
        }
        // By kind: a damaged message may have used the same number.
        client->start(wire::ClockEchoRequest());
        QVERIFY(client->take(pong::ServerBody::kClockEcho));
        QVERIFY(client->isOpen());
    }

    void unknownKindsAndEmptyOnes() {
        const auto client = m_server->connect();
        QVERIFY(client);
        client->sendBytes(QByteArray::fromHex("0807"));            // a request id and no body
        client->sendBytes(QByteArray::fromHex("0807fa3f020801"));  // field 1023, which nobody knows
        client->sendBytes({});
        for (int i = 0; i < 3; ++i) {
            const auto refusal = client->take(pong::ServerBody::kRefusal);
            QVERIFY(refusal);
            QCOMPARE(refusal->refusal().code(), wire::REFUSAL_MALFORMED);
            QCOMPARE(refusal->reply_to(), i == 1 ? 7U : 0U);  // a newer client's program gets its answer
        }
        QVERIFY(client->request(wire::ClockEchoRequest()));
    }

    void zeroBytesInText() {
        const auto client = m_server->connect();
        QVERIFY(client);
        wire::ClientMessage message = typicalMessage();
        message.mutable_log_in()->set_username(std::string("ad\0min", 6));
        client->sendBytes(pong::encode(message));
        const auto refusal = client->take(pong::ServerBody::kRefusal);
        QVERIFY(refusal);
        QCOMPARE(refusal->refusal().code(), wire::REFUSAL_MALFORMED);
    }

    void whoKeepsSendingNonsenseIsClosed() {
        server::SessionLimits strict;
        NetServer server(strict);
        const auto client = server.connect();
        QVERIFY(client);
        for (int i = 0; i < 20; ++i)
            client->sendBytes("nonsense");
        QVERIFY(client->waitUntilClosed());
        QVERIFY(client->count(pong::ServerBody::kRefusal) <= 6U);
        QVERIFY(server.serves());
    }

    void badFrames_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("claims 2^62 bytes") << frame(0x82, 1ULL << 62, "x");
        QTest::newRow("claims 1 MiB") << frame(0x82, 1 << 20, QByteArray(1024, 'x'));
        QTest::newRow("unknown opcode") << frame(0x8B, 1, "x");
        QTest::newRow("reserved bits") << frame(0xF2, 1, "x");
        QTest::newRow("continues nothing") << frame(0x80, 1, "x");
        QTest::newRow("long ping") << frame(0x89, 1000, QByteArray(1000, 'x'));
        QTest::newRow("fragments without end")
            << frame(0x02, 60'000, QByteArray(60'000, 'x')) + frame(0x00, 60'000, QByteArray(60'000, 'x'));
    }
    void badFrames() {
        QFETCH(QByteArray, bytes);
        QTcpSocket socket;
        connectAndSend(socket, upgrade);
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        socket.write(bytes);
        QVERIFY(isCutOff(socket));
    }

    void badHandshakes_data() {
        QTest::addColumn<QByteArray>("bytes");
        QRandomGenerator random(seed);
        QTest::newRow("random bytes") << randomBytes(random, 4000);
        QTest::newRow("plain HTTP") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QTest::newRow("half a handshake") << upgrade.first(60);
        QTest::newRow("headers without end") << QByteArray("GET / HTTP/1.1\r\n") + QByteArray(200'000, 'a');
        QTest::newRow("a frame at once") << frame(0x82, 4, "abcd");
        QTest::newRow("nothing") << QByteArray();
    }
    void badHandshakes() {
        QFETCH(QByteArray, bytes);
        QTcpSocket socket;
        connectAndSend(socket, bytes);
        QVERIFY(isCutOff(socket));
        QTRY_COMPARE(m_server->listener().handshakes(), 0);
    }

    void garbageInsteadOfTls() {
        QTemporaryDir folder;
        server::ListenerOptions options;
        options.tls = server::TlsIdentity::loadOrCreate(folder.path());
        options.handshakeWithin = std::chrono::milliseconds(1000);
        NetServer server({}, options);
        QRandomGenerator random(seed);
        const QList<QByteArray> openings{upgrade, randomBytes(random, 2000), "\x16\x03\x01\x02\x00\x01", QByteArray()};
        for (const QByteArray& bytes : openings) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server.listener().port());
            socket.write(bytes);
            QVERIFY(isCutOff(socket));
        }
        QTRY_COMPARE(server.listener().handshakes(), 0);
        QVERIFY(server.serves());
    }

    void tlsWithoutAWebSocketEnds() {
        QTemporaryDir folder;
        server::ListenerOptions options;
        options.tls = server::TlsIdentity::loadOrCreate(folder.path());
        options.handshakeWithin = std::chrono::milliseconds(1000);
        NetServer server({}, options);
        QSslSocket socket;
        socket.ignoreSslErrors();
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.listener().port());
        QTRY_VERIFY(socket.isEncrypted());
        QCOMPARE(socket.peerCertificate(), options.tls->certificate());
        socket.write("nothing that HTTP knows");
        QVERIFY(isCutOff(socket));
        QTRY_COMPARE(server.listener().handshakes(), 0);
        QVERIFY(server.serves());
    }

 private:
    void connectAndSend(QTcpSocket& socket, const QByteArray& bytes) {
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_server->listener().port());
        socket.write(bytes);
        QTRY_COMPARE(socket.bytesToWrite(), 0);
    }

    std::unique_ptr<NetServer> m_server;
    std::unique_ptr<TestClient> m_witness;
};

PONG_SERVER_TEST_MAIN(TestHostileFrames)
#include "test_hostile_frames.moc"

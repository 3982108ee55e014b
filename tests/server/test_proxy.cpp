// A server behind a proxy on this machine: whose address a connection counts as, and that nobody else is believed one.

#include "server/net/forwarded_address.h"
#include "server/net/session.h"
#include "tests/server/net_server.h"
#include "tests/support/server_test_main.h"
#include "tests/support/waiting.h"

#include <QNetworkRequest>

namespace {

server::ListenerOptions behindProxy(bool isBehindProxy) {
    server::ListenerOptions options;
    options.maxPerAddress = 2;
    options.isBehindProxy = isBehindProxy;
    return options;
}

// As a proxy opens it for somebody.
class Forwarded {
 public:
    Forwarded(const test::NetServer& server, const QByteArray& header) {
        QNetworkRequest request(server.url());
        request.setRawHeader("X-Forwarded-For", header);
        m_socket.open(request);
    }
    bool isOpen() {
        return test::waitFor([this] { return m_socket.state() != QAbstractSocket::ConnectingState; }) &&
               m_socket.state() == QAbstractSocket::ConnectedState;
    }
    bool isCutOff() {
        return test::waitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; });
    }

 private:
    QWebSocket m_socket;
};

}  // namespace

class TestProxy : public QObject {
    Q_OBJECT

 private:
    // Of the only session.
    static QHostAddress seen(test::NetServer& server) {
        if (!test::waitFor([&server] { return server.sessions().count() == 1; }))
            return {};
        const server::Session* session = server.sessions().find(test::sessionNumber(1));
        return session == nullptr ? QHostAddress() : session->address();
    }

 private Q_SLOTS:
    void headersAreRead_data();
    void headersAreRead();
    void theProxyIsBelieved();
    void nobodyIsBelievedWithoutOne();
    void limitsAreForEachClient();
};

void TestProxy::headersAreRead_data() {
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("address");
    QTest::newRow("IPv4") << QByteArray("192.0.2.7") << "192.0.2.7";
    QTest::newRow("IPv6") << QByteArray("2001:db8::7") << "2001:db8::7";
    QTest::newRow("IPv6 in brackets") << QByteArray("[2001:db8::7]") << "2001:db8::7";
    QTest::newRow("several") << QByteArray("10.0.0.1, 198.51.100.2 , 192.0.2.7") << "192.0.2.7";
    for (const char* bad : {"", ",", "192.0.2.7,", "somebody", "7", "192.0.2.7:80", "fe80::1%eth0", "192.0.2"})
        QTest::addRow("bad: %s", bad) << QByteArray(bad) << QString();
}

void TestProxy::headersAreRead() {
    QFETCH(QByteArray, header);
    QTEST(server::forwardedAddress(header).toString(), "address");
}

void TestProxy::theProxyIsBelieved() {
    test::NetServer server({}, behindProxy(true));
    Forwarded client(server, "198.51.100.2, 192.0.2.7");
    QVERIFY(client.isOpen());
    QCOMPARE(seen(server), QHostAddress(QStringLiteral("192.0.2.7")));
}

void TestProxy::nobodyIsBelievedWithoutOne() {
    test::NetServer server({}, behindProxy(false));
    Forwarded client(server, "192.0.2.7");
    QVERIFY(client.isOpen());
    QVERIFY(seen(server).isEqual(QHostAddress(QHostAddress::LocalHost)));
}

void TestProxy::limitsAreForEachClient() {
    test::NetServer server({}, behindProxy(true));
    auto first = std::make_unique<Forwarded>(server, "192.0.2.7");
    Forwarded second(server, "192.0.2.7");
    QVERIFY(first->isOpen() && second.isOpen());
    QTRY_COMPARE(server.sessions().count(), 2);
    Forwarded third(server, "192.0.2.7");
    QVERIFY(third.isCutOff());
    Forwarded other(server, "192.0.2.8");
    QVERIFY(other.isOpen());
    QTRY_COMPARE(server.sessions().count(), 3);
    first.reset();
    QTRY_COMPARE(server.sessions().count(), 2);
    Forwarded again(server, "192.0.2.7");
    QVERIFY(again.isOpen());
    QTRY_COMPARE(server.sessions().count(), 3);
}

PONG_SERVER_TEST_MAIN(TestProxy)
#include "test_proxy.moc"

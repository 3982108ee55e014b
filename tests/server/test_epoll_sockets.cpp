// What of Qt the server uses, on the server's event loop: processes, TCP, TLS and WebSockets.

#include "server/net/tls_identity.h"
#include "support/server_test_main.h"

#include <QProcess>
#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>
#include <vector>

namespace {

// More than any socket buffer holds, so that both sides wait for each other many times.
QByteArray muchData() {
    QByteArray data(8 * 1024 * 1024, '\0');
    for (qsizetype i = 0; i < data.size(); ++i)
        data[i] = static_cast<char>(i * 31 + i / 255);
    return data;
}

void echoEverything(QTcpServer& server) {
    QObject::connect(&server, &QTcpServer::pendingConnectionAvailable, &server, [&server] {
        QTcpSocket* socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
}

QSslConfiguration configuration(const server::TlsIdentity& identity) {
    QSslConfiguration configuration;
    configuration.setLocalCertificate(identity.certificate());
    configuration.setPrivateKey(identity.key());
    return configuration;
}

}  // namespace

class TestEpollSockets : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void processes();
    void tcpBothWaysAtOnce();
    void tlsBothWaysAtOnce();
    void aPeerThatGoesAway();
    void manyWebSocketsComeAndGo();
};

void TestEpollSockets::processes() {
    QProcess process;
    process.start(QStringLiteral("cat"), {});
    QByteArray echoed;
    connect(&process, &QProcess::readyReadStandardOutput, this, [&] { echoed += process.readAllStandardOutput(); });
    const QByteArray data = muchData();
    process.write(data);
    QTRY_COMPARE_WITH_TIMEOUT(echoed.size(), data.size(), 30'000);
    QVERIFY(echoed == data);
    process.closeWriteChannel();
    QTRY_COMPARE(process.state(), QProcess::NotRunning);
    QCOMPARE(process.exitCode(), 0);

    QProcess killed;
    killed.start(QStringLiteral("sleep"), {QStringLiteral("1000")});
    QTRY_COMPARE(killed.state(), QProcess::Running);
    killed.kill();
    QTRY_COMPARE(killed.state(), QProcess::NotRunning);
    QCOMPARE(killed.exitStatus(), QProcess::CrashExit);
}

void TestEpollSockets::tcpBothWaysAtOnce() {
    QTcpServer server;
    echoEverything(server);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket client;
    QByteArray echoed;
    connect(&client, &QTcpSocket::readyRead, this, [&] { echoed += client.readAll(); });
    client.connectToHost(QHostAddress::LocalHost, server.serverPort());
    const QByteArray data = muchData();
    client.write(data);
    QTRY_COMPARE_WITH_TIMEOUT(echoed.size(), data.size(), 30'000);
    QVERIFY(echoed == data);
}

void TestEpollSockets::tlsBothWaysAtOnce() {
    QTemporaryDir folder;
    const server::TlsIdentity identity = server::TlsIdentity::loadOrCreate(folder.path());
    QSslServer server;
    server.setSslConfiguration(configuration(identity));
    echoEverything(server);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    QByteArray echoed;
    connect(&client, &QSslSocket::readyRead, this, [&] { echoed += client.readAll(); });
    client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.serverPort());
    QTRY_VERIFY(client.isEncrypted());
    const QByteArray data = muchData();
    client.write(data);
    QTRY_COMPARE_WITH_TIMEOUT(echoed.size(), data.size(), 30'000);
    QVERIFY(echoed == data);
}

void TestEpollSockets::aPeerThatGoesAway() {
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, server.serverPort());
    QTRY_VERIFY(server.hasPendingConnections());
    const std::unique_ptr<QTcpSocket> accepted(server.nextPendingConnection());
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    accepted->write("x");
    client.abort();
    QTRY_COMPARE(accepted->state(), QAbstractSocket::UnconnectedState);
    // Nobody listens there: a refusal arrives as an event too.
    const quint16 port = server.serverPort();
    server.close();
    client.connectToHost(QHostAddress::LocalHost, port);
    QTRY_COMPARE(client.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestEpollSockets::manyWebSocketsComeAndGo() {
    QWebSocketServer server(QStringLiteral("test"), QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    int connected = 0;
    connect(&server, &QWebSocketServer::newConnection, this, [&] {
        QWebSocket* socket = server.nextPendingConnection();
        ++connected;
        connect(socket, &QWebSocket::binaryMessageReceived, socket,
                [socket](const QByteArray& message) { socket->sendBinaryMessage(message); });
        connect(socket, &QWebSocket::disconnected, socket, [&connected, socket] {
            --connected;
            socket->deleteLater();
        });
    });
    constexpr int clients = 50;
    constexpr int messages = 20;
    for (int round = 0; round < 3; ++round) {  // descriptors are used again and again
        std::vector<std::unique_ptr<QWebSocket>> sockets;
        int answers = 0;
        for (int i = 0; i < clients; ++i) {
            QWebSocket* socket = sockets.emplace_back(std::make_unique<QWebSocket>()).get();
            connect(socket, &QWebSocket::connected, socket, [socket] { socket->sendBinaryMessage("1"); });
            connect(socket, &QWebSocket::binaryMessageReceived, socket, [&answers, socket](const QByteArray& message) {
                ++answers;
                if (message.size() < messages)
                    socket->sendBinaryMessage(message + '1');
                else
                    socket->close();
            });
            socket->open(server.serverUrl());
        }
        QTRY_COMPARE_WITH_TIMEOUT(answers, clients * messages, 30'000);
        QTRY_COMPARE(connected, 0);
    }
}

PONG_SERVER_TEST_MAIN(TestEpollSockets)
#include "test_epoll_sockets.moc"

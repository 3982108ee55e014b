#include "tests/support/test_client.h"

#include "tests/support/waiting.h"

#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>

namespace test {

TestClient::TestClient(const QUrl& url) {
    QObject::connect(&m_socket, &QWebSocket::binaryMessageReceived, &m_socket, [this](const QByteArray& bytes) {
        if (const std::optional<wire::ServerMessage> message = pong::decodeServerMessage(bytes))
            m_received.push_back(*message);
    });
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_socket.setSslConfiguration(tls);
    m_socket.open(url);
}

bool TestClient::waitUntilOpen() {
    const auto isOver = [this] { return isOpen() || m_socket.state() == QAbstractSocket::UnconnectedState; };
    return waitFor(isOver, patienceMs) && isOpen();
}

bool TestClient::waitUntilClosed() {
    return waitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, patienceMs);
}

bool TestClient::greet(std::uint32_t protocol) {
    if (!waitUntilOpen())
        return false;
    wire::Hello hello;
    hello.set_protocol(protocol);
    hello.set_client("test");
    return static_cast<bool>(request(hello));
}

std::size_t TestClient::count(pong::ServerBody body) const {
    return static_cast<std::size_t>(
        std::count_if(m_received.begin(), m_received.end(),
                      [body](const wire::ServerMessage& message) { return message.body_case() == body; }));
}

template <typename Predicate>
std::optional<wire::ServerMessage> TestClient::takeFirst(Predicate matches) {
    auto found = m_received.end();
    const bool isOver = waitFor(
        [&] {
            found = std::find_if(m_received.begin(), m_received.end(), matches);
            return found != m_received.end() || m_socket.state() == QAbstractSocket::UnconnectedState;
        },
        patienceMs);
    if (!isOver || found == m_received.end())
        return std::nullopt;
    wire::ServerMessage message = std::move(*found);
    m_received.erase(found);
    return message;
}

std::optional<wire::ServerMessage> TestClient::take(pong::ServerBody body) {
    return takeFirst([body](const wire::ServerMessage& message) { return message.body_case() == body; });
}

std::optional<wire::ServerMessage> TestClient::takeReply(std::uint32_t requestId) {
    return takeFirst([requestId](const wire::ServerMessage& message) { return message.reply_to() == requestId; });
}

}  // namespace test

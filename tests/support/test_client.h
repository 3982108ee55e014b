#pragma once

// A bare client for tests of the server: a real WebSocket that sends what it is told, right or wrong, and keeps what
// comes back. Waiting runs the event loop, so the server may live in the same process.
//
//     test::TestClient client(server.url());
//     QVERIFY(client.greet());
//     const auto answer = client.request(logIn);
//     QCOMPARE(answer.refusal.code(), pong::wire::REFUSAL_WRONG_CREDENTIALS);

#include "shared/protocol/codec.h"
#include "shared/protocol/messages.h"
#include "shared/protocol/version.h"

#include <QTest>
#include <QUrl>
#include <QWebSocket>

#include <cstdint>
#include <optional>
#include <vector>

namespace test {

namespace wire = pong::wire;

template <typename Reply>
struct Answer {
    std::optional<Reply> reply;  // none: refused, or nothing came
    wire::Refusal refusal;
    explicit operator bool() const { return reply.has_value(); }
};

class TestClient {
 public:
    static constexpr int patienceMs = 10'000;

    // Starts connecting; any certificate will do.
    explicit TestClient(const QUrl& url);

    bool waitUntilOpen();
    bool waitUntilClosed();
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    // Connected, and said hello.
    bool greet(std::uint32_t protocol = pong::protocolVersion);

    template <typename Request>
    Answer<typename pong::ClientMessageTraits<Request>::Reply> request(const Request& request) {
        return answer<Request>(start(request));
    }
    // Sends without waiting; answer() waits for it.
    template <typename Request>
    std::uint32_t start(const Request& request) {
        wire::ClientMessage message;
        message.set_request_id(++m_lastRequest);
        *pong::ClientMessageTraits<Request>::mutableIn(message) = request;
        sendBytes(pong::encode(message));
        return m_lastRequest;
    }
    template <typename Request>
    Answer<typename pong::ClientMessageTraits<Request>::Reply> answer(std::uint32_t requestId);
    template <typename Command>
    void command(const Command& command) {
        wire::ClientMessage message;
        *pong::ClientMessageTraits<Command>::mutableIn(message) = command;
        sendBytes(pong::encode(message));
    }

    void sendBytes(const QByteArray& bytes) { m_socket.sendBinaryMessage(bytes); }
    void sendText(const QString& text) { m_socket.sendTextMessage(text); }

    // What came so far, in order, replies and events.
    const std::vector<wire::ServerMessage>& received() const { return m_received; }
    std::size_t count(pong::ServerBody body) const;
    // Waits for the first message of this kind that was not taken before, and takes it.
    std::optional<wire::ServerMessage> take(pong::ServerBody body);
    // Takes the reply to this request.
    std::optional<wire::ServerMessage> takeReply(std::uint32_t requestId);

    QWebSocket& socket() { return m_socket; }

 private:
    template <typename Predicate>
    std::optional<wire::ServerMessage> takeFirst(Predicate matches);

    QWebSocket m_socket;
    std::vector<wire::ServerMessage> m_received;
    std::uint32_t m_lastRequest = 0;
};

template <typename Request>
Answer<typename pong::ClientMessageTraits<Request>::Reply> TestClient::answer(std::uint32_t requestId) {
    using Traits = pong::ClientMessageTraits<Request>;
    Answer<typename Traits::Reply> answer;
    const std::optional<wire::ServerMessage> message = takeReply(requestId);
    if (message && Traits::hasReply(*message))
        answer.reply = Traits::reply(*message);
    else if (message)
        answer.refusal = message->refusal();
    return answer;
}

}  // namespace test

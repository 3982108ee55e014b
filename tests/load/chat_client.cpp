#include "tests/load/chat_client.h"

#include "shared/protocol/version.h"

#include <cstdlib>
#include <utility>

namespace load {

using pong::wire::ServerMessage;

ChatClient::ChatClient(ChatContext& context, std::string token, std::uint32_t number)
    : m_context(context)
    , m_token(std::move(token))
    , m_number(number)
    , m_connection(context.connections, *this, number) {}

void ChatClient::start() {
    m_stage = Stage::Connecting;
    if (!m_connection.open())
        closed("this machine has no more sockets");
}

void ChatClient::stop() {
    m_stage = Stage::Offline;
    m_connection.close();
}

void ChatClient::write(Micros now) {
    pong::wire::ClientMessage message;
    pong::wire::ChatSendRequest& body = *message.mutable_chat_send();
    body.mutable_channel()->set_kind(pong::wire::Channel::LOBBY);
    body.set_text(std::to_string(now) + " is when this was written, which is as long as people write");
    body.set_client_id(std::to_string(now) + "-" + std::to_string(m_number));
    request(std::move(message));
    if (m_context.running)
        ++m_context.written;
}

void ChatClient::opened() {
    m_stage = Stage::SigningIn;
    pong::wire::ClientMessage message;
    message.mutable_hello()->set_protocol(pong::protocolVersion);
    message.mutable_hello()->set_client("pong-load");
    request(std::move(message));
}

void ChatClient::closed(const char* why) {
    ++m_context.disconnects;
    m_context.lastTrouble = why;
    m_stage = Stage::Offline;
}

void ChatClient::received(std::string_view bytes, Micros at) {
    ServerMessage& message = m_context.in;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        m_context.lastTrouble = "a message that cannot be read";
        return;
    }
    if (message.has_chat_received()) {
        take(message.chat_received().message(), at);
    } else if (message.has_welcome()) {
        pong::wire::ClientMessage resume;
        resume.mutable_resume()->set_token(m_token);
        request(std::move(resume));
    } else if (message.has_signed_in()) {
        m_stage = Stage::SignedIn;
    } else if (message.has_refusal()) {
        ++m_context.refusals;
        m_context.lastTrouble = "refused: " + message.refusal().text();
    }
}

void ChatClient::take(const pong::wire::ChatMessage& message, Micros at) {
    if (message.id() <= std::exchange(m_lastId, message.id()))
        ++m_context.disordered;
    if (!m_context.running)
        return;
    ++m_context.delivered;
    m_context.delivery.record(at - std::strtoll(message.text().c_str(), nullptr, 10));
}

void ChatClient::request(pong::wire::ClientMessage message) {
    message.set_request_id(++m_lastRequest);
    message.SerializeToString(&m_context.encoded);
    m_connection.send(m_context.encoded);
}

}  // namespace load

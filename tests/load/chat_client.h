#pragma once

// Somebody in the lobby: signs in with a token, writes when told to, and takes the time of everything that is
// delivered. One thread; lives until after the event loop.

#include "server/net/lateness_histogram.h"
#include "tests/load/ws_connection.h"

#include <cstdint>
#include <shared/protocol/envelope.pb.h>
#include <string>

namespace load {

// What all people of a run share.
struct ChatContext {
    ConnectionContext& connections;
    bool running = false;                // samples are taken only between start and end of the measuring
    server::LatenessHistogram delivery;  // written -> here, everybody's own messages too
    std::uint64_t written = 0;
    std::uint64_t delivered = 0;
    // These count from the beginning of the run: none of them may happen at any time.
    std::uint64_t disordered = 0;  // ids that do not grow
    std::uint64_t refusals = 0;
    std::uint64_t disconnects = 0;
    std::string lastTrouble;
    pong::wire::ServerMessage in;
    std::string encoded;
};

class ChatClient : private WsConnection::Listener {
 public:
    enum class Stage { Offline, Connecting, SigningIn, SignedIn };

    ChatClient(ChatContext& context, std::string token, std::uint32_t number);

    void start();
    void stop();
    // A message to the lobby that carries the time.
    void write(Micros now);

    Stage stage() const { return m_stage; }

 private:
    void opened() override;
    void received(std::string_view message, Micros at) override;
    void closed(const char* why) override;

    void take(const pong::wire::ChatMessage& message, Micros at);
    void request(pong::wire::ClientMessage message);

    ChatContext& m_context;
    const std::string m_token;
    const std::uint32_t m_number;
    WsConnection m_connection;
    Stage m_stage = Stage::Offline;
    std::uint32_t m_lastRequest = 0;
    std::int64_t m_lastId = 0;
};

}  // namespace load

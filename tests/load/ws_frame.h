#pragma once

// WebSocket frames (RFC 6455, section 5) as a client writes and reads them. Pure functions and values; one thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace load {

enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

// Appends one whole frame (FIN set), masked with these four bytes as every client must.
void appendFrame(std::string& out, Opcode opcode, std::string_view payload, std::uint32_t mask);

struct WsMessage {
    Opcode opcode = Opcode::Binary;  // never Continuation: fragments are put together
    std::string_view payload;        // good until the next call to the reader
};

// Takes bytes as they come and gives whole messages. Bytes of whole frames are not copied.
class FrameReader {
 public:
    // What a peer may announce; more is a failure.
    static constexpr std::size_t maxPayload = std::size_t{1} << 20;

    // Then call next() until it gives nothing; the bytes must live until then.
    void feed(std::string_view bytes);
    std::optional<WsMessage> next();

    // The peer broke the protocol; nothing comes any more.
    bool failed() const { return m_failed; }

 private:
    struct Header {
        std::size_t size = 0;
        std::size_t payload = 0;
    };

    // Nothing where its bytes have not come yet, or failed().
    std::optional<Header> header();
    std::optional<WsMessage> take(const Header& header);
    void keepRest();

    std::string m_kept;          // a frame that has not come whole
    std::string_view m_pending;  // over m_kept or over the bytes fed
    std::string m_fragments;
    Opcode m_fragmented = Opcode::Continuation;  // the kind of what m_fragments collects
    bool m_deliveredFragments = false;
    bool m_failed = false;
};

}  // namespace load

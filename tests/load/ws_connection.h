#pragma once

// One WebSocket connection of pong-load, from connect() to close: handshake, frames, pings, bytes that wait for a slow
// server. Its own and not QWebSocket, because one core must drive four thousand of them beside the server that is
// measured: a QWebSocket takes some 60 KB and 15 to 20 us a message through Qt's notifiers, buffers and signals, which
// is more than the whole server may take; this takes a frame's bytes and one system call. One thread; it lives as long
// as the event loop runs and can be opened again.

#include "tests/load/event_loop.h"
#include "tests/load/transport.h"
#include "tests/load/ws_frame.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace load {

// What all connections of a run use.
struct ConnectionContext {
    // Without `sharedTls`: plaintext.
    ConnectionContext(EventLoop& eventLoop, Endpoint server, std::shared_ptr<SSL_CTX> sharedTls)
        : loop(eventLoop), endpoint(std::move(server)), tls(std::move(sharedTls)), readBuffer(64 * 1024) {}

    EventLoop& loop;
    const Endpoint endpoint;
    const std::shared_ptr<SSL_CTX> tls;
    std::vector<char> readBuffer;
    std::string writeBuffer;    // for one frame at a time
    std::uint64_t bytesIn = 0;  // of connections that are closed; open ones know their own
    std::uint64_t bytesOut = 0;
};

class WsConnection : public Watched {
 public:
    class Listener {
     public:
        virtual ~Listener() = default;
        virtual void opened() = 0;
        // A whole binary message, at the moment it was read.
        virtual void received(std::string_view message, Micros at) = 0;
        // Not after close(). The text says why, for people.
        virtual void closed(const char* why) = 0;
    };

    // `source` chooses the address that it comes from.
    WsConnection(ConnectionContext& context, Listener& listener, std::uint32_t source);
    ~WsConnection() override;

    // Calls closed() from the event loop's next rounds, never itself. False: the system has no more sockets.
    bool open();
    // Says goodbye if it can and ends; the listener hears nothing more.
    void close();
    // One binary message.
    void send(std::string_view message);

    bool isOpen() const { return m_state == State::Open; }
    std::uint64_t bytesIn() const { return m_transport.isOpen() ? m_transport.bytesIn() : 0; }
    std::uint64_t bytesOut() const { return m_transport.isOpen() ? m_transport.bytesOut() : 0; }

    void ready(std::uint32_t events) override;

 private:
    enum class State { Closed, Establishing, Upgrading, Open };

    void establish();
    void sendUpgrade();
    // Takes the server's answer off the bytes; false: it has not come whole, or the connection ended.
    bool takeUpgradeReply(std::string_view& bytes);
    void readAll();
    void take(std::string_view bytes, Micros at);
    void write(std::string_view bytes);
    void writeWaiting();
    void sendFrame(Opcode opcode, std::string_view payload);
    void fail(const char* why);
    void shut();

    ConnectionContext& m_context;
    Listener& m_listener;
    const std::uint32_t m_source;
    std::uint32_t m_maskState;
    State m_state = State::Closed;
    Transport m_transport;
    FrameReader m_reader;
    std::string m_waiting;    // goes out when the socket takes it
    std::string m_upgrade;    // the handshake's reply so far
    std::string m_acceptKey;  // what that reply must say
    bool m_watchesWrites = false;
};

}  // namespace load

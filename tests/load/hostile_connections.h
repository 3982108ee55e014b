#pragma once

// Connections that no server likes, kept open beside the live matches: readers that never read, peers that went silent,
// handshakes that never finish. One that the server ends comes back a second later. One thread.

#include "tests/load/ws_connection.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace load {

enum class Hostility {
    SlowReader,           // asks as fast as it may, with a small receive buffer, and never reads
    HalfOpen,             // finishes the handshake, and is never heard of again
    UnfinishedHandshake,  // sends half a handshake
};

class HostileConnections : private Sleeper {
 public:
    explicit HostileConnections(ConnectionContext& context);
    ~HostileConnections() override;

    void add(Hostility kind, int count);
    void start();
    void stop();

    int asked() const { return static_cast<int>(m_connections.size()); }
    int open() const;
    std::uint64_t endedByServer() const { return m_ended; }

 private:
    class Connection;

    void wake(Micros now) override;

    ConnectionContext& m_context;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::size_t m_next = 0;  // whose turn it is
    std::uint64_t m_ended = 0;
};

}  // namespace load

#pragma once

// The server under load. Only addresses of this machine: what pong-load does would be an attack on anybody else's.

#include <QString>

#include <cstdint>
#include <string>
#include <sys/socket.h>

namespace load {

struct Endpoint {
    sockaddr_storage address{};
    socklen_t addressSize = 0;
    std::string host;  // as the Host header says it, with the port
    std::string path;
    bool tls = false;
};

// ws:// or wss:// and a loopback address or "localhost". Throws std::invalid_argument with a line for people.
Endpoint parseEndpoint(const QString& url);

// The address that connection number `source` comes from. All of 127.0.0.0/8 is this machine, so that thousands of
// connections can come from hundreds of addresses as they would from people, and limits by address stay in force.
// False: the server's address has no neighbours (::1), and the system chooses.
bool sourceAddress(const Endpoint& server, std::uint32_t source, sockaddr_storage& address);

}  // namespace load

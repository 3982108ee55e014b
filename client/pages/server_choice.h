#pragma once

// A server as the login page and the top bar show it: a plain value that the pages are given.

#include <QMetaType>
#include <QString>

#include <cstdint>

namespace client {

enum class ServerState { Unknown, Connecting, Online, Unreachable };

struct ServerChoice {
    QString address;  // as it is dialled and shown: "192.168.1.20:1972"; also its identity in the list
    QString name;     // "Office LAN"; empty until the server has said it
    ServerState state = ServerState::Unknown;
    int pingMs = -1;  // -1: not known
    int online = -1;  // people signed in; -1: not known
    QString problem;  // why it is unreachable, in words for a person; empty otherwise

    bool operator==(const ServerChoice&) const = default;
};

// All-time figures of a server.
struct ServerStatistics {
    std::int64_t users = 0;
    std::int64_t matches = 0;
    std::int64_t tournaments = 0;
    std::int64_t points = 0;
};

}  // namespace client

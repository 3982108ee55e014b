#pragma once

// What happened to all connections since the server started. A value; main thread.

#include <cstdint>

namespace server {

struct SessionCounters {
    std::uint64_t outboxDrops = 0;  // connections dropped because their peer did not read what was sent
};

}  // namespace server

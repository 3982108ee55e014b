#pragma once

#include <cstdint>

namespace pong {

// Raised when a client and a server of different numbers could misunderstand each other; Hello carries it.
inline constexpr std::uint32_t protocolVersion = 2;

// One WebSocket message, either way.
inline constexpr int maxMessageBytes = 64 * 1024;

// Text of any one field, in UTF-8 bytes, unless its own rule is tighter.
inline constexpr int maxTextBytes = 4096;

inline constexpr std::uint16_t defaultPort = 1972;

}  // namespace pong

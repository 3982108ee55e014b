#pragma once

#include <string>
#include <vector>

namespace load {

// The tokens that `pong-server mint-bots` wrote, one a line after the bot's name. Throws std::runtime_error with a line
// for people if there are fewer than `needed`.
std::vector<std::string> readTokens(const std::string& path, std::size_t needed);

}  // namespace load

#include "tests/load/tokens_file.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace load {

std::vector<std::string> readTokens(const std::string& path, std::size_t needed) {
    const std::string advice =
        "; make them with: pong-server mint-bots --count " + std::to_string(needed) + " --out " + path;
    std::ifstream file(path);
    if (!file)
        throw std::runtime_error("cannot read the tokens in " + path + advice);
    std::vector<std::string> tokens;
    std::string line;
    while (tokens.size() < needed && std::getline(file, line)) {
        std::istringstream fields(line);
        std::string name;
        std::string token;
        if (fields >> name >> token)
            tokens.push_back(token);
    }
    if (tokens.size() < needed)
        throw std::runtime_error(path + " has tokens for " + std::to_string(tokens.size()) + " bots only" + advice);
    return tokens;
}

}  // namespace load

#pragma once

// A finished match as PostgreSQL has it, read through a connection of its own that shares nothing with the server's,
// and the score that its stored inputs lead to when they are simulated again.

#include <QString>

#include <array>
#include <cstdint>

namespace demo {

struct StoredMatch {
    std::int64_t id = 0;
    std::array<QString, 2> players;  // left, right
    std::array<int, 2> score{};
    QString winner;
    int points = 0;  // rows of `points`
    std::array<int, 2> replayed{};
    int historyRows = 0;
    int desyncs = 0;  // that the server counted
};

// The only finished match of this server. Throws std::runtime_error where there is none, or more than one.
StoredMatch readFinishedMatch(const QString& databaseUrl);

}  // namespace demo

#pragma once

// What PostgreSQL says of a match, read on a connection of the test's own, and played again.

#include "server/play/play_store.h"
#include "tests/support/test_database.h"

#include <vector>

namespace test {

// Throws Refusal for an unknown match, SqlError without a database.
server::play::StoredMatch storedMatch(const server::ConnectionSettings& settings, std::int64_t id);

// The points that the stored seed and inputs make when they are played again: number, tick, scorer and score.
std::vector<server::play::StoredPoint> replayedPoints(const pong::MatchRecording& recording);

// Whether the stored points are those that the stored inputs make.
bool recordIsConsistent(const server::play::StoredMatch& match);

}  // namespace test

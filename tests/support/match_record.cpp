#include "tests/support/match_record.h"

#include "server/database/transaction_runner.h"

#include <algorithm>

namespace test {

server::play::StoredMatch storedMatch(const server::ConnectionSettings& settings, std::int64_t id) {
    server::Connection connection(settings, server::ConnectionLimits());
    connection.open();
    server::play::StoredMatch match;
    server::runInTransaction(
        connection, [&](server::Transaction& transaction) { match = server::play::storedMatch(transaction, id); },
        std::chrono::steady_clock::now() + std::chrono::seconds(10));
    return match;
}

std::vector<server::play::StoredPoint> replayedPoints(const pong::MatchRecording& recording) {
    std::vector<server::play::StoredPoint> points;
    pong::Replay replay(recording);
    while (!replay.atEnd()) {
        const pong::Events events = replay.step();
        if (!(events & (pong::LeftScored | pong::RightScored)))
            continue;
        const pong::State& state = replay.simulation().state();
        server::play::StoredPoint point;
        point.number = static_cast<int>(points.size()) + 1;
        point.tick = state.tick;
        point.scorer = events & pong::LeftScored ? pong::Side::Left : pong::Side::Right;
        point.score = {state.score[0], state.score[1]};
        points.push_back(point);
    }
    return points;
}

bool recordIsConsistent(const server::play::StoredMatch& match) {
    const auto same = [](const server::play::StoredPoint& stored, const server::play::StoredPoint& replayed) {
        return stored.number == replayed.number && stored.tick == replayed.tick && stored.scorer == replayed.scorer &&
               stored.score == replayed.score;
    };
    return !match.damaged && std::ranges::equal(match.points, replayedPoints(match.recording), same);
}

}  // namespace test

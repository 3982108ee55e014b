#pragma once

// What matches have produced and nobody has taken to be stored yet: final changes, one growing run a match, and points.
// Pure logic without SQL or a clock; main thread.

#include "server/play/live_match_output.h"
#include "server/play/play_store.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace server {

// Once made, a batch is stored as it is, however often that takes: the store takes a chunk that begins at the same tick
// for one that it has already.
struct PlayBatch {
    std::vector<play::InputChunk> chunks;
    std::vector<play::StoredPoint> points;

    bool isEmpty() const { return chunks.empty() && points.empty(); }
};

class PlayBuffer {
 public:
    void addChanges(std::int64_t matchId, const FinalChanges& chunk);
    void addPoint(play::StoredPoint point) { m_points.push_back(std::move(point)); }

    bool isEmpty() const { return m_runs.empty() && m_points.empty(); }
    PlayBatch takeAll();
    PlayBatch takeMatch(std::int64_t matchId);

 private:
    struct Run {
        pong::Tick after = 0;
        pong::Tick through = 0;
        std::vector<pong::Change> changes;
    };

    static play::InputChunk encoded(std::int64_t matchId, const Run& run);

    std::unordered_map<std::int64_t, Run> m_runs;  // by match
    std::vector<play::StoredPoint> m_points;
};

// One batch a match, each with what is that match's.
std::vector<PlayBatch> splitByMatch(PlayBatch batch);

}  // namespace server

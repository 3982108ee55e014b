#include "server/play/play_buffer.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace server {

void PlayBuffer::addChanges(std::int64_t matchId, const FinalChanges& chunk) {
    const auto [found, isNew] = m_runs.try_emplace(matchId);
    Run& run = found->second;
    if (isNew)
        run.after = chunk.after;
    Q_ASSERT(isNew || run.through == chunk.after);
    run.through = chunk.through;
    run.changes.insert(run.changes.end(), chunk.changes.begin(), chunk.changes.end());
}

PlayBatch PlayBuffer::takeAll() {
    PlayBatch batch;
    batch.chunks.reserve(m_runs.size());
    for (const auto& [matchId, run] : m_runs)
        batch.chunks.push_back(encoded(matchId, run));
    m_runs.clear();
    batch.points = std::exchange(m_points, {});
    return batch;
}

PlayBatch PlayBuffer::takeMatch(std::int64_t matchId) {
    PlayBatch batch;
    const auto found = m_runs.find(matchId);
    if (found != m_runs.end()) {
        batch.chunks.push_back(encoded(matchId, found->second));
        m_runs.erase(found);
    }
    const auto [ours, end] =
        std::ranges::stable_partition(m_points, [&](const auto& point) { return point.matchId != matchId; });
    std::move(ours, end, std::back_inserter(batch.points));
    m_points.erase(ours, end);
    return batch;
}

play::InputChunk PlayBuffer::encoded(std::int64_t matchId, const Run& run) {
    return {matchId, run.after, run.through, QByteArray::fromStdString(pong::encodeChanges(run.changes, run.after))};
}

std::vector<PlayBatch> splitByMatch(PlayBatch batch) {
    std::map<std::int64_t, PlayBatch> byMatch;
    for (play::InputChunk& chunk : batch.chunks)
        byMatch[chunk.matchId].chunks.push_back(std::move(chunk));
    for (play::StoredPoint& point : batch.points)
        byMatch[point.matchId].points.push_back(std::move(point));
    std::vector<PlayBatch> batches;
    batches.reserve(byMatch.size());
    for (auto& [matchId, part] : byMatch)
        batches.push_back(std::move(part));
    return batches;
}

}  // namespace server

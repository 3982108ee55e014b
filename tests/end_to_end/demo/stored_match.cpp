#include "tests/end_to_end/demo/stored_match.h"

#include "server/database/transaction_runner.h"
#include "server/play/play_store.h"

#include <chrono>
#include <stdexcept>

namespace demo {

namespace {

using namespace std::chrono_literals;

StoredMatch read(server::Transaction& transaction) {
    const server::Rows ended = transaction.execute("SELECT id, desyncs FROM game_sessions WHERE status <> 'live'");
    if (ended.size() != 1)
        throw std::runtime_error("PostgreSQL holds " + std::to_string(ended.size()) + " finished matches, not one");

    StoredMatch match;
    match.id = ended.one().int64(u"id");
    match.desyncs = static_cast<int>(ended.one().int64(u"desyncs"));
    const server::play::StoredMatch stored = server::play::storedMatch(transaction, match.id);
    for (std::size_t side = 0; side < 2; ++side) {
        match.players[side] = QString::fromStdString(stored.players[side].username());
        match.score[side] = stored.score[side];
        if (stored.winnerId == stored.players[side].user_id())
            match.winner = match.players[side];
    }
    match.points = static_cast<int>(stored.points.size());

    pong::Replay replay(stored.recording);
    while (!replay.atEnd())
        replay.step();
    for (std::size_t side = 0; side < 2; ++side)
        match.replayed[side] = replay.simulation().state().score[side];

    const server::Rows history =
        transaction.execute("SELECT count(*) AS rows FROM match_history WHERE match_id = $1", match.id);
    match.historyRows = static_cast<int>(history.one().int64(u"rows"));
    return match;
}

}  // namespace

StoredMatch readFinishedMatch(const QString& databaseUrl) {
    server::Connection connection(server::ConnectionSettings::fromUrl(databaseUrl), {});
    StoredMatch match;
    server::runInTransaction(
        connection, [&match](server::Transaction& transaction) { match = read(transaction); },
        std::chrono::steady_clock::now() + 5s);
    return match;
}

}  // namespace demo

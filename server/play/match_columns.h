#pragma once

// How what the program knows of matches and players stands in the columns of PostgreSQL, and back. Pure functions; any
// thread.

#include "server/database/rows.h"
#include "shared/pong/rules.h"
#include "shared/pong/simulation.h"

#include <QString>

#include <optional>
#include <shared/protocol/play.pb.h>

namespace server::play {

// game_sessions.mode, match_history.mode. A value without a column's text is a defect and throws std::logic_error.
QString modeText(pong::wire::MatchMode mode);
pong::wire::MatchMode modeOf(const QString& text);

// game_sessions.status of a match that ended so, match_history.reason.
QString reasonText(pong::wire::MatchEndReason reason);
pong::wire::MatchEndReason reasonOf(const QString& text);

// game_sessions.rules, with the version of the rules.
QString rulesJson(const pong::Rules& rules);
// Null where they are invalid, or of another version of the rules than this program's.
std::optional<pong::Rules> rulesOf(const QString& json);

// points.scorer: player 1 is the left side.
inline int playerNumber(pong::Side side) {
    return side == pong::Side::Left ? 1 : 2;
}
inline pong::Side sideOf(int playerNumber) {
    return playerNumber == 1 ? pong::Side::Left : pong::Side::Right;
}

inline std::int64_t millisecondsOf(pong::Tick tick) {
    return std::int64_t{tick} * 1000 / pong::ticksPerSecond;
}

// A row of the view player_cards.
pong::wire::PlayerCard cardOf(const Row& row);

}  // namespace server::play

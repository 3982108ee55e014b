#pragma once

// What a MatchSnapshot says, checked. Pure function; any thread.

#include "shared/pong/match_wire.h"

#include <optional>
#include <shared/protocol/play.pb.h>
#include <vector>

namespace client {

struct Snapshot {
    pong::State state;
    pong::Inputs directions;
    std::vector<pong::RelayedChange> pending;
};

// Null where it is not one of a match by these rules.
std::optional<Snapshot> readSnapshot(const pong::wire::MatchSnapshot& snapshot, const pong::Rules& rules);

}  // namespace client

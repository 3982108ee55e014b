#pragma once

// What tests of single rules look at in a virtual match.

#include "tests/end_to_end/netcode/virtual_match.h"

#include <algorithm>
#include <array>
#include <vector>

namespace netcode {

inline constexpr std::int64_t millisecond = 1000;
inline constexpr std::int64_t second = 1'000'000;

inline Setup setupOf(int delayMs, std::uint64_t seed = 1) {
    Setup setup;
    setup.conditions.delayUs = delayMs * millisecond;
    setup.seed = seed;
    return setup;
}

// The recorded changes of one side, without the releases that starts and pauses record.
inline std::vector<pong::Change> pressesOf(const VirtualMatch& match, pong::Side side) {
    std::vector<pong::Change> presses;
    for (const pong::Change& change : match.recording().changes)
        if (change.side == side && (!presses.empty() || change.direction != pong::Direction::None))
            presses.push_back(change);
    return presses;
}

inline client::MatchFrame::Stage stageOf(VirtualMatch& match, pong::Side side) {
    return match.client(side).frame(match.nowUs()).stage;
}

// Whether what both clients hold for final is what the server records, which it does within a second; time passes.
inline bool areInStep(VirtualMatch& match) {
    const pong::Simulation left = match.left().match().confirmed();
    const pong::Simulation right = match.right().match().confirmed();
    const pong::Tick last = std::max(left.state().tick, right.state().tick);
    if (!match.runUntil([&] { return match.recording().lastTick >= last; }, 2'000'000))
        return false;
    pong::Replay replay(match.recording());
    return std::ranges::all_of(std::array{&left, &right}, [&replay](const pong::Simulation* client) {
        replay.seek(client->state().tick);
        return client->hash() == replay.simulation().hash();
    });
}

}  // namespace netcode

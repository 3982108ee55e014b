#include "client/match/snapshot.h"

namespace client {

std::optional<Snapshot> readSnapshot(const pong::wire::MatchSnapshot& snapshot, const pong::Rules& rules) {
    const std::optional<pong::State> state = pong::decodeState(snapshot.state(), rules);
    if (!state || snapshot.directions_size() != 2 || snapshot.last_number_size() != 2 || snapshot.present_size() != 2)
        return std::nullopt;
    Snapshot read{*state, {}, {}};
    for (int side = 0; side < 2; ++side) {
        if (snapshot.directions(side) < -1 || snapshot.directions(side) > 1)
            return std::nullopt;
        read.directions[static_cast<std::size_t>(side)] = static_cast<pong::Direction>(snapshot.directions(side));
    }
    for (const std::uint32_t packed : snapshot.changes())
        if (const std::optional<pong::RelayedChange> change = pong::unpackChange(packed, state->tick))
            read.pending.push_back(*change);
    return read;
}

}  // namespace client

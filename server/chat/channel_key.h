#pragma once

// Which conversation is meant, as the server knows it: the wire names a direct one by "the other", which is somebody
// else for each of the two. A value; any thread.

#include "server/net/refusal.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <shared/protocol/chat.pb.h>

namespace server {

struct ChannelKey {
    wire::Channel::Kind kind = wire::Channel::UNSPECIFIED;
    std::int64_t first = 0;   // DIRECT: the lower user id; MATCH, TOURNAMENT: its id; LOBBY: 0
    std::int64_t second = 0;  // DIRECT: the higher user id

    bool operator==(const ChannelKey&) const = default;

    // DIRECT: whom this one of the two talks with.
    UserId otherThan(UserId user) const { return user == first ? second : first; }
};

inline ChannelKey directChannel(UserId one, UserId other) {
    return {wire::Channel::DIRECT, std::min(one, other), std::max(one, other)};
}

// Throws Refusal for what names no channel.
ChannelKey channelKeyOf(const wire::Channel& channel, UserId viewer);
// As this user sees it.
wire::Channel channelFor(const ChannelKey& key, UserId viewer);

struct ChannelKeyHash {
    std::size_t operator()(const ChannelKey& key) const {
        const std::hash<std::int64_t> hash;
        return (hash(key.first) * 31 + hash(key.second)) * 31 + static_cast<std::size_t>(key.kind);
    }
};

}  // namespace server

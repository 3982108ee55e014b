#include "server/chat/channel_key.h"

namespace server {

namespace {

[[noreturn]] void noSuchChannel() {
    throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("There is no such conversation."));
}

}  // namespace

ChannelKey channelKeyOf(const wire::Channel& channel, UserId viewer) {
    switch (channel.kind()) {
        case wire::Channel::LOBBY:
            if (channel.id() != 0)
                noSuchChannel();
            return {wire::Channel::LOBBY, 0, 0};
        case wire::Channel::DIRECT:
            if (channel.id() <= 0 || channel.id() == viewer)
                noSuchChannel();
            return directChannel(viewer, channel.id());
        case wire::Channel::MATCH:
        case wire::Channel::TOURNAMENT:
            if (channel.id() <= 0)
                noSuchChannel();
            return {channel.kind(), channel.id(), 0};
        default:
            noSuchChannel();
    }
}

wire::Channel channelFor(const ChannelKey& key, UserId viewer) {
    wire::Channel channel;
    channel.set_kind(key.kind);
    channel.set_id(key.kind == wire::Channel::DIRECT ? key.otherThan(viewer) : key.first);
    return channel;
}

}  // namespace server

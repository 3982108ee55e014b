#pragma once

// The SQL of reading channels: pages, the list of them, what was read. Store functions for Database::transaction:
// database threads only.

#include "server/chat/channel_access.h"

#include <cstdint>

namespace server::chat {

struct PageQuery {
    ChannelKey channel;
    UserId user = 0;
    bool watches = false;       // MATCH: the user is a spectator of it
    std::int64_t beforeId = 0;  // 0: the newest page
    std::int64_t afterId = 0;   // 0: by beforeId
    int limit = 0;
};

// Throws Refusal for who may not read it. An index scan as deep as the page, which is shorter than asked for (and says
// that there is more) where longer would not fit a message.
wire::ChatPageReply page(Transaction& transaction, PageQuery query);

// `match`: the one this user plays or watches; 0: none.
wire::ChatChannelsReply channels(Transaction& transaction, UserId user, std::int64_t match);

// Moves the read position on, never back, and never beyond what there is.
wire::ChatReadNotice markRead(Transaction& transaction, ChannelKey channel, UserId user, bool watches,
                              std::int64_t readId);

// Whether this user's typing is shown to the other one: they talk already, and neither blocked the other.
bool showsTyping(Transaction& transaction, UserId user, UserId other);

}  // namespace server::chat

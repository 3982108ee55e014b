#pragma once

// The SQL of writing messages. Store functions for Database::transaction: database threads only.

#include "server/chat/channel_access.h"

#include <QString>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace server::chat {

struct Message {
    wire::ChatMessage content;  // without its channel, which depends on who sees it
    bool isWithheld = false;    // its receiver had blocked the sender
};

struct NewMessage {
    ChannelKey channel;
    UserId sender = 0;
    bool watches = false;  // MATCH: the sender is a spectator of it
    QString text;          // normalised, not empty, not too long
    QString clientId;
};

struct Posted {
    Message message;
    // What was stored since `deliveredThrough`, this one too, in its order. Usually only this one: none where it was
    // delivered before, more where the outcome of an earlier transaction was not known.
    std::vector<Message> undelivered;
    std::array<UserId, 2> players{};  // MATCH
};

// Throws Refusal for who may not write there. A message with this client id that is stored already is found again.
Posted post(Transaction& transaction, NewMessage message, std::int64_t deliveredThrough);

// 0: none yet.
std::int64_t lastMessageId(Transaction& transaction, ChannelKey channel);

// The row of this channel; none: nobody ever wrote there.
std::optional<std::int64_t> findChannel(Transaction& transaction, const ChannelKey& channel);

// A row of messages (id, sent_at, message, client_id) with its sender's card.
void fill(wire::ChatMessage& out, const Row& row);

}  // namespace server::chat

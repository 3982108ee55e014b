#pragma once

// The SQL of writing messages. Store functions for Database::transaction: database threads only.

#include "server/chat/channel_access.h"

#include <QString>

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
    // One a message, in their order: as it is stored, or why it is not.
    struct Result {
        Message message;
        std::optional<Refusal> refusal;
    };
    std::vector<Result> results;
    // What was stored since `deliveredThrough`, these too, in its order. Usually only these: fewer where some were
    // delivered before, more where the outcome of an earlier transaction was not known. None where all were refused.
    std::vector<Message> undelivered;
    std::vector<UserId> members;  // MATCH, TOURNAMENT
};

// Messages to one channel, in this order, at least one. Whoever may not write there is refused, which is nothing to the
// others. A message with a client id that its sender used before is found again.
Posted post(Transaction& transaction, std::vector<NewMessage> messages, std::int64_t deliveredThrough);

// 0: none yet.
std::int64_t lastMessageId(Transaction& transaction, ChannelKey channel);

// The row of this channel; none: nobody ever wrote there.
std::optional<std::int64_t> findChannel(Transaction& transaction, const ChannelKey& channel);

// A row of messages (id, sent_at, message, client_id) with its sender's card.
void fill(wire::ChatMessage& out, const Row& row);

}  // namespace server::chat

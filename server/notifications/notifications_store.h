#pragma once

// The SQL of notifications. Store functions for Database::transaction: database threads only.

#include "server/database/transaction.h"
#include "server/net/refusal.h"

#include <QString>

#include <cstdint>
#include <shared/protocol/notifications.pb.h>

namespace server::notifications {

struct NewNotification {
    UserId user = 0;
    wire::NotificationKind kind = wire::NOTIFICATION_UNSPECIFIED;
    UserId from = 0;  // 0: the server itself
    QString text;
    std::int64_t subject = 0;
};

// Counted up to here; more is "many".
constexpr int mostUnseen = 100;
// Characters of a text.
constexpr int longestText = 500;
// Older ones of a user make room for new ones.
constexpr int mostKept = 200;

// What the user's devices are told. Replaces the unseen one of the same kind and person.
wire::NotificationReceived insert(Transaction& transaction, NewNotification notification);

// Newest first.
wire::NotificationsReply page(Transaction& transaction, UserId user, std::int64_t beforeId, int limit);

// How many are unseen after everything up to this one was seen.
std::uint32_t markSeen(Transaction& transaction, UserId user, std::int64_t upToId);

// How many are unseen after this one was; none if there was nothing to do.
std::optional<std::uint32_t> settle(Transaction& transaction, UserId user, wire::NotificationKind kind, UserId from);

// Drops what nobody will look for any more.
void sweep(Transaction& transaction);

}  // namespace server::notifications

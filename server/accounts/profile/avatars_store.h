#pragma once

// The SQL of people's own pictures. Store functions, for a database thread.

#include "server/accounts/profile/avatar_image.h"
#include "server/database/transaction.h"
#include "server/net/refusal.h"

#include <optional>
#include <shared/protocol/profile.pb.h>

namespace server::accounts {

void setAvatar(Transaction& transaction, UserId user, AvatarImage image);
void removeAvatar(Transaction& transaction, UserId user);

// None: nobody has this picture any more.
std::optional<wire::AvatarReply> findAvatar(Transaction& transaction, QByteArray hash);

}  // namespace server::accounts

#pragma once

// The SQL of where an account is signed in and which computers it trusts. Store functions, for a database thread.

#include "server/database/transaction.h"
#include "server/net/refusal.h"

#include <shared/protocol/devices.pb.h>

namespace server::accounts {

// Those that are good now, last used first; at most a hundred. Which is current or online is not in the database.
wire::DevicesReply findDevices(Transaction& transaction, UserId user);

// False: there is no such device of this user.
bool revokeDevice(Transaction& transaction, UserId user, wire::DeviceKind kind, std::int64_t id, QString address);

// Every sign-in but this one, and every trusted computer.
void revokeOtherDevices(Transaction& transaction, UserId user, std::int64_t signIn, QString address);

}  // namespace server::accounts

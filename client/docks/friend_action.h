#pragma once

// What can be done with a person from a row or its menu. Plain values; any thread.

#include <QList>

namespace client {

enum class FriendAction { Accept, Decline, Withdraw, Add, Invite, Message, Watch, Profile, Remove, Block, Unblock };

using FriendActions = QList<FriendAction>;

}  // namespace client

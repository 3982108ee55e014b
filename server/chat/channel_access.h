#pragma once

// Who may read and write which channel: the one function that every message, page and notice asks. A store function:
// database threads only.
//
// - lobby: whoever is signed in;
// - direct: both of the two. Whoever blocked the other reads and writes nothing there. The blocked one must not notice,
//   so he reads and writes on as ever, but what he writes reaches nobody;
// - match: its players, from its start until a while after its end, then they may still read; and whoever watches;
// - tournament: who is or was in it and who organises it, from its making until a while after its end, then they may
//   still read; a cancelled one is read only.
//
// Muted people read what they may, and write nothing. Whose account is deleted, disabled or banned reads nothing
// either.

#include "server/chat/channel_key.h"
#include "server/database/transaction.h"

#include <vector>

namespace server::chat {

struct ChannelRights {
    bool read = false;
    bool write = false;
    bool reaches = true;          // false: what is written is shown to its writer only
    QString whyNotWrite;          // for the person; empty where write, or where it is not to be told
    std::vector<UserId> members;  // MATCH: who plays; TOURNAMENT: who is in it; else nobody
};

// `watches`: the user is a spectator of this match now.
ChannelRights rightsIn(Transaction& transaction, const ChannelKey& channel, UserId user, bool watches);

// The same; throws Refusal for who may not.
ChannelRights requireRead(Transaction& transaction, const ChannelKey& channel, UserId user, bool watches);
ChannelRights requireWrite(Transaction& transaction, const ChannelKey& channel, UserId user, bool watches);

}  // namespace server::chat

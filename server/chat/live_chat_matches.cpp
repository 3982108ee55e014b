#include "server/chat/live_chat_matches.h"

#include "server/play/live_matches.h"

namespace server {

std::int64_t LiveChatMatches::matchOf(UserId user) const {
    return m_matches.matchIdOf(user);
}

// Matches cannot be watched yet.
bool LiveChatMatches::watches(UserId, std::int64_t) const {
    return false;
}

std::vector<UserId> LiveChatMatches::watchersOf(std::int64_t) const {
    return {};
}

}  // namespace server

#include "server/chat/live_chat_matches.h"

#include "server/play/live_matches.h"
#include "server/play/spectators.h"

#include <algorithm>

namespace server {

std::int64_t LiveChatMatches::matchOf(UserId user) const {
    const std::int64_t played = m_matches.matchIdOf(user);
    return played != 0 ? played : m_spectators.watchedBy(user);
}

bool LiveChatMatches::watches(UserId user, std::int64_t match) const {
    const std::vector<UserId> watchers = watchersOf(match);
    return std::find(watchers.begin(), watchers.end(), user) != watchers.end();
}

std::vector<UserId> LiveChatMatches::watchersOf(std::int64_t match) const {
    return m_spectators.usersOf(match);
}

}  // namespace server

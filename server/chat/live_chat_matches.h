#pragma once

// ChatMatches as the running matches and their spectators are. Main thread.

#include "server/chat/chat_matches.h"

namespace server {

class LiveMatches;
class Spectators;

class LiveChatMatches final : public ChatMatches {
 public:
    // Both outlive it.
    LiveChatMatches(const LiveMatches& matches, const Spectators& spectators)
        : m_matches(matches), m_spectators(spectators) {}

    std::int64_t matchOf(UserId user) const override;
    bool watches(UserId user, std::int64_t match) const override;
    std::vector<UserId> watchersOf(std::int64_t match) const override;

 private:
    const LiveMatches& m_matches;
    const Spectators& m_spectators;
};

}  // namespace server

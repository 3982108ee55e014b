#pragma once

// ChatMatches as the running matches are. Main thread.

#include "server/chat/chat_matches.h"

namespace server {

class LiveMatches;

class LiveChatMatches final : public ChatMatches {
 public:
    // `matches` outlives it.
    explicit LiveChatMatches(const LiveMatches& matches) : m_matches(matches) {}

    std::int64_t matchOf(UserId user) const override;
    bool watches(UserId user, std::int64_t match) const override;
    std::vector<UserId> watchersOf(std::int64_t match) const override;

 private:
    const LiveMatches& m_matches;
};

}  // namespace server

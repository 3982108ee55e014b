#pragma once

// What a tournament may be: one text for client and server, so that the dialog and the server agree. Pure; any thread.

#include "shared/protocol/chat_text.h"

#include <algorithm>
#include <array>

namespace pong {

constexpr std::array tournamentSizes{4, 8, 16, 32};
constexpr int longestTournamentName = 40;  // characters as chatTextLength() counts them

// A name as it is stored and shown; empty where nothing could be seen.
inline QString normalisedTournamentName(const QString& name) {
    return normalisedChatText(name);
}

inline bool isTournamentSize(int size) {
    return std::find(tournamentSizes.begin(), tournamentSizes.end(), size) != tournamentSizes.end();
}

}  // namespace pong

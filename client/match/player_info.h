#pragma once

// A player's card off the wire, as pages show one. Pure function; any thread.

#include "client/match/match_driver.h"

#include <shared/protocol/common.pb.h>

namespace client {

inline PlayerInfo playerInfoOf(const pong::wire::PlayerCard& card) {
    PlayerInfo info;
    info.name = QString::fromStdString(card.username());
    info.avatarUrl = QString::fromStdString(card.avatar_url());
    info.rating = card.rating();
    return info;
}

}  // namespace client

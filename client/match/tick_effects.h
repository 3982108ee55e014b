#pragma once

// What there is to hear and to flash of a tick. Pure function; any thread.

#include "client/match/confirmed_match.h"
#include "client/match/match_effect.h"

#include <vector>

namespace client {

// As somebody sees it who plays on this side, and so sees that side at the left.
std::vector<MatchEffect> effectsOf(const TickEvents& happened, pong::Side seenFrom);

}  // namespace client

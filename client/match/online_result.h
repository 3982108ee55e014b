#pragma once

// How the server says that a match ended, as the match page shows it. Pure function; any thread.

#include "client/match/match_driver.h"

#include <shared/protocol/play.pb.h>

namespace client {

// With the server's left at the left.
MatchResult onlineResult(const pong::wire::MatchEnded& ended);

}  // namespace client

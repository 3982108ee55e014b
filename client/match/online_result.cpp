#include "client/match/online_result.h"

namespace client {

namespace {

MatchResult::Reason reasonOf(pong::wire::MatchEndReason reason) {
    switch (reason) {
        case pong::wire::END_FORFEIT:
            return MatchResult::Reason::Forfeit;
        case pong::wire::END_ABANDONED:
            return MatchResult::Reason::Abandoned;
        default:
            return MatchResult::Reason::Played;
    }
}

}  // namespace

MatchResult onlineResult(const pong::wire::MatchEnded& ended) {
    MatchResult result;
    result.reason = reasonOf(ended.reason());
    if (ended.winner() >= 0)
        result.winner = ended.winner() == 0 ? pong::Side::Left : pong::Side::Right;
    result.score = {static_cast<int>(ended.score_left()), static_cast<int>(ended.score_right())};
    result.stored = ended.stored();
    return result;
}

}  // namespace client

#include "client/match/tick_effects.h"

#include <utility>

namespace client {

namespace {

using Kind = MatchEffect::Kind;

// As the left player sees it.
constexpr std::pair<pong::Event, Kind> effectKinds[] = {
    {pong::WallHit, Kind::WallHit},
    {pong::LeftPaddleHit, Kind::LeftPaddleHit},
    {pong::RightPaddleHit, Kind::RightPaddleHit},
    {pong::LeftScored, Kind::LeftScored},
    {pong::RightScored, Kind::RightScored},
    {pong::Served, Kind::Served},
    {pong::MatchOver, Kind::Over},
};

Kind mirrored(Kind kind) {
    switch (kind) {
        case Kind::LeftPaddleHit:
            return Kind::RightPaddleHit;
        case Kind::RightPaddleHit:
            return Kind::LeftPaddleHit;
        case Kind::LeftScored:
            return Kind::RightScored;
        case Kind::RightScored:
            return Kind::LeftScored;
        default:
            return kind;
    }
}

}  // namespace

std::vector<MatchEffect> effectsOf(const TickEvents& happened, pong::Side seenFrom) {
    std::vector<MatchEffect> effects;
    for (const auto& [event, kind] : effectKinds)
        if ((happened.events & event) != 0)
            effects.push_back({happened.tick, seenFrom == pong::Side::Left ? kind : mirrored(kind)});
    return effects;
}

}  // namespace client

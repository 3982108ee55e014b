#include "client/match/effect_log.h"

#include <algorithm>
#include <cstdlib>

namespace client {

bool EffectLog::isSame(const MatchEffect& effect, pong::Tick played) {
    const bool isHit =
        effect.kind == MatchEffect::Kind::LeftPaddleHit || effect.kind == MatchEffect::Kind::RightPaddleHit;
    return isHit ? std::abs(effect.tick - played) < closestHits : effect.tick == played;
}

bool EffectLog::isNew(const MatchEffect& effect) {
    const auto kind = static_cast<std::size_t>(effect.kind);
    auto& played = m_played[kind];
    const bool wasPlayed =
        std::any_of(played.begin(), played.end(), [&](const Played& each) { return isSame(effect, each.tick); });
    if (wasPlayed)
        return false;
    played[m_next[kind]].tick = effect.tick;
    m_next[kind] = (m_next[kind] + 1) % remembered;
    return true;
}

}  // namespace client

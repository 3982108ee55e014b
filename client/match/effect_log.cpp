#include "client/match/effect_log.h"

#include <algorithm>
#include <cstdlib>

namespace client {

bool EffectLog::isNew(const MatchEffect& effect) {
    const auto kind = static_cast<std::size_t>(effect.kind);
    auto& played = m_played[kind];
    const bool wasPlayed = std::any_of(played.begin(), played.end(),
                                       [&](const Played& each) { return std::abs(effect.tick - each.tick) < closest; });
    if (wasPlayed)
        return false;
    played[m_next[kind]].tick = effect.tick;
    m_next[kind] = (m_next[kind] + 1) % remembered;
    return true;
}

}  // namespace client

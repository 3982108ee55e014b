#include "client/match/held_keys.h"

#include <algorithm>

namespace client {

std::optional<Steering> HeldKeys::press(Qt::Key key) {
    const auto bound = m_bindings.find(key);
    if (!bound)
        return std::nullopt;
    std::erase(m_held, key);
    m_held.push_back(key);
    return Steering{bound->seat, bound->direction};
}

std::optional<Steering> HeldKeys::release(Qt::Key key) {
    const auto bound = m_bindings.find(key);
    if (!bound)
        return std::nullopt;
    std::erase(m_held, key);
    return Steering{bound->seat, directionOf(bound->seat)};
}

pong::Direction HeldKeys::directionOf(pong::Side seat) const {
    for (auto key = m_held.rbegin(); key != m_held.rend(); ++key) {
        const auto bound = m_bindings.find(*key);
        if (bound && bound->seat == seat)
            return bound->direction;
    }
    return pong::Direction::None;
}

}  // namespace client

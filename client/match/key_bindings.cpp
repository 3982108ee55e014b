#include "client/match/key_bindings.h"

#include <algorithm>

namespace client {

using pong::Direction;
using pong::Side;

KeyBindings KeyBindings::twoPlayers() {
    KeyBindings bindings;
    bindings.bind(Qt::Key_W, {Side::Left, Direction::Up});
    bindings.bind(Qt::Key_S, {Side::Left, Direction::Down});
    bindings.bind(Qt::Key_Up, {Side::Right, Direction::Up});
    bindings.bind(Qt::Key_Down, {Side::Right, Direction::Down});
    return bindings;
}

KeyBindings KeyBindings::onePlayer() {
    KeyBindings bindings;
    bindings.bind(Qt::Key_W, {Side::Left, Direction::Up});
    bindings.bind(Qt::Key_S, {Side::Left, Direction::Down});
    bindings.bind(Qt::Key_Up, {Side::Left, Direction::Up});
    bindings.bind(Qt::Key_Down, {Side::Left, Direction::Down});
    return bindings;
}

std::optional<Steering> KeyBindings::find(Qt::Key key) const {
    for (const auto& [bound, steering] : m_bindings)
        if (bound == key)
            return steering;
    return std::nullopt;
}

std::vector<Qt::Key> KeyBindings::keysOf(Steering steering) const {
    std::vector<Qt::Key> keys;
    for (const auto& [bound, what] : m_bindings)
        if (what == steering)
            keys.push_back(bound);
    return keys;
}

void KeyBindings::bind(Qt::Key key, Steering steering) {
    std::erase_if(m_bindings, [key](const auto& binding) { return binding.first == key; });
    if (steering.direction != Direction::None)
        m_bindings.emplace_back(key, steering);
}

}  // namespace client

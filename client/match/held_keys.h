#pragma once

// Which bound keys are down, and the direction that follows for each seat: of two opposite keys the last pressed wins,
// and releasing it returns to the other. Pure logic; any thread.

#include "client/match/key_bindings.h"

#include <vector>

namespace client {

class HeldKeys {
 public:
    explicit HeldKeys(KeyBindings bindings) : m_bindings(std::move(bindings)) {}

    // Null: the key steers nothing. Else the seat it steers and the direction that seat now holds.
    std::optional<Steering> press(Qt::Key key);
    std::optional<Steering> release(Qt::Key key);
    // Every key is up.
    void clear() { m_held.clear(); }

    pong::Direction directionOf(pong::Side seat) const;
    const KeyBindings& bindings() const { return m_bindings; }

 private:
    KeyBindings m_bindings;
    std::vector<Qt::Key> m_held;  // in the order they were pressed
};

}  // namespace client

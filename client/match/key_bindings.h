#pragma once

// Which key steers which seat, and in which direction. A plain value: every match is given one, the settings page will
// edit one. Any thread.

#include "shared/pong/simulation.h"

#include <Qt>

#include <optional>
#include <utility>
#include <vector>

namespace client {

struct Steering {
    pong::Side seat = pong::Side::Left;
    pong::Direction direction = pong::Direction::None;

    bool operator==(const Steering&) const = default;
};

class KeyBindings {
 public:
    // W and S steer the left seat, the arrows the right one.
    static KeyBindings twoPlayers();
    // W and S, and the arrows too, steer the left seat.
    static KeyBindings onePlayer();

    // Null: the key steers nothing.
    std::optional<Steering> find(Qt::Key key) const;
    // The keys of a seat and direction, in the order they were bound; what the page shows as keycaps.
    std::vector<Qt::Key> keysOf(Steering steering) const;
    // A key steers one thing: binding it again replaces what it did. Direction::None is not bound.
    void bind(Qt::Key key, Steering steering);

 private:
    std::vector<std::pair<Qt::Key, Steering>> m_bindings;
};

}  // namespace client

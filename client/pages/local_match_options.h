#pragma once

// What a match without a server is played by. A plain value.

#include "shared/pong/rules.h"

#include <QMetaType>

namespace client {

enum class LocalMode { TwoPlayers, VersusAi };

struct LocalMatchOptions {
    LocalMode mode = LocalMode::TwoPlayers;
    int aiLevel = 3;  // pong::ai::lowestLevel to highestLevel
    pong::Rules rules;

    bool operator==(const LocalMatchOptions&) const = default;
};

}  // namespace client

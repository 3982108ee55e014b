#pragma once

// Every field of a State in its one order, for what must not forget any of them: the hash and the encoding.

#include "shared/pong/simulation.h"

#include <concepts>
#include <type_traits>

namespace pong {

// Calls visit(field) with each number of the state; StateType is State or const State.
template <typename StateType, typename Visit>
requires std::same_as<std::remove_const_t<StateType>, State>
void visitFields(StateType& state, Visit visit) {
    visit(state.tick);
    visit(state.paddleY[0]);
    visit(state.paddleY[1]);
    visit(state.ballX);
    visit(state.ballY);
    visit(state.velocityX);
    visit(state.velocityY);
    visit(state.speed);
    visit(state.rally);
    visit(state.serveTicks);
    visit(state.score[0]);
    visit(state.score[1]);
    visit(state.phase);
    visit(state.serveTo);
    visit(state.generator);
}
// A new field changes the size, the fields above and rulesVersion.
static_assert(sizeof(State) == 56);

// The field's bits as an unsigned number of the same width.
template <typename Field>
constexpr auto bitsOf(Field field) {
    if constexpr (std::is_enum_v<Field>)
        return static_cast<std::make_unsigned_t<std::underlying_type_t<Field>>>(field);
    else
        return static_cast<std::make_unsigned_t<Field>>(field);
}

}  // namespace pong

#include "tests/shared/flying_ball.h"

#include "shared/pong/trigonometry.h"

#include <cstdlib>

namespace pong::test {

State flying(Fixed x, Fixed y, int speed, Side towards, int angle, const Rules& rules) {
    State state = Simulation(rules, 1).state();
    const auto part = [speed](int value) {
        return static_cast<Fixed>(std::int64_t{units(speed)} * value / (trigonometryUnit * ticksPerSecond));
    };
    state.phase = Phase::Rally;
    state.serveTicks = 0;
    state.ballX = x;
    state.ballY = y;
    state.speed = units(speed);
    state.velocityX = towards == Side::Left ? -part(cosine(std::abs(angle))) : part(cosine(std::abs(angle)));
    state.velocityY = angle < 0 ? -part(sine(-angle)) : part(sine(angle));
    return state;
}

Events stepUntil(Simulation& simulation, int wanted, Tick limit, const Inputs& inputs) {
    for (Tick i = 0; i < limit; ++i) {
        const Events events = simulation.step(inputs);
        if (events & wanted)
            return events;
    }
    return NoEvent;
}

int angleOf(const State& state) {
    const int sign = state.velocityY < 0 ? -1 : 1;
    for (int angle = 0; angle < 90; ++angle) {
        const State other = flying(0, 0, state.speed / unit, Side::Left, angle, Rules{});
        if (std::abs(other.velocityY - std::abs(state.velocityY)) <= 16)
            return sign * angle;
    }
    return 90;
}

}  // namespace pong::test

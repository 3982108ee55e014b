#include "tests/shared/players.h"

#include "shared/pong/random.h"

namespace pong::test {

Inputs Players::next(const Simulation& simulation) {
    Inputs inputs;
    for (std::size_t side = 0; side < 2; ++side) {
        Player& player = m_players[side];
        if (player.moodTicks-- <= 0)
            changeMood(player, simulation.rules());
        player.held = wanted(player, simulation.state().paddleY[side], simulation.state().ballY);
        inputs[side] = player.held;
    }
    return inputs;
}

void Players::changeMood(Player& player, const Rules& rules) {
    const int dice = randomBelow(m_generator, 10);
    player.mood = dice == 0 ? Mood::Lazy : dice < 3 ? Mood::Wild : Mood::Following;
    player.moodTicks = 40 + randomBelow(m_generator, 300);
    // Up to ten units past the paddle's ends, so that corners are hit and missed.
    const int reach = rules.paddleHeight / 2 + 10;
    player.aim = units(randomBelow(m_generator, 2 * reach) - reach);
}

Direction Players::wanted(const Player& player, Fixed paddleY, Fixed ballY) {
    constexpr Fixed closeEnough = units(3);
    const Fixed off = ballY - paddleY - player.aim;
    switch (player.mood) {
        case Mood::Lazy:
            return Direction::None;
        case Mood::Wild:
            if (randomBelow(m_generator, 15) > 0)
                return player.held;
            return static_cast<Direction>(randomBelow(m_generator, 3) - 1);
        case Mood::Following:
            return off > closeEnough ? Direction::Down : off < -closeEnough ? Direction::Up : Direction::None;
    }
    return Direction::None;
}

Rules someRules(std::uint64_t& generator) {
    constexpr std::array pointCounts{5, 7, 11, 15, 21};
    constexpr std::array paddleHeights{64, 84, 112};
    Rules rules;
    rules.pointsToWin = pointCounts[static_cast<std::size_t>(randomBelow(generator, 5))];
    rules.winMargin = 1 + randomBelow(generator, 2);
    rules.paddleHeight = paddleHeights[static_cast<std::size_t>(randomBelow(generator, 3))];
    rules.ballSpeed = 200 + randomBelow(generator, 601);
    rules.ballSpeedUp = randomBelow(generator, 21);
    rules.ballSpeedMax = rules.ballSpeed + randomBelow(generator, 1501 - rules.ballSpeed);
    return rules;
}

}  // namespace pong::test

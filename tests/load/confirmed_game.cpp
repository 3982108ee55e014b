#include "tests/load/confirmed_game.h"

#include <algorithm>

namespace load {
namespace {

constexpr pong::Tick farthestExpected = 60;

// Makes one step; applies and counts the changes of its tick that stand from `next` on.
void stepOnce(pong::Simulation& simulation, pong::Inputs& directions, const std::vector<pong::Change>& changes,
              std::size_t& next) {
    const pong::Tick tick = simulation.state().tick + 1;
    for (; next < changes.size() && changes[next].tick <= tick; ++next)
        directions[index(changes[next].side)] = changes[next].direction;
    simulation.step(directions);
}

}  // namespace

std::optional<ConfirmedGame> ConfirmedGame::from(const pong::wire::MatchSnapshot& snapshot, const pong::Rules& rules) {
    const std::optional<pong::State> state = pong::decodeState(snapshot.state(), rules);
    if (!state || snapshot.directions_size() != 2)
        return std::nullopt;
    ConfirmedGame game(pong::Simulation(rules, *state));
    for (int side = 0; side < 2; ++side) {
        if (snapshot.directions(side) < -1 || snapshot.directions(side) > 1)
            return std::nullopt;
        game.m_directions[static_cast<std::size_t>(side)] = static_cast<pong::Direction>(snapshot.directions(side));
    }
    for (const std::uint32_t packed : snapshot.changes()) {
        const auto change = pong::unpackChange(packed, state->tick);
        if (!change)
            return std::nullopt;
        game.add(change->change());
    }
    return game;
}

void ConfirmedGame::add(const pong::Change& change) {
    const auto later = std::find_if(m_coming.begin(), m_coming.end(),
                                    [&](const pong::Change& other) { return other.tick > change.tick; });
    m_coming.insert(later, change);
}

void ConfirmedGame::advanceTo(pong::Tick tick) {
    std::size_t applied = 0;
    while (m_simulation.state().tick < tick)
        stepOnce(m_simulation, m_directions, m_coming, applied);
    m_coming.erase(m_coming.begin(), m_coming.begin() + static_cast<std::ptrdiff_t>(applied));
}

void ConfirmedGame::pausedAt(pong::Tick tick) {
    advanceTo(tick);
    m_coming.clear();
    add({tick + 1, pong::Side::Left, pong::Direction::None});
    add({tick + 1, pong::Side::Right, pong::Direction::None});
}

pong::State ConfirmedGame::expectedAt(pong::Tick tick) const {
    pong::Simulation simulation = m_simulation;
    pong::Inputs directions = m_directions;
    std::size_t applied = 0;
    const pong::Tick last = std::min(tick, m_simulation.state().tick + farthestExpected);
    while (simulation.state().tick < last)
        stepOnce(simulation, directions, m_coming, applied);
    return simulation.state();
}

std::optional<pong::Rules> rulesOf(const pong::wire::Rules& wire) {
    pong::Rules rules;
    rules.pointsToWin = static_cast<int>(wire.points_to_win());
    rules.winMargin = static_cast<int>(wire.win_margin());
    rules.paddleHeight = static_cast<int>(wire.paddle_height());
    rules.ballSpeed = static_cast<int>(wire.ball_speed());
    rules.ballSpeedUp = static_cast<int>(wire.ball_speed_up());
    rules.ballSpeedMax = static_cast<int>(wire.ball_speed_max());
    return pong::isValid(rules) ? std::optional(rules) : std::nullopt;
}

}  // namespace load

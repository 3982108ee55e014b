#include "client/match/local_driver.h"

namespace client {

using pong::Direction;
using pong::Side;

LocalDriver::LocalDriver(const pong::Rules& rules, int aiLevel, QString playerName, QRandomGenerator seeds,
                         QObject* parent)
    : MatchDriver(parent)
    , m_rules(rules)
    , m_aiLevel(aiLevel)
    , m_playerName(std::move(playerName))
    , m_seeds(seeds)
    , m_match(newMatch()) {}

LocalMatch LocalDriver::newMatch() {
    LocalMatch match(m_rules, m_seeds.generate64());
    if (versusAi())
        match.seatAi(Side::Right, pong::ai::parametersOf(m_aiLevel), m_seeds.generate64());
    return match;
}

MatchFrame LocalDriver::frame(std::chrono::microseconds now) {
    const auto before = m_match.stage();
    m_match.advance(now);
    const MatchFrame frame = m_match.frame();
    for (const MatchEffect& happened : m_match.takeEffects())
        Q_EMIT effect(happened);
    if (frame.stage != before)
        Q_EMIT changed();
    if (frame.stage == MatchFrame::Stage::Over && before != frame.stage)
        Q_EMIT finished();
    return frame;
}

MatchInfo LocalDriver::info() const {
    MatchInfo info;
    info.title = versusAi() ? tr("Versus AI") : tr("Two players");
    info.pointsToWin = m_rules.pointsToWin;
    PlayerInfo& left = info.players[index(Side::Left)];
    PlayerInfo& right = info.players[index(Side::Right)];
    if (versusAi()) {
        left.name = m_playerName.isEmpty() ? tr("You") : m_playerName;
        left.role = m_playerName.isEmpty() ? tr("W and S, or arrows") : tr("You");
        right.name = tr("AI");
        right.role = tr("Level %1").arg(m_aiLevel);
        right.ai = true;
    } else {
        left.name = tr("Player 1");
        left.role = tr("W and S");
        right.name = tr("Player 2");
        right.role = tr("Arrow keys");
    }
    info.steered = {true, !versusAi()};
    info.canPause = true;
    info.canRematch = true;
    return info;
}

std::optional<MatchResult> LocalDriver::result() const {
    const pong::Simulation& simulation = m_match.simulation();
    if (!simulation.isOver())
        return std::nullopt;
    MatchResult result;
    result.winner = simulation.winner();
    result.score = {simulation.state().score[0], simulation.state().score[1]};
    return result;
}

void LocalDriver::setDirection(Side seat, Direction direction) {
    m_match.setDirection(seat, direction);
}

void LocalDriver::loseFocus() {
    m_match.setDirection(Side::Left, Direction::None);
    m_match.setDirection(Side::Right, Direction::None);
    pause();
}

void LocalDriver::pause() {
    if (m_match.pause())
        Q_EMIT changed();
}

void LocalDriver::resume() {
    if (m_match.resume())
        Q_EMIT changed();
}

void LocalDriver::rematch() {
    if (!m_match.simulation().isOver())
        return;
    const pong::Inputs held = m_match.held();
    m_match = newMatch();
    for (const Side side : {Side::Left, Side::Right})
        m_match.setDirection(side, held[index(side)]);
    Q_EMIT changed();
}

void LocalDriver::leave() {
    Q_EMIT left();
}

}  // namespace client

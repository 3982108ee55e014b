#include "tests/end_to_end/netcode/key_player.h"

#include <cmath>

namespace netcode {

pong::Direction KeyPlayer::decide(const client::MatchFrame& frame, std::int64_t nowUs) {
    const bool comesCloser = frame.ballX < m_lastBallX;
    m_lastBallX = frame.ballX;
    if (comesCloser && !m_comesCloser)
        m_aim = between(-0.6, 0.6) * frame.paddleHeight;
    m_comesCloser = comesCloser;
    if (nowUs < m_nextUs)
        return m_held;

    const double goal = comesCloser ? frame.ballY + m_aim : 250 + m_aim;
    const double way = goal - frame.paddleY[0];
    if (std::abs(way) < m_slack)
        m_held = pong::Direction::None;
    else
        m_held = way < 0 ? pong::Direction::Up : pong::Direction::Down;
    m_nextUs = nowUs + static_cast<std::int64_t>(between(60'000, 200'000));
    return m_held;
}

double KeyPlayer::between(double low, double high) {
    return low + (high - low) * static_cast<double>(m_random() % 10'000) / 10'000;
}

}  // namespace netcode

#include "client/match/easing.h"

#include <algorithm>
#include <cmath>

namespace client {

namespace {

constexpr std::int64_t usualUs = 100'000;
constexpr std::int64_t longestUs = 300'000;
constexpr double usualDistance =
    60;  // table units; what is further takes its time, so that the own paddle does not dart

std::int64_t ownDurationUs(double offset) {
    const auto us = static_cast<std::int64_t>(static_cast<double>(usualUs) * std::abs(offset) / usualDistance);
    return std::clamp(us, usualUs, longestUs);
}

}  // namespace

void Easing::add(double offset, std::int64_t nowUs, std::int64_t durationUs) {
    if (offset == 0)
        return;
    m_offset = at(nowUs) + offset;
    m_startUs = nowUs;
    m_durationUs = durationUs;
}

double Easing::at(std::int64_t nowUs) const {
    const double passed = static_cast<double>(nowUs - m_startUs) / static_cast<double>(m_durationUs);
    return m_offset * std::clamp(1 - passed, 0.0, 1.0);
}

void PictureEasing::absorb(const Picture& before, const Picture& after, std::int64_t nowUs) {
    m_ballX.add(before.ballX - after.ballX, nowUs, usualUs);
    m_ballY.add(before.ballY - after.ballY, nowUs, usualUs);
    for (std::size_t side = 0; side < 2; ++side) {
        const double offset = before.paddleY[side] - after.paddleY[side];
        m_paddleY[side].add(offset, nowUs, side == index(m_own) ? ownDurationUs(offset) : usualUs);
    }
}

Picture PictureEasing::eased(const Picture& picture, std::int64_t nowUs) const {
    constexpr double ballMargin = static_cast<double>(pong::ballSize) / pong::unit / 2;
    constexpr double height = static_cast<double>(pong::tableHeight) / pong::unit;
    const double paddleMargin = m_rules.paddleHeight / 2.0;

    Picture eased = picture;
    eased.ballX += m_ballX.at(nowUs);
    eased.ballY = std::clamp(eased.ballY + m_ballY.at(nowUs), ballMargin, height - ballMargin);
    for (std::size_t side = 0; side < 2; ++side)
        eased.paddleY[side] =
            std::clamp(eased.paddleY[side] + m_paddleY[side].at(nowUs), paddleMargin, height - paddleMargin);
    return eased;
}

void PictureEasing::dropBall() {
    m_ballX.clear();
    m_ballY.clear();
}

}  // namespace client

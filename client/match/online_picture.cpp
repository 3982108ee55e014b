#include "client/match/online_picture.h"

#include "client/match/tick_effects.h"

#include <algorithm>
#include <cmath>

namespace client {

OnlinePicture::OnlinePicture(const ConfirmedMatch& confirmed, const OwnInputs& own, pong::Side side,
                             OnlineMatchOutput& output)
    : m_confirmed(confirmed)
    , m_own(own)
    , m_side(side)
    , m_output(output)
    , m_easing(confirmed.simulation().rules(), side) {}

Prediction OnlinePicture::prediction(pong::Tick heardThrough) const {
    std::vector<pong::Change> own;
    m_own.foresee(m_confirmed.tick(), own);
    return Prediction(m_confirmed, m_side, own, heardThrough);
}

Picture OnlinePicture::predicted(double ticks) const {
    return prediction(m_confirmed.tick()).at(ticks);
}

Picture OnlinePicture::shown(double ticks, pong::Tick heardThrough, std::int64_t nowUs) {
    Prediction ahead = prediction(heardThrough);
    const Picture picture = ahead.at(ticks);
    for (const TickEvents& happened : ahead.certainEvents())
        play(happened);
    return m_easing.eased(picture, nowUs);
}

void OnlinePicture::correct(const Picture& before, const Picture& after, std::int64_t nowUs) {
    const auto own = index(m_side);
    count(Corrected::OwnPaddle, std::abs(before.paddleY[own] - after.paddleY[own]));
    count(Corrected::OpponentPaddle, std::abs(before.paddleY[1 - own] - after.paddleY[1 - own]));
    if (before.isServing == after.isServing)
        count(Corrected::Ball, std::hypot(before.ballX - after.ballX, before.ballY - after.ballY));
    glide(before, after, nowUs);
}

void OnlinePicture::glide(const Picture& before, const Picture& after, std::int64_t nowUs) {
    m_easing.absorb(before, after, nowUs);
    if (before.isServing != after.isServing)
        m_easing.dropBall();
}

void OnlinePicture::play(const std::vector<TickEvents>& confirmed) {
    for (const TickEvents& happened : confirmed)
        play(happened);
}

void OnlinePicture::play(const TickEvents& happened) {
    for (const MatchEffect& effect : effectsOf(happened, m_side))
        if (m_effects.isNew(effect))
            m_output.effect(effect);
}

void OnlinePicture::count(Corrected what, double distance) {
    constexpr double visible = 0.5;
    if (distance < visible)
        return;
    CorrectionCounter& counter = m_corrections[static_cast<std::size_t>(what)];
    ++counter.count;
    counter.total += distance;
    counter.largest = std::max(counter.largest, distance);
    m_output.corrected(what, distance);
}

}  // namespace client

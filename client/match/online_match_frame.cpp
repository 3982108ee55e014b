// What of a match is to be drawn, as its player sees it.

#include "client/match/online_match.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace client {

namespace {

int milliseconds(std::int64_t us) {
    return static_cast<int>(std::max<std::int64_t>(0, (us + 999) / 1000));
}

// Oneself is left.
void mirror(MatchFrame& frame) {
    frame.ballX = static_cast<double>(pong::tableWidth) / pong::unit - frame.ballX;
    std::swap(frame.paddleY[0], frame.paddleY[1]);
    std::swap(frame.score[0], frame.score[1]);
    std::swap(frame.present[0], frame.present[1]);
    frame.serveTo = pong::opposite(frame.serveTo);
    if (frame.winner)
        frame.winner = pong::opposite(*frame.winner);
}

}  // namespace

MatchFrame OnlineMatch::frame(std::int64_t nowUs) {
    advance(nowUs);
    const double ticks = shownTicks();
    const Picture picture = m_picture.shown(ticks, m_time.heardThrough(), nowUs);

    MatchFrame frame;
    frame.tick = static_cast<pong::Tick>(std::floor(ticks));
    frame.ballX = picture.ballX;
    frame.ballY = picture.ballY;
    frame.paddleY = picture.paddleY;
    frame.serving = picture.isServing;
    frame.serveTo = picture.serveTo;
    frame.rally = picture.rally;
    describe(frame);
    if (m_side == pong::Side::Right)
        mirror(frame);
    return frame;
}

// All that is not predicted.
void OnlineMatch::describe(MatchFrame& frame) const {
    const pong::State& state = m_confirmed.simulation().state();
    frame.stage = stage();
    frame.paddleHeight = m_confirmed.simulation().rules().paddleHeight;
    frame.score = {state.score[0], state.score[1]};
    frame.present = m_present;
    frame.ballVisible = frame.stage != MatchFrame::Stage::Over;
    if (frame.stage == MatchFrame::Stage::Countdown)
        frame.countdownMs = milliseconds(m_time.untilStartUs());
    if (frame.stage == MatchFrame::Stage::WaitingForPlayer)
        frame.waitMs = milliseconds(m_waitEndsUs - m_nowUs);
    if (m_confirmed.simulation().isOver())
        frame.winner = m_confirmed.simulation().winner();
    else if (m_ended && m_ended->winner() >= 0)
        frame.winner = m_ended->winner() == 0 ? pong::Side::Left : pong::Side::Right;
}

MatchFrame::Stage OnlineMatch::stage() const {
    using Stage = MatchFrame::Stage;
    if (isOver())
        return Stage::Over;
    if (m_link != Link::Joined)
        return Stage::Synchronising;
    if (!m_time.isRunning())
        return Stage::WaitingForPlayer;
    if (!m_time.hasStarted())
        return Stage::Countdown;
    return m_time.isServerSilent() ? Stage::Synchronising : Stage::Playing;
}

// Never before what is final; where play does not run, exactly that.
double OnlineMatch::shownTicks() const {
    const double confirmed = m_confirmed.tick();
    return m_time.isRunning() && !isOver() ? std::max(m_time.shownTicks(), confirmed) : confirmed;
}

}  // namespace client

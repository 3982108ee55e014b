#pragma once

// What the player sees and hears of an online match: the prediction, eased where it was wrong, with each effect once.
// Keeps references to the match it shows. Pure logic; main thread.

#include "client/match/confirmed_match.h"
#include "client/match/easing.h"
#include "client/match/effect_log.h"
#include "client/match/online_match_output.h"
#include "client/match/own_inputs.h"
#include "client/match/prediction.h"

#include <cstdint>
#include <vector>

namespace client {

class OnlinePicture {
 public:
    OnlinePicture(const ConfirmedMatch& confirmed, const OwnInputs& own, pong::Side side, OnlineMatchOutput& output);

    // As predicted for this time, in ticks.
    Picture predicted(double ticks) const;
    // What is to be drawn; plays what was foreseen up to here. `heardThrough` as of Prediction.
    Picture shown(double ticks, pong::Tick heardThrough, std::int64_t nowUs);
    // The same moment looked like `before`, and turned out to look like `after`.
    void correct(const Picture& before, const Picture& after, std::int64_t nowUs);
    // The same, but nobody was wrong (a pause takes back what had been played ahead).
    void glide(const Picture& before, const Picture& after, std::int64_t nowUs);

    // Events that are final.
    void play(const std::vector<TickEvents>& confirmed);
    // What was played ahead is void and may happen again.
    void forgetEffects() { m_effects.clear(); }

    const CorrectionCounters& corrections() const { return m_corrections; }

 private:
    Prediction prediction(pong::Tick heardThrough) const;
    void play(const TickEvents& happened);
    void count(Corrected what, double distance);

    const ConfirmedMatch& m_confirmed;
    const OwnInputs& m_own;
    pong::Side m_side;
    OnlineMatchOutput& m_output;
    PictureEasing m_easing;
    EffectLog m_effects;
    CorrectionCounters m_corrections;
};

}  // namespace client

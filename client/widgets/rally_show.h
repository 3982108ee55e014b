#pragma once

// The endless rally behind the Play button of the home page: played by the game's own rules, by two sides that never
// miss, and where the right one aims so that every ball comes back to where the button stands. Pure logic; any thread.

#include "shared/pong/simulation.h"

namespace client {

class RallyShow {
 public:
    // The band at the left that every ball shall hit, in table units from the top.
    struct Band {
        int top = 0;
        int bottom = 0;
    };

    RallyShow(Band band, std::uint64_t seed);

    void step();
    const pong::Simulation& simulation() const { return m_simulation; }

 private:
    // Where the centre of the right paddle must be so that the ball that flies towards it comes back into the band.
    pong::Fixed aim() const;
    // Where the ball crosses the left paddle's face, with the right paddle's centre at `paddle` until it was there.
    pong::Fixed landing(pong::Fixed paddle) const;

    pong::Fixed m_left;    // the left paddle's place
    pong::Fixed m_spread;  // how far from it the ball shall land
    pong::Simulation m_simulation;
    pong::Fixed m_rightAim = pong::tableHeight / 2;
    bool m_aimed = false;
};

}  // namespace client

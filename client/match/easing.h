#pragma once

// Lets what turned out to be elsewhere glide there instead of jumping: the difference is added to the new position and
// fades away. Times are microseconds of the local steady clock. Pure logic; main thread.

#include "client/match/prediction.h"

#include <array>
#include <cstdint>

namespace client {

// Of one coordinate.
class Easing {
 public:
    // The position jumped by -offset at nowUs; nobody shall see it.
    void add(double offset, std::int64_t nowUs, std::int64_t durationUs);
    // What to add to the position at this time.
    double at(std::int64_t nowUs) const;
    void clear() { m_offset = 0; }

 private:
    double m_offset = 0;
    std::int64_t m_startUs = 0;
    std::int64_t m_durationUs = 1;
};

// Of a whole picture.
class PictureEasing {
 public:
    PictureEasing(const pong::Rules& rules, pong::Side own) : m_rules(rules), m_own(own) {}

    // The same moment looked like `before` until now, and looks like `after` from now on.
    void absorb(const Picture& before, const Picture& after, std::int64_t nowUs);
    Picture eased(const Picture& picture, std::int64_t nowUs) const;
    // The ball was put elsewhere by the rules: it does not glide there.
    void dropBall();

 private:
    pong::Rules m_rules;
    pong::Side m_own;
    Easing m_ballX;
    Easing m_ballY;
    std::array<Easing, 2> m_paddleY;
};

}  // namespace client

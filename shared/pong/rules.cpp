#include "shared/pong/rules.h"

#include <algorithm>
#include <array>

namespace pong {

namespace {

constexpr std::array pointCounts{5, 7, 11, 15, 21};
constexpr std::array paddleHeights{64, 84, 112};

template <typename Values>
bool contains(const Values& values, int value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

bool isWithin(int value, int low, int high) {
    return low <= value && value <= high;
}

}  // namespace

bool isValid(const Rules& rules) {
    return contains(pointCounts, rules.pointsToWin) && isWithin(rules.winMargin, 1, 2) &&
           contains(paddleHeights, rules.paddleHeight) && isWithin(rules.ballSpeed, 200, 800) &&
           isWithin(rules.ballSpeedUp, 0, 20) && isWithin(rules.ballSpeedMax, rules.ballSpeed, 1500);
}

}  // namespace pong

#include "server/play/glicko2.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace server {

namespace {

constexpr double scale = 173.7178;  // step 2
constexpr double middle = 1500;
constexpr double tolerance = 0.000001;  // step 5: of the logarithm of the squared volatility

double square(double value) {
    return value * value;
}

// g(phi) and E(mu, mu_j, phi_j) of step 3.
double weight(double deviation) {
    return 1 / std::sqrt(1 + 3 * square(deviation) / square(std::numbers::pi));
}

double expectation(double rating, double opponentRating, double opponentWeight) {
    return 1 / (1 + std::exp(-opponentWeight * (rating - opponentRating)));
}

}  // namespace

Glicko2::Rating Glicko2::after(const Rating& player, std::span<const Game> games, double periods) const {
    if (games.empty())
        return idle(player, periods);
    const double mu = (player.rating - middle) / scale;
    const double phi = player.deviation / scale;
    double certainty = 0;  // 1 / v
    double surplus = 0;    // sum of g (s - E)
    for (const Game& game : games) {
        const double g = weight(game.opponent.deviation / scale);
        const double expected = expectation(mu, (game.opponent.rating - middle) / scale, g);
        certainty += square(g) * expected * (1 - expected);
        surplus += g * (game.score - expected);
    }
    const double sigma = volatilityAfter(phi, player.volatility, 1 / certainty, surplus / certainty);
    const double grown = square(phi) + periods * square(sigma);  // step 6
    const double newPhi = 1 / std::sqrt(1 / grown + certainty);  // step 7
    return {middle + scale * (mu + square(newPhi) * surplus), scale * newPhi, sigma};
}

Glicko2::Rating Glicko2::idle(const Rating& player, double periods) {
    const double grown = square(player.deviation / scale) + periods * square(player.volatility);
    return {player.rating, std::min(largestDeviation, scale * std::sqrt(grown)), player.volatility};
}

// Step 5: the root of f by the Illinois algorithm.
double Glicko2::volatilityAfter(double deviation, double volatility, double variance, double difference) const {
    const double a = std::log(square(volatility));
    const double known = square(deviation) + variance;
    const auto f = [&](double x) {
        const double moved = std::exp(x);
        return moved * (square(difference) - known - moved) / (2 * square(known + moved)) - (x - a) / square(m_tau);
    };
    double low = a;
    double high = 0;
    if (square(difference) > known) {
        high = std::log(square(difference) - known);
    } else {
        high = a - m_tau;
        while (f(high) < 0)
            high -= m_tau;
    }
    double atLow = f(low);
    double atHigh = f(high);
    while (std::abs(high - low) > tolerance) {
        const double next = low + (low - high) * atLow / (atHigh - atLow);
        const double atNext = f(next);
        if (atNext * atHigh <= 0) {
            low = high;
            atLow = atHigh;
        } else {
            atLow /= 2;
        }
        high = next;
        atHigh = atNext;
    }
    return std::exp(low / 2);
}

Glicko2::Rating Glicko2::afterMatch(const Rating& player, const Game& match, double days) const {
    Rating rated = after(player, std::span(&match, 1), days);
    rated.deviation = std::clamp(rated.deviation, smallestDeviation, largestDeviation);
    return rated;
}

}  // namespace server

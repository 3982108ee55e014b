#pragma once

// The rating system: Mark E. Glickman, "Example of the Glicko-2 system" (22 March 2022 edition of the 2013 paper,
// glicko.net/glicko/glicko2.pdf), whose steps and names the code keeps. Numbers are on the scale people see (1500,
// 350). Pure functions; any thread.
//
// The paper rates all games of a period together, and lets the deviation of whoever plays none grow with each period.
// Here a match is rated when it ends, so that players see what it was worth. A match therefore closes a rating period
// of its own, and periods are days: the deviation grows by the time since the player's last rated match, in fractions
// of a day, and by nothing else. Both players are rated with what stood before the match.

#include <span>

namespace server {

class Glicko2 {
 public:
    struct Rating {
        double rating = 1500;
        double deviation = 350;
        double volatility = 0.06;
    };
    struct Game {
        Rating opponent;   // before the game
        double score = 0;  // 1 won, 0.5 drawn, 0 lost
    };

    // Nobody's rating becomes so certain that it stands still.
    static constexpr double smallestDeviation = 45;
    // What was never rated is not known any worse than this.
    static constexpr double largestDeviation = 350;

    // `tau` bounds how fast volatilities change; the paper recommends 0.3 to 1.2.
    explicit Glicko2(double tau = 0.5) : m_tau(tau) {}

    // After a rating period with these games (steps 2 to 8). `periods` is how much of the paper's period has passed,
    // for the growth of the deviation.
    Rating after(const Rating& player, std::span<const Game> games, double periods = 1) const;
    // After so many periods without any game.
    static Rating idle(const Rating& player, double periods);

    // After one match, the first one since so many days.
    Rating afterMatch(const Rating& player, const Game& match, double days) const;

 private:
    double volatilityAfter(double deviation, double volatility, double variance, double difference) const;

    double m_tau;
};

}  // namespace server

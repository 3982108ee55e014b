#pragma once

// A whole match between two steered clients, watched millisecond by millisecond for what must never be seen, with the
// figures that say how good it looked.

#include "tests/end_to_end/netcode/key_player.h"
#include "tests/end_to_end/netcode/virtual_match.h"

#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace netcode {

struct Figures {
    double seconds = 0;  // of play
    int points = 0;
    std::uint32_t inputs = 0;         // once settled
    std::uint32_t lateInputs = 0;     // once settled
    std::array<double, 2> bytesUp{};  // a second of play, by side, with WebSocket framing
    std::array<double, 2> bytesDown{};
    std::array<double, 2> leadMs{};
    int answeredPresses = 0;
    int foreseenInVain = 0;  // effects played that the confirmed match does not have
};

class WatchedMatch {
 public:
    WatchedMatch(const Setup& setup, double slack);

    // A stall of a second in the left player's connection, now and then.
    void setStalls(bool on) { m_hasStalls = on; }
    // Plays to the end of the match, at most so many minutes.
    void play(int minutes);

    VirtualMatch& match() { return m_match; }
    // The first thing that was seen and must not be; empty: nothing.
    const QString& failure() const { return m_failure; }
    Figures figures();

 private:
    struct Press {
        std::int64_t atUs;
        double paddleY;
        pong::Direction direction;
    };
    struct Seat {
        KeyPlayer player;
        pong::Direction held = pong::Direction::None;
        std::optional<Press> pressed;
        std::int64_t correctedUs = 0;
        std::size_t corrections = 0;
    };

    void watch();
    void watchSeat(pong::Side side);
    void steer(pong::Side side, const client::MatchFrame& frame);
    void checkScore(pong::Side side, const client::MatchFrame& frame);
    void checkAnswer(pong::Side side, const client::MatchFrame& frame);
    void checkEffects(pong::Side side, int& foreseenInVain);
    void fail(const QString& what);

    VirtualMatch m_match;
    std::array<Seat, 2> m_seats;
    bool m_hasStalls = false;
    std::int64_t m_startUs = 0;
    std::optional<server::LiveMatchCounters> m_settled;
    int m_answeredPresses = 0;
    QString m_failure;
};

}  // namespace netcode

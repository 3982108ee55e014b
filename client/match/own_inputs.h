#pragma once

// This player's own changes of direction: numbers them, asks for their ticks, and foresees by the server's own rule
// which ticks it will give those that it has not answered yet. Pure logic; main thread.

#include "shared/pong/input_schedule.h"
#include "shared/pong/match_wire.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace client {

class OwnInputs {
 public:
    struct Input {
        std::uint32_t number = 0;
        pong::AskedInput asked;
    };

    explicit OwnInputs(pong::Side side) : m_side(side) {}

    // A new epoch: nothing is under way, no key is held at `tick`; the next change comes later.
    void restart(pong::Tick tick);

    // Asks for the tick after `now`, the local one. Null: more than the server would take; ask again later.
    std::optional<Input> change(pong::Direction direction, pong::Tick now);

    // The server gave the oldest input with these low bits of a number this tick.
    void applied(const pong::RelayedChange& change);
    void refused(std::uint32_t number);
    // A snapshot contains what came of all inputs up to this number: `direction` is held from `tick` on. Numbers go on
    // after it.
    void settledThrough(std::uint32_t number, pong::Direction direction, pong::Tick tick);

    // What the server will hold once it has answered everything.
    pong::Direction lastDirection() const;
    bool isSettled() const { return m_underWay.empty(); }
    // The unanswered changes at the ticks they will probably get, of which none can be `through` or earlier.
    void foresee(pong::Tick through, std::vector<pong::Change>& changes) const;

 private:
    void forgetThrough(std::uint32_t number);

    pong::Side m_side;
    std::uint32_t m_lastNumber = 0;
    pong::InputSchedule m_asked;   // by the local clock
    pong::InputSchedule m_placed;  // by the server, as far as it has answered
    std::deque<Input> m_underWay;
};

}  // namespace client

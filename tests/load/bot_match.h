#pragma once

// A bot's part in one match: what the server said of it, when the next key is pressed, and what to send. Knows no
// socket: the client feeds it and sends what it gives. One thread.

#include "shared/pong/tick_clock.h"
#include "tests/load/bot_steering.h"
#include "tests/load/confirmed_game.h"
#include "tests/load/load_match.h"

#include <cstdint>
#include <optional>
#include <shared/protocol/envelope.pb.h>

namespace load {

// How the server's clock stands to the bot's, from the echo with the smallest round trip.
struct ClockDifference {
    Micros serverAhead = 0;
    Micros roundTrip = 0;
};

class BotMatch {
 public:
    BotMatch(std::int64_t id, pong::Side side, const pong::Rules& rules, std::uint32_t seed, LoadMatches& matches,
             Measurements& measurements);
    ~BotMatch();
    BotMatch(const BotMatch&) = delete;
    BotMatch& operator=(const BotMatch&) = delete;

    std::int64_t id() const { return m_id; }
    pong::Side side() const { return m_side; }
    void setClock(const ClockDifference& difference) { m_difference = difference; }

    // False: it makes no sense.
    bool restore(const pong::wire::MatchSnapshot& snapshot, Micros at);
    void clockSet(const pong::wire::MatchClock& clock, Micros at);
    void paused(const pong::wire::MatchPaused& pause, Micros at);
    // False: it makes no sense, or what the server has is not what this bot has.
    bool advance(const pong::wire::MatchAdvance& advance, Micros at);

    // Joined: beats are due from here on.
    bool isJoined() const { return m_game.has_value(); }
    bool isPlaying(Micros now) const { return m_running && now + m_difference.serverAhead >= m_startUs; }

    // When something is to be sent next.
    Micros nextDue() const;
    // Fills in what is due by now, one message a call; false: nothing is. The caller says when an input really goes.
    bool takeDue(Micros now, pong::wire::ClientMessage& message);
    void sent(const pong::wire::ClientMessage& message, Micros at);

 private:
    static constexpr Micros beatEveryUs = 500'000;
    static constexpr pong::Tick margin = 5;  // how many ticks inputs arrive ahead of theirs

    pong::Tick localTick(Micros now) const;
    void fillInput(Micros now, pong::wire::MatchInput& input);
    void fillBeat(Micros now, pong::wire::MatchBeat& beat);

    const std::int64_t m_id;
    const pong::Side m_side;
    const pong::Rules m_rules;
    LoadMatches& m_matches;
    Measurements& m_measurements;
    LoadMatch& m_match;
    BotSteering m_steering;
    std::minstd_rand m_random;

    ClockDifference m_difference;
    std::optional<ConfirmedGame> m_game;
    pong::TickClock m_clock;
    Micros m_startUs = 0;  // of the server's clock
    bool m_running = false;
    std::uint32_t m_epoch = 0;
    std::uint32_t m_number = 0;  // of the last input
    pong::Tick m_lastAsked = 0;
    pong::Tick m_hashTick = 0;  // of the last beat
    std::uint32_t m_hash = 0;   // of the bot's own game there
    Micros m_inputDue = 0;
    Micros m_beatDue = 0;
};

}  // namespace load

#include "tests/load/bot_match.h"

#include <algorithm>

namespace load {

BotMatch::BotMatch(std::int64_t id, pong::Side side, const pong::Rules& rules, std::uint32_t seed, LoadMatches& matches,
                   Measurements& measurements)
    : m_id(id)
    , m_side(side)
    , m_rules(rules)
    , m_matches(matches)
    , m_measurements(measurements)
    , m_match(matches.enter(id))
    , m_steering(side, seed)
    , m_random(seed ^ 0x5bd1e995U) {}

BotMatch::~BotMatch() {
    m_matches.leave(m_id, monotonicNow());
}

bool BotMatch::restore(const pong::wire::MatchSnapshot& snapshot, Micros at) {
    m_game = ConfirmedGame::from(snapshot, m_rules);
    if (!m_game || snapshot.last_number_size() != 2)
        return false;
    if (m_beatDue == 0)
        m_beatDue = at;
    m_hashTick = 0;  // of an earlier state; the next beat brings another
    m_hash = 0;
    m_epoch = snapshot.epoch();
    m_number = std::max(m_number, snapshot.last_number(static_cast<int>(m_side)));
    m_running = snapshot.running();
    if (m_running)
        m_clock = pong::TickClock(snapshot.tick_zero_us());
    return true;
}

void BotMatch::clockSet(const pong::wire::MatchClock& clock, Micros at) {
    const bool starts = !m_running || m_epoch != clock.epoch();
    m_epoch = clock.epoch();
    m_running = true;
    m_startUs = clock.at_us();
    m_clock = pong::TickClock::startingAt(static_cast<pong::Tick>(clock.tick()), clock.at_us());
    if (!starts)
        return;  // the server stood still and moved its clock: play goes on
    m_steering.release();
    m_lastAsked = static_cast<pong::Tick>(clock.tick()) + 1;
    // Spread over the half second that both come in, as people's keys and clients' beats are.
    std::uniform_int_distribution<Micros> spread(0, beatEveryUs - 1);
    m_inputDue = clock.at_us() - m_difference.serverAhead + spread(m_random);
    m_beatDue = at + spread(m_random);
}

void BotMatch::paused(const pong::wire::MatchPaused& pause, Micros at) {
    m_epoch = pause.epoch();
    m_match.endStretch(at);
    if (m_running && m_game)
        m_game->pausedAt(static_cast<pong::Tick>(pause.tick()));
    if (m_running)
        ++m_measurements.pauses;
    m_running = false;
}

bool BotMatch::advance(const pong::wire::MatchAdvance& advance, Micros at) {
    const auto through = static_cast<pong::Tick>(advance.through_tick());
    // Half an hour of ticks ahead is a lie, and would keep this program busy.
    if (!m_game || through < m_game->tick() || through > m_game->tick() + 1800 * pong::ticksPerSecond)
        return false;
    for (const std::uint32_t packed : advance.changes()) {
        const auto change = pong::unpackChange(packed, through);
        if (!change || change->tick <= m_game->tick())
            return false;
        m_game->add(change->change());
        m_match.inputShown(change->side, change->number, change->tick, m_side, at);
    }
    m_game->advanceTo(through);
    m_match.playedThrough(through, at);
    if (m_game->isOver())
        m_match.playedToTheEnd(at);
    if (m_measurements.running)
        m_measurements.refusedInputs += static_cast<std::uint64_t>(advance.refused_size());
    if (!advance.has_hash())
        return true;
    // A beat that rides along with a change comes when the change came; one that comes alone comes with its tick.
    if (m_measurements.running && m_running && advance.changes().empty())
        m_measurements.beatLateness.record(at + m_difference.serverAhead - m_clock.timeOf(through));
    m_hashTick = through;
    m_hash = m_game->hash();
    if (advance.hash() != m_hash)
        m_beatDue = at;  // the server compares too
    return advance.hash() == m_hash;
}

Micros BotMatch::nextDue() const {
    return m_running ? std::min(m_inputDue, m_beatDue) : m_beatDue;
}

bool BotMatch::takeDue(Micros now, pong::wire::ClientMessage& message) {
    if (!m_game)
        return false;
    if (m_beatDue <= now) {
        fillBeat(now, *message.mutable_match_beat());
        m_beatDue = std::max(m_beatDue + beatEveryUs, now);
        return true;
    }
    if (m_running && m_inputDue <= now) {
        fillInput(now, *message.mutable_match_input());
        return true;
    }
    return false;
}

void BotMatch::sent(const pong::wire::ClientMessage& message, Micros at) {
    if (message.has_match_input())
        m_match.inputSent(m_side, message.match_input().number(), m_lastAsked, at);
}

pong::Tick BotMatch::localTick(Micros now) const {
    return m_clock.tickAt(now + m_difference.serverAhead + m_difference.roundTrip / 2) + margin;
}

void BotMatch::fillInput(Micros now, pong::wire::MatchInput& input) {
    const pong::Tick tick = std::max(localTick(now), m_lastAsked + 1);
    const BotSteering::Change change = m_steering.next(m_game->expectedAt(tick), m_rules);
    m_lastAsked = tick;
    m_inputDue = std::max(m_inputDue, now - beatEveryUs) + change.nextInUs;
    m_beatDue = now + beatEveryUs;  // a sign of life like a beat
    input.set_epoch(m_epoch);
    input.set_number(++m_number);
    input.set_tick_direction(pong::packInput({tick, change.direction}));
}

void BotMatch::fillBeat(Micros now, pong::wire::MatchBeat& beat) {
    beat.set_epoch(m_epoch);
    beat.set_tick(static_cast<std::uint32_t>(m_running ? std::max(localTick(now), m_game->tick()) : m_game->tick()));
    beat.set_confirmed_tick(static_cast<std::uint32_t>(m_hashTick));
    beat.set_hash(m_hash);
}

}  // namespace load

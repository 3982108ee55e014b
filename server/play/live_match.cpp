// A match's life: who is there, when play starts, pauses and ends. What happens while it runs is in
// live_match_play.cpp.

#include "server/play/live_match.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace server {

using pong::Side;
using pong::Tick;

namespace {

constexpr Side bothSides[] = {Side::Left, Side::Right};

}  // namespace

LiveMatch::LiveMatch(std::int64_t matchId, const pong::Rules& rules, std::uint64_t seed, LiveMatchOutput& output,
                     std::int64_t nowUs)
    : m_output(output), m_matchId(matchId), m_simulation(rules, seed), m_nowUs(nowUs), m_waitEndsUs(nowUs + waitUs) {
    releaseAll();
}

LiveMatch::LiveMatch(std::int64_t matchId, const pong::MatchRecording& stored, LiveMatchOutput& output,
                     std::int64_t nowUs)
    : LiveMatch(matchId, stored.rules, stored.seed, output, nowUs) {
    pong::Replay replay(stored);
    replay.seek(stored.lastTick);
    m_simulation = replay.simulation();
    m_flushedTick = now();
    releaseAll();
    m_waitEndsUs = nowUs + restoredWaitUs;
}

void LiveMatch::advance(std::int64_t nowUs) {
    m_nowUs = nowUs;
    if (m_stage == Stage::Over || m_stage == Stage::Stopped)
        return;
    noticeSilence();
    if (m_dropped)
        m_waitEndsUs = nowUs + waitUs;
    // Who has gone since the last tick does not play in this one.
    stepTo(isAnybodyGone() ? nowUs - pong::TickClock::lengthUs(1) : nowUs);
    m_dropped = false;
    if (m_stage == Stage::Over)
        return;
    if (m_simulation.isOver())
        finish(pong::wire::END_PLAYED, m_simulation.winner());  // restored after its last point, but before its end
    else if (m_players[0].left || m_players[1].left)
        endByLeaving();
    else if (m_stage == Stage::Waiting)
        advanceWaiting();
    else
        advanceRunning();
}

std::int64_t LiveMatch::dueUs() const {
    if (m_stage == Stage::Over || m_stage == Stage::Stopped)
        return std::numeric_limits<std::int64_t>::max();
    if (m_presenceChanged || isAnybodyGone() || m_simulation.isOver())
        return m_nowUs;
    std::int64_t due = m_waitEndsUs;
    if (m_stage == Stage::Running) {
        const Tick tick = std::min(nextBeatTick(), now() + m_simulation.earliestPoint());
        due = m_clock.timeOf(tick) - roundingUs;
    }
    for (const MatchPlayer& each : m_players)
        if (each.present)
            due = std::min(due, each.heardUs + silenceUs + 1);
    return due;
}

pong::wire::MatchSnapshot LiveMatch::playerJoined(Side side, std::int64_t nowUs) {
    m_nowUs = nowUs;
    catchUp(nowUs);
    if (m_stage == Stage::Running)
        pausePlay();  // the player lost track of it: all go on together from here
    MatchPlayer& joined = player(side);
    joined.present = true;
    joined.heardUs = nowUs;
    joined.uncheckedTick = now();
    m_presenceChanged = true;
    return snapshot(nowUs);
}

void LiveMatch::playerDropped(Side side) {
    if (!player(side).present)
        return;
    player(side).present = false;
    m_presenceChanged = true;
    m_dropped = true;
}

void LiveMatch::leave(Side side) {
    player(side).left = true;
}

void LiveMatch::shutdown(std::int64_t nowUs) {
    m_nowUs = nowUs;
    if (m_stage == Stage::Over)
        return;
    catchUp(nowUs);
    if (m_stage == Stage::Running)
        pausePlay();
    m_stage = Stage::Stopped;
}

// What nobody saw is not played, and not taken for the players' silence: what stood still with the server goes on from
// where it was.
void LiveMatch::stoodStill(std::int64_t lostUs, std::int64_t nowUs) {
    if (m_stage == Stage::Over || m_stage == Stage::Stopped)
        return;
    ++m_counters.stalls;
    for (MatchPlayer& each : m_players)
        each.heardUs = std::min(each.heardUs + lostUs, nowUs);
    m_waitEndsUs += lostUs;
    if (m_stage != Stage::Running)
        return;
    m_clock.shift(lostUs);
    m_nextStepUs += lostUs;
    sendClock();
}

void LiveMatch::noticeSilence() {
    for (const Side side : bothSides)
        if (player(side).present && m_nowUs - player(side).heardUs > silenceUs)
            playerDropped(side);
}

void LiveMatch::advanceWaiting() {
    if (bothPresent())
        startPlay();
    else if (m_nowUs >= m_waitEndsUs)
        endByAbsence();
    else if (m_presenceChanged)
        sendPaused();
}

void LiveMatch::advanceRunning() {
    if (!bothPresent()) {
        pausePlay();
        return;
    }
    sendDueBeats();
}

void LiveMatch::startPlay() {
    ++m_epoch;
    m_stage = Stage::Running;
    m_presenceChanged = false;
    m_clock = pong::TickClock::startingAt(now(), m_nowUs + countdownUs);
    m_nextStepUs = m_clock.timeOf(now() + 1);
    m_startTick = now();
    m_spectatorsBeatTick = now();
    for (const Side side : bothSides) {
        player(side).beatTick = now();
        m_unflushed.push_back({now() + 1, side, pong::Direction::None});
    }
    sendClock();
}

void LiveMatch::pausePlay() {
    sendUntold();  // it may be of ticks that were played
    ++m_epoch;
    ++m_counters.pauses;
    m_stage = Stage::Waiting;
    flushChanges();
    m_unflushed.clear();  // paused before its first tick: the start will record the same again
    releaseAll();
    m_waitEndsUs = m_nowUs + waitUs;
    sendPaused();
}

// Nobody holds a key from the next tick on; what was to come is void.
void LiveMatch::releaseAll() {
    m_directions = {};
    for (MatchPlayer& each : m_players) {
        each.pending.clear();
        each.untold.clear();
        each.schedule = pong::InputSchedule(now() + 1);
    }
}

void LiveMatch::endByLeaving() {
    if (m_stage == Stage::Running)
        sendBeats();  // the last word on where it stood
    if (m_players[0].left && m_players[1].left)
        finish(pong::wire::END_ABANDONED, std::nullopt);
    else
        finish(pong::wire::END_FORFEIT, m_players[0].left ? Side::Right : Side::Left);
}

void LiveMatch::endByAbsence() {
    if (!m_players[0].present && !m_players[1].present)
        finish(pong::wire::END_ABANDONED, std::nullopt);
    else
        finish(pong::wire::END_FORFEIT, m_players[0].present ? Side::Left : Side::Right);
}

void LiveMatch::finish(pong::wire::MatchEndReason reason, std::optional<Side> winner) {
    m_stage = Stage::Over;
    flushChanges();
    m_output.ended({reason, winner, score(), now(), m_counters.desyncs});
}

}  // namespace server

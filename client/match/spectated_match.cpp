#include "client/match/spectated_match.h"

#include "client/match/prediction.h"
#include "client/match/snapshot.h"
#include "client/match/tick_effects.h"
#include "shared/pong/tick_clock.h"
#include "shared/protocol/rules_message.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace client {

using pong::Tick;
using pong::TickClock;
using pong::wire::ServerMessage;
using Stage = MatchFrame::Stage;

namespace {

constexpr std::int64_t countdownUs = 2'100'000;  // the server's 3-2-1
// A server that says so much passed at once is not ours; stepping through it would hold up the window.
constexpr Tick longestAdvance = 60 * pong::ticksPerSecond;
// What was not shown for longer than this (the window was away) is not heard any more.
constexpr Tick oldestEffect = pong::ticksPerSecond / 2;

Tick tickOf(std::uint32_t tick) {
    return static_cast<Tick>(std::min<std::uint32_t>(tick, pong::lastPossibleTick));
}

int milliseconds(std::int64_t us) {
    return static_cast<int>(std::max<std::int64_t>(0, (us + 999) / 1000));
}

}  // namespace

SpectatedMatch::SpectatedMatch(const pong::wire::WatchReply& reply, std::int64_t nowUs)
    : m_matchId(reply.match().match_id()), m_match(pong::rulesOf(reply.rules()).value_or(pong::Rules())) {
    restart(reply, nowUs);
}

void SpectatedMatch::restart(const pong::wire::WatchReply& reply, std::int64_t nowUs) {
    m_nowUs = nowUs;
    install(reply);
}

void SpectatedMatch::install(const pong::wire::WatchReply& reply) {
    const pong::wire::MatchSnapshot& snapshot = reply.snapshot();
    std::optional<Snapshot> read = readSnapshot(snapshot, m_match.simulation().rules());
    m_lostTrack = !read || snapshot.match_id() != m_matchId;
    if (m_lostTrack)
        return;
    m_epoch = snapshot.epoch();
    m_known = read->state.tick;
    m_startTick = m_known;
    m_changes = std::move(read->pending);
    m_checks.clear();
    m_turns.clear();
    m_spectators = reply.match().spectators();
    m_match.install(read->state, read->directions, {});
    m_isRunning = snapshot.running();
    m_countdownAt.reset();
    m_tickZeroUs = snapshot.tick_zero_us();
    m_latestTickZeroUs = m_tickZeroUs;
    m_present = {snapshot.present(0), snapshot.present(1)};
    m_waitEndsUs = m_nowUs + std::int64_t{snapshot.wait_ms()} * 1000;
    // Where in the 3-2-1 a match stands that has just begun, its state does not tell: the next message will.
    m_offsetCount = 0;
    m_clock.restart();
}

// --- what comes in --------------------------------------------------------------------------------------------------

void SpectatedMatch::receive(const ServerMessage& message, std::int64_t nowUs) {
    m_nowUs = nowUs;
    if (message.has_match_ended() && message.match_ended().match_id() == m_matchId)
        m_ended = message.match_ended();
    else if (message.has_match_audience() && message.match_audience().match_id() == m_matchId)
        m_spectators = message.match_audience().spectators();
    if (m_ended || m_lostTrack)
        return;
    if (message.has_match_advance())
        takeAdvance(message.match_advance());
    else if (message.has_match_clock())
        takeClock(message.match_clock());
    else if (message.has_match_paused())
        takePaused(message.match_paused());
}

bool SpectatedMatch::isWithinReach(Tick tick) const {
    return tick >= m_known && tick - m_known <= longestAdvance;
}

void SpectatedMatch::takeAdvance(const pong::wire::MatchAdvance& advance) {
    const Tick through = tickOf(advance.through_tick());
    if (!isWithinReach(through)) {
        m_lostTrack = true;
        return;
    }
    m_known = through;
    for (const std::uint32_t packed : advance.changes())
        if (const std::optional<pong::RelayedChange> change = pong::unpackChange(packed, through))
            m_changes.push_back(*change);
    if (advance.has_hash())
        m_checks.push_back({through, advance.hash()});
    // During the 3-2-1 play stands at its start: that tells no time.
    if (through > m_startTick)
        noteServerTime(TickClock(m_latestTickZeroUs).timeOf(through));
}

void SpectatedMatch::takeClock(const pong::wire::MatchClock& clock) {
    const Tick tick = tickOf(clock.tick());
    m_latestTickZeroUs = TickClock::startingAt(tick, clock.at_us()).tickZeroUs();
    if (clock.epoch() == m_epoch) {  // the server stood still
        if (!m_turns.empty() && m_turns.back().isStart)
            m_turns.back().tickZeroUs = m_latestTickZeroUs;
        else
            m_tickZeroUs = m_latestTickZeroUs;
        return;
    }
    if (tick != m_known) {
        m_lostTrack = true;
        return;
    }
    m_epoch = clock.epoch();
    m_startTick = tick;
    m_turns.push_back({tick, true, m_latestTickZeroUs, {true, true}, 0});
    if (!knowsTime())
        noteServerTime(clock.at_us() - countdownUs);
}

void SpectatedMatch::takePaused(const pong::wire::MatchPaused& paused) {
    const Tick tick = tickOf(paused.tick());
    if (paused.present_size() != 2 || !isWithinReach(tick)) {
        m_lostTrack = true;
        return;
    }
    const Turn stop{
        tick, false, 0, {paused.present(0), paused.present(1)}, m_nowUs + std::int64_t{paused.wait_ms()} * 1000};
    if (paused.epoch() != m_epoch) {
        m_epoch = paused.epoch();
        m_known = tick;
        std::erase_if(m_changes, [tick](const pong::RelayedChange& change) { return change.tick > tick; });
        m_turns.push_back(stop);
    } else if (!m_turns.empty() && !m_turns.back().isStart) {
        m_turns.back() = stop;
    } else {
        m_present = stop.present;
        m_waitEndsUs = stop.waitEndsUs;
    }
}

void SpectatedMatch::noteServerTime(std::int64_t serverUs) {
    m_offsets[m_offsetCount++ % m_offsets.size()] = serverUs - m_nowUs;
}

// --- what is shown --------------------------------------------------------------------------------------------------

void SpectatedMatch::advance(std::int64_t nowUs) {
    m_nowUs = nowUs;
    if (knowsTime()) {
        const auto known = static_cast<std::ptrdiff_t>(std::min(m_offsetCount, m_offsets.size()));
        const std::int64_t offsetUs = *std::max_element(m_offsets.begin(), m_offsets.begin() + known);
        m_clock.advance(nowUs, nowUs + offsetUs - delayUs);
    }
    do {
        if (m_isRunning)
            stepTo(static_cast<Tick>(std::floor(shownTicks())));
    } while (takeTurn());
}

// Whether one was due.
bool SpectatedMatch::takeTurn() {
    if (m_turns.empty() || m_match.tick() != m_turns.front().tick)
        return false;
    const Turn next = m_turns.front();
    if (next.isStart) {
        const std::int64_t startUs = TickClock(next.tickZeroUs).timeOf(next.tick);
        if (m_isRunning || (knowsTime() && m_clock.positionUs() < startUs - countdownUs))
            return false;
        m_tickZeroUs = next.tickZeroUs;
        m_countdownAt = next.tick;
        m_present = {true, true};
    } else {
        std::vector<TickEvents> none;
        m_match.stopAt(next.tick, none);
        m_present = next.present;
        m_waitEndsUs = next.waitEndsUs;
    }
    m_isRunning = next.isStart;
    m_turns.pop_front();
    return true;
}

// How far play may be shown: as far as it is known, and until its next turn.
Tick SpectatedMatch::lastTickNow() const {
    return m_turns.empty() ? m_known : std::min(m_known, m_turns.front().tick);
}

double SpectatedMatch::shownTicks() const {
    const double from = m_match.tick();
    if (!m_isRunning || !knowsTime())
        return from;
    const double ticks = static_cast<double>(m_clock.positionUs() - m_tickZeroUs) * pong::ticksPerSecond / 1e6;
    return std::clamp(ticks, from, std::max(from, static_cast<double>(lastTickNow())));
}

// Changes of the tick after it too: the picture lies between the two.
void SpectatedMatch::stepTo(Tick tick) {
    const Tick last = std::min(tick + 1, lastTickNow());
    const auto isDue = [last](const pong::RelayedChange& change) { return change.tick <= last; };
    for (const pong::RelayedChange& change : m_changes)
        if (isDue(change))
            m_match.add(change);
    std::erase_if(m_changes, isDue);
    for (; !m_checks.empty() && m_checks.front().tick <= tick; m_checks.pop_front()) {
        advanceTo(m_checks.front().tick, tick - oldestEffect);
        if (static_cast<std::uint32_t>(m_match.simulation().hash()) != m_checks.front().hash) {
            ++m_desyncs;
            m_lostTrack = true;
        }
    }
    advanceTo(tick, tick - oldestEffect);
}

void SpectatedMatch::advanceTo(Tick tick, Tick effectsAfter) {
    std::vector<TickEvents> happened;
    m_match.advanceTo(tick, happened);
    for (const TickEvents& events : happened) {
        if (events.tick <= effectsAfter)
            continue;
        const std::vector<MatchEffect> effects = effectsOf(events, pong::Side::Left);
        m_effects.insert(m_effects.end(), effects.begin(), effects.end());
    }
}

std::vector<MatchEffect> SpectatedMatch::takeEffects() {
    return std::exchange(m_effects, {});
}

std::optional<pong::wire::MatchEnded> SpectatedMatch::ended() const {
    return m_match.tick() >= m_known || m_lostTrack ? m_ended : std::nullopt;
}

std::int64_t SpectatedMatch::untilStartUs() const {
    return TickClock(m_tickZeroUs).timeOf(m_match.tick()) - m_clock.positionUs();
}

Stage SpectatedMatch::stage() const {
    if (m_match.simulation().isOver() || ended())
        return Stage::Over;
    if (!m_isRunning)
        return Stage::WaitingForPlayer;
    if (!knowsTime())
        return Stage::Synchronising;
    return m_countdownAt == m_match.tick() && untilStartUs() > 0 ? Stage::Countdown : Stage::Playing;
}

MatchFrame SpectatedMatch::frame(std::int64_t nowUs) {
    advance(nowUs);
    const double ticks = shownTicks();
    const Picture picture = Prediction(m_match, pong::Side::Left, {}).at(ticks);
    const pong::State& state = m_match.simulation().state();

    MatchFrame frame;
    frame.stage = stage();
    frame.tick = m_match.tick();
    frame.ballX = picture.ballX;
    frame.ballY = picture.ballY;
    frame.ballVisible = frame.stage != Stage::Over;
    frame.paddleY = picture.paddleY;
    frame.paddleHeight = m_match.simulation().rules().paddleHeight;
    frame.score = {state.score[0], state.score[1]};
    frame.rally = state.rally;
    frame.serving = picture.isServing;
    frame.serveTo = picture.serveTo;
    frame.present = m_present;
    if (frame.stage == Stage::Countdown)
        frame.countdownMs = milliseconds(untilStartUs());
    if (frame.stage == Stage::WaitingForPlayer)
        frame.waitMs = milliseconds(m_waitEndsUs - m_nowUs);
    if (m_match.simulation().isOver())
        frame.winner = m_match.simulation().winner();
    else if (const auto end = ended(); end && end->winner() >= 0)
        frame.winner = end->winner() == 0 ? pong::Side::Left : pong::Side::Right;
    return frame;
}

}  // namespace client

#include "client/match/online_match.h"

#include "shared/pong/match_wire.h"
#include "shared/pong/tick_clock.h"
#include "shared/protocol/rules_message.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace client {

using pong::Tick;
using pong::wire::ClientMessage;
using pong::wire::ServerMessage;

namespace {

constexpr std::int64_t beatIntervalUs = 500'000;
// A server that says so much passed at once is not ours; stepping through it would hold up the window.
constexpr Tick longestAdvance = 60 * pong::ticksPerSecond;

Tick tickOf(std::uint32_t tick) {
    return static_cast<Tick>(std::min<std::uint32_t>(tick, pong::lastPossibleTick));
}

}  // namespace

OnlineMatch::OnlineMatch(const pong::wire::MatchFound& found, OnlineMatchOutput& output)
    : m_output(output)
    , m_matchId(found.match_id())
    , m_side(found.side() == 0 ? pong::Side::Left : pong::Side::Right)
    , m_confirmed(pong::rulesOf(found.rules()).value_or(pong::Rules()))
    , m_own(m_side)
    , m_picture(m_confirmed, m_own, m_side, output) {}

void OnlineMatch::join(std::int64_t nowUs) {
    m_link = Link::Synchronising;
    m_time.reset();
    advance(nowUs);
}

void OnlineMatch::disconnected() {
    m_link = Link::Away;
    m_time.stop();
}

void OnlineMatch::leave() {
    ClientMessage message;
    message.mutable_match_leave()->set_match_id(m_matchId);
    m_output.send(message);
}

void OnlineMatch::setDirection(pong::Direction direction, std::int64_t nowUs) {
    m_held = direction;
    advance(nowUs);
}

void OnlineMatch::advance(std::int64_t nowUs) {
    m_nowUs = nowUs;
    m_time.advance(nowUs);
    if (m_link == Link::Away || m_ended)
        return;
    if (m_time.sync().isEchoDue(nowUs))
        sendEcho();
    if (isPlaying() && m_held != m_own.lastDirection())
        sendHeldDirection();
    if (m_link == Link::Joined && nowUs >= m_beatDueUs)
        sendBeat();
}

bool OnlineMatch::isPlaying() const {
    return m_link == Link::Joined && m_time.hasStarted() && !m_time.isServerSilent() && !isOver();
}

void OnlineMatch::sendHeldDirection() {
    const std::optional<OwnInputs::Input> input = m_own.change(m_held, static_cast<Tick>(std::floor(shownTicks())));
    if (!input)
        return;
    ClientMessage message;
    message.mutable_match_input()->set_epoch(m_epoch);
    message.mutable_match_input()->set_number(input->number);
    message.mutable_match_input()->set_tick_direction(pong::packInput(input->asked));
    m_output.send(message);
    m_beatDueUs = m_nowUs + beatIntervalUs;  // a sign of life like a beat
}

void OnlineMatch::sendBeat() {
    m_beatDueUs = m_nowUs + beatIntervalUs;
    ClientMessage message;
    message.mutable_match_beat()->set_epoch(m_epoch);
    const double ticks = m_time.isRunning() ? m_time.ticks() : m_confirmed.tick();
    message.mutable_match_beat()->set_tick(static_cast<std::uint32_t>(ticks));
    message.mutable_match_beat()->set_confirmed_tick(static_cast<std::uint32_t>(m_beat.tick));
    message.mutable_match_beat()->set_hash(m_beat.hash);
    m_output.send(message);
}

void OnlineMatch::sendEcho() {
    m_time.sync().echoAsked(m_nowUs);
    ClientMessage message;
    message.mutable_clock_echo()->set_client_us(m_nowUs);
    m_output.send(message);
}

void OnlineMatch::sendJoin() {
    m_link = Link::Joining;
    ClientMessage message;
    message.mutable_match_join()->set_match_id(m_matchId);
    m_output.send(message);
}

void OnlineMatch::receive(const ServerMessage& message, std::int64_t nowUs) {
    m_nowUs = nowUs;
    m_time.advance(nowUs);
    switch (message.body_case()) {
        case ServerMessage::kClockEcho:
            takeEcho(message.clock_echo());
            break;
        case ServerMessage::kMatchSnapshot:
            takeSnapshot(message.match_snapshot());
            break;
        case ServerMessage::kMatchEnded:
            takeEnded(message.match_ended());
            break;
        default:
            if (m_link == Link::Joined)
                takeNews(message);
    }
}

// What builds upon the snapshot.
void OnlineMatch::takeNews(const ServerMessage& message) {
    if (message.has_match_advance())
        takeAdvance(message.match_advance());
    else if (message.has_match_clock())
        takeClock(message.match_clock());
    else if (message.has_match_paused())
        takePaused(message.match_paused());
}

void OnlineMatch::takeEcho(const pong::wire::ClockEchoReply& reply) {
    m_time.sync().echoReplied(reply.client_us(), reply.server_us(), m_nowUs);
    if (m_link == Link::Synchronising && m_time.sync().isSynchronised())
        sendJoin();
}

void OnlineMatch::takeSnapshot(const pong::wire::MatchSnapshot& snapshot) {
    const bool isExpected = m_link == Link::Joining || (m_link == Link::Joined && snapshot.desync());
    if (!isExpected || snapshot.match_id() != m_matchId)
        return;
    std::optional<Snapshot> read = readSnapshot(snapshot, m_confirmed.simulation().rules());
    if (!read)
        return;

    const bool wasPlaying = isPlaying();
    const Picture before = predictedNow();
    if (snapshot.desync())
        ++m_desyncs;
    install(std::move(*read), snapshot);
    if (wasPlaying && isPlaying())
        m_picture.glide(before, predictedNow(), m_nowUs);
}

void OnlineMatch::install(Snapshot read, const pong::wire::MatchSnapshot& snapshot) {
    const Tick tick = read.state.tick;
    pong::Change lastOwn{tick, m_side, read.directions[index(m_side)]};
    for (const pong::RelayedChange& change : read.pending)
        if (change.side == m_side)
            lastOwn = change.change();
    m_confirmed.install(read.state, read.directions, std::move(read.pending));

    const bool isNewEpoch = m_link == Link::Joining || snapshot.epoch() != m_epoch;
    m_link = Link::Joined;
    m_beat = {};
    m_beatDueUs = m_nowUs;
    if (isNewEpoch)
        enterEpoch(snapshot.epoch());
    const std::uint32_t lastNumber = snapshot.last_number(static_cast<int>(index(m_side)));
    m_own.settledThrough(lastNumber, lastOwn.direction, lastOwn.tick);
    takePresence(snapshot.present(0), snapshot.present(1), snapshot.wait_ms());
    if (!snapshot.running())
        m_time.stop();
    else if (isNewEpoch)
        m_time.start(snapshot.tick_zero_us(), tick);
}

void OnlineMatch::takeClock(const pong::wire::MatchClock& clock) {
    const Tick tick = tickOf(clock.tick());
    const std::int64_t tickZeroUs = pong::TickClock::startingAt(tick, clock.at_us()).tickZeroUs();
    if (clock.epoch() == m_epoch) {
        const Picture before = predictedNow();
        m_time.moveTickZero(tickZeroUs);
        m_time.advance(m_nowUs);
        m_picture.glide(before, predictedNow(), m_nowUs);
        return;
    }
    if (tick != m_confirmed.tick()) {
        join(m_nowUs);  // not what this client knows of the match: it needs a snapshot
        return;
    }
    enterEpoch(clock.epoch());
    m_present = {true, true};
    m_time.start(tickZeroUs, tick);
}

void OnlineMatch::takePaused(const pong::wire::MatchPaused& paused) {
    if (paused.present_size() != 2)
        return;
    const Tick tick = tickOf(paused.tick());
    const bool isHere = paused.present(static_cast<int>(index(m_side)));
    if (!isHere || !isWithinReach(tick)) {
        join(m_nowUs);  // the server missed this client for too long, or is elsewhere
        return;
    }
    if (paused.epoch() != m_epoch) {
        const Picture before = predictedNow();
        std::vector<TickEvents> happened;
        m_confirmed.stopAt(tick, happened);
        m_picture.play(happened);
        enterEpoch(paused.epoch());
        m_time.stop();
        m_picture.glide(before, predictedNow(), m_nowUs);
    }
    takePresence(paused.present(0), paused.present(1), paused.wait_ms());
}

void OnlineMatch::takePresence(bool left, bool right, std::uint32_t waitMs) {
    m_present = {left, right};
    m_waitEndsUs = m_nowUs + std::int64_t{waitMs} * 1000;
}

// What was asked for in the old epoch is void, and what was played ahead may come again.
void OnlineMatch::enterEpoch(std::uint32_t epoch) {
    m_epoch = epoch;
    m_own.restart(m_confirmed.tick() + 1);
    m_picture.forgetEffects();
}

void OnlineMatch::takeAdvance(const pong::wire::MatchAdvance& advance) {
    const Tick through = tickOf(advance.through_tick());
    if (!isWithinReach(through))
        return;
    const Picture before = predictedNow();
    std::vector<TickEvents> happened;
    takeChanges(advance, through);
    m_confirmed.advanceTo(through, happened);
    takeBeat(advance);
    m_time.serverHeard();
    m_picture.play(happened);
    if (isOver())
        m_picture.glide(before, predictedNow(), m_nowUs);
    else
        m_picture.correct(before, predictedNow(), m_nowUs);
}

bool OnlineMatch::isWithinReach(Tick tick) const {
    return tick >= m_confirmed.tick() && tick - m_confirmed.tick() <= longestAdvance;
}

// Own ones may be of ticks that this message makes final.
void OnlineMatch::takeChanges(const pong::wire::MatchAdvance& advance, Tick through) {
    for (const std::uint32_t packed : advance.changes()) {
        const std::optional<pong::RelayedChange> change = pong::unpackChange(packed, through);
        if (!change)
            continue;
        m_confirmed.add(*change);
        if (change->side == m_side)
            m_own.applied(*change);
    }
    for (const std::uint32_t number : advance.refused())
        m_own.refused(number);
}

void OnlineMatch::takeBeat(const pong::wire::MatchAdvance& advance) {
    if (advance.has_margin())
        m_time.marginReported(advance.margin());
    if (!advance.has_hash())
        return;
    m_beat = {m_confirmed.tick(), static_cast<std::uint32_t>(m_confirmed.simulation().hash())};
    if (m_beat.hash != advance.hash())
        sendBeat();  // the server compares too, and answers with a snapshot
}

void OnlineMatch::takeEnded(const pong::wire::MatchEnded& ended) {
    if (ended.match_id() != m_matchId)
        return;
    const Picture before = predictedNow();
    m_ended = ended;
    m_time.stop();
    m_picture.glide(before, predictedNow(), m_nowUs);
}

}  // namespace client

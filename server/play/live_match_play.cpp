// A match while it runs: inputs get their ticks, ticks are stepped, and everybody is told.

#include "server/play/live_match.h"

#include <algorithm>
#include <utility>

namespace server {

using pong::Side;
using pong::Tick;

namespace {

constexpr Side bothSides[] = {Side::Left, Side::Right};

std::uint32_t unsignedTick(Tick tick) {
    return static_cast<std::uint32_t>(tick);
}

std::uint32_t wireHash(const pong::Simulation& simulation) {
    return static_cast<std::uint32_t>(simulation.hash());
}

}  // namespace

void LiveMatch::input(Side side, const pong::wire::MatchInput& input, std::int64_t nowUs) {
    MatchPlayer& from = player(side);
    from.heardUs = nowUs;
    catchUp(nowUs);
    if (input.number() <= from.lastNumber)
        return;
    from.lastNumber = input.number();
    ++m_counters.inputs;

    const std::optional<pong::AskedInput> asked = pong::unpackInput(input.tick_direction());
    const bool isInTime = m_stage == Stage::Running && from.present && input.epoch() == m_epoch;
    if (!asked || !isInTime) {
        refuse(side, input.number());
        return;
    }
    if (asked->tick <= now())
        ++m_counters.lateInputs;
    from.margin.add(asked->tick - 1 - now());
    const std::optional<Tick> tick = from.schedule.place(asked->tick, asked->direction, now());
    if (!tick) {
        refuse(side, input.number());
        return;
    }
    const pong::RelayedChange change{*tick, side, asked->direction, static_cast<std::uint8_t>(input.number())};
    from.pending.append(change);
    relay(change, *tick == asked->tick);
}

void LiveMatch::beat(Side side, const pong::wire::MatchBeat& beat, std::int64_t nowUs) {
    MatchPlayer& from = player(side);
    from.heardUs = nowUs;
    if (!from.present || m_stage == Stage::Over)
        return;
    catchUp(nowUs);

    const bool isPlaying = m_stage == Stage::Running && beat.epoch() == m_epoch && now() > m_startTick;
    constexpr std::uint32_t lastTick = pong::lastPossibleTick;
    if (isPlaying && beat.tick() > unsignedTick(m_startTick) && beat.tick() <= lastTick)
        from.margin.add(static_cast<Tick>(beat.tick()) - now());

    if (beat.confirmed_tick() > lastTick || static_cast<Tick>(beat.confirmed_tick()) <= from.uncheckedTick)
        return;
    const std::optional<std::uint32_t> hash = m_hashes.find(static_cast<Tick>(beat.confirmed_tick()));
    if (hash && *hash != beat.hash()) {
        ++m_counters.desyncs;
        from.uncheckedTick = now();
        sendDesyncSnapshot(side);
    }
}

void LiveMatch::stepTo(std::int64_t nowUs) {
    while (m_stage == Stage::Running && m_nextStepUs - roundingUs <= nowUs)
        step();
}

// The ticks that have come and that nobody waited for. A point may only be scored in advance(), from where the match
// can end.
void LiveMatch::catchUp(std::int64_t nowUs) {
    if (m_stage != Stage::Running || isAnybodyGone())
        return;
    for (Tick left = m_simulation.earliestPoint() - 1; left > 0 && m_nextStepUs - roundingUs <= nowUs; --left)
        step();
}

void LiveMatch::step() {
    for (const Side side : bothSides)
        applyDue(side);
    const pong::Events events = m_simulation.step(m_directions);
    m_nextStepUs = m_clock.timeOf(now() + 1);
    if ((events & (pong::LeftScored | pong::RightScored)) != 0)
        pointScored((events & pong::LeftScored) != 0 ? Side::Left : Side::Right);
    else if (now() - m_flushedTick >= pong::ticksPerSecond)
        flushChanges();
}

void LiveMatch::applyDue(Side side) {
    PendingInputs& pending = player(side).pending;
    if (pending.isEmpty() || pending.first().tick > now() + 1)
        return;
    m_directions[pong::index(side)] = pending.first().direction;
    m_unflushed.push_back(pending.first().change());
    pending.removeFirst();
}

void LiveMatch::flushChanges() {
    if (now() == m_flushedTick)
        return;
    const Tick after = std::exchange(m_flushedTick, now());
    m_output.changesFinal({after, now(), m_unflushed});
    m_unflushed.clear();
}

void LiveMatch::pointScored(Side scorer) {
    flushChanges();
    m_output.pointScored({score()[0] + score()[1], now(), scorer, score()});
    sendBeats();
    if (m_simulation.isOver())
        finish(pong::wire::END_PLAYED, m_simulation.winner());
}

std::array<int, 2> LiveMatch::score() const {
    return {m_simulation.state().score[0], m_simulation.state().score[1]};
}

pong::wire::MatchAdvance& LiveMatch::freshAdvance() {
    pong::wire::MatchAdvance& advance = *m_message.mutable_match_advance();
    advance.Clear();
    advance.set_through_tick(unsignedTick(now()));
    return advance;
}

// All that a player is told begins with this: what it hears is final must not lack an input of its own.
pong::wire::MatchAdvance& LiveMatch::newsFor(Side side) {
    pong::wire::MatchAdvance& advance = freshAdvance();
    UntoldInputs& untold = player(side).untold;
    for (const pong::RelayedChange& change : untold.all())
        advance.add_changes(pong::packChange(change, now()));
    untold.clear();
    return advance;
}

void LiveMatch::addBeat(pong::wire::MatchAdvance& advance, Side side) {
    const std::uint32_t hash = wireHash(m_simulation);
    m_hashes.add(now(), hash);
    advance.set_hash(hash);
    player(side).beatTick = now();
    if (const std::optional<Tick> margin = player(side).margin.take())
        advance.set_margin(*margin);
}

void LiveMatch::addSpectatorsBeat(pong::wire::MatchAdvance& advance) {
    advance.set_hash(wireHash(m_simulation));
    m_spectatorsBeatTick = now();
}

void LiveMatch::sendBeat(Side side) {
    addBeat(newsFor(side), side);
    m_output.send(side, m_message);
}

void LiveMatch::sendSpectatorsBeat() {
    addSpectatorsBeat(freshAdvance());
    m_output.sendToSpectators(m_message);
}

void LiveMatch::sendBeats() {
    for (const Side side : bothSides)
        sendBeat(side);
    if (m_output.isWatched())
        sendSpectatorsBeat();
}

void LiveMatch::sendDueBeats() {
    for (const Side side : bothSides)
        if (now() - player(side).beatTick >= beatTicks)
            sendBeat(side);
    if (m_output.isWatched() && now() - m_spectatorsBeatTick >= beatTicks)
        sendSpectatorsBeat();
}

void LiveMatch::sendUntold() {
    for (const Side side : bothSides)
        if (!player(side).untold.isEmpty())
            sendBeat(side);
}

Tick LiveMatch::nextBeatTick() const {
    const Tick players = std::min(m_players[0].beatTick, m_players[1].beatTick);
    return (m_output.isWatched() ? std::min(players, m_spectatorsBeatTick) : players) + beatTicks;
}

void LiveMatch::relay(const pong::RelayedChange& change, bool isAsAsked) {
    relayTo(pong::opposite(change.side), change);
    UntoldInputs& untold = player(change.side).untold;
    if (isAsAsked && !untold.isFull())
        untold.append(change);
    else
        relayTo(change.side, change);
    if (m_output.isWatched())
        relayToSpectators(change);
}

// A beat that is due soon rides along, which saves its message.
void LiveMatch::relayTo(Side side, const pong::RelayedChange& change) {
    pong::wire::MatchAdvance& advance = newsFor(side);
    advance.add_changes(pong::packChange(change, now()));
    if (now() - player(side).beatTick >= beatTicks / 2)
        addBeat(advance, side);
    m_output.send(side, m_message);
}

void LiveMatch::relayToSpectators(const pong::RelayedChange& change) {
    pong::wire::MatchAdvance& advance = freshAdvance();
    advance.add_changes(pong::packChange(change, now()));
    if (now() - m_spectatorsBeatTick >= beatTicks / 2)
        addSpectatorsBeat(advance);
    m_output.sendToSpectators(m_message);
}

void LiveMatch::refuse(Side side, std::uint32_t number) {
    ++m_counters.refusedInputs;
    newsFor(side).add_refused(number);
    m_output.send(side, m_message);
}

void LiveMatch::sendClock() {
    pong::wire::ServerMessage message;
    pong::wire::MatchClock& clock = *message.mutable_match_clock();
    clock.set_epoch(m_epoch);
    clock.set_tick(unsignedTick(now()));
    clock.set_at_us(m_clock.timeOf(now()));
    m_output.sendAll(message);
}

void LiveMatch::sendPaused() {
    m_presenceChanged = false;
    pong::wire::ServerMessage message;
    pong::wire::MatchPaused& paused = *message.mutable_match_paused();
    paused.set_epoch(m_epoch);
    paused.set_tick(unsignedTick(now()));
    paused.set_wait_ms(waitMs(m_nowUs));
    for (const MatchPlayer& each : m_players)
        paused.add_present(each.present);
    m_output.sendAll(message);
}

void LiveMatch::sendDesyncSnapshot(Side side) {
    pong::wire::ServerMessage message;
    *message.mutable_match_snapshot() = snapshot(m_nowUs);
    message.mutable_match_snapshot()->set_desync(true);
    player(side).untold.clear();  // it is in there
    m_output.send(side, message);
}

pong::wire::MatchSnapshot LiveMatch::snapshot(std::int64_t nowUs) const {
    pong::wire::MatchSnapshot snapshot;
    snapshot.set_match_id(m_matchId);
    snapshot.set_epoch(m_epoch);
    snapshot.set_state(pong::encodeState(m_simulation.state()));
    for (const Side side : bothSides) {
        const MatchPlayer& each = m_players[pong::index(side)];
        for (int i = 0; i < each.pending.size(); ++i)
            snapshot.add_changes(pong::packChange(each.pending.at(i), now()));
        snapshot.add_last_number(each.lastNumber);
        snapshot.add_directions(static_cast<std::int32_t>(m_directions[pong::index(side)]));
        snapshot.add_present(each.present);
    }
    snapshot.set_running(m_stage == Stage::Running);
    if (m_stage == Stage::Running)
        snapshot.set_tick_zero_us(m_clock.tickZeroUs());
    else
        snapshot.set_wait_ms(waitMs(nowUs));
    return snapshot;
}

std::uint32_t LiveMatch::waitMs(std::int64_t nowUs) const {
    return static_cast<std::uint32_t>(std::max<std::int64_t>(0, (m_waitEndsUs - nowUs) / 1000));
}

}  // namespace server

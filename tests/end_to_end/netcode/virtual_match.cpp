#include "tests/end_to_end/netcode/virtual_match.h"

#include "shared/protocol/codec.h"
#include "shared/protocol/rules_message.h"

#include <QtGlobal>

#include <algorithm>

namespace netcode {

using pong::Side;

namespace {

constexpr Side bothSides[] = {Side::Left, Side::Right};

}  // namespace

VirtualMatch::VirtualMatch(const Setup& setup) : m_setup(setup) {
    pong::wire::MatchFound found;
    found.set_match_id(matchId);
    *found.mutable_rules() = pong::rulesMessage(setup.rules);
    for (const Side side : bothSides) {
        found.set_side(static_cast<std::uint32_t>(pong::index(side)));
        const std::uint64_t seed = 10 * setup.seed + pong::index(side);
        m_clients[pong::index(side)] = std::make_unique<VirtualClient>(found, setup.conditions, seed);
    }
    m_recording.rules = setup.rules;
    m_recording.seed = setup.seed;
    m_server.emplace(matchId, setup.rules, setup.seed, *this, m_nowUs);
    m_stalls.start(m_nowUs);
}

void VirtualMatch::start() {
    connect(Side::Left);
    connect(Side::Right);
    const bool hasStarted = runUntil([this] { return m_server->simulation().state().tick > 0; }, 5'000'000);
    if (!hasStarted)
        qFatal("the match did not start");
}

void VirtualMatch::runFor(std::int64_t us) {
    for (const std::int64_t endUs = m_nowUs + us; m_nowUs < endUs;)
        millisecond();
}

bool VirtualMatch::runUntil(const std::function<bool()>& condition, std::int64_t longestUs) {
    const std::int64_t endUs = m_nowUs + longestUs;
    while (!condition()) {
        if (m_nowUs >= endUs)
            return false;
        millisecond();
    }
    return true;
}

void VirtualMatch::disconnect(Side side) {
    client(side).cutConnection();
    m_server->playerDropped(side);
}

void VirtualMatch::crashServer() {
    for (const Side side : bothSides)
        client(side).cutConnection();
    m_server.emplace(matchId, m_recording, *this, m_nowUs);
}

pong::MatchRecording VirtualMatch::recording() const {
    return m_recording;
}

void VirtualMatch::millisecond() {
    m_nowUs += 1000;
    if (m_nowUs >= m_serverStallEndsUs)
        runServer();
    for (const Side side : bothSides) {
        client(side).receiveAll(m_nowUs);
        client(side).advance(m_nowUs);
    }
    if (m_eachMillisecond)
        m_eachMillisecond();
}

// The timer of all matches fires once a tick; sockets are read whenever there is something.
void VirtualMatch::runServer() {
    for (const Side side : bothSides)
        while (const std::optional<QByteArray> bytes = client(side).up().receive(m_nowUs)) {
            const std::optional<pong::wire::ClientMessage> message = pong::decodeClientMessage(*bytes);
            if (!message)
                qFatal("a client sent what is no message");
            hear(side, *message);
        }
    const std::int64_t ticks = m_nowUs * pong::ticksPerSecond / 1'000'000;
    if (std::exchange(m_serverTicks, ticks) == ticks)
        return;
    if (const std::int64_t lostUs = m_stalls.tick(m_nowUs); lostUs > 0)
        m_server->stoodStill(lostUs, m_nowUs);
    if (m_server->dueUs() <= m_nowUs)
        m_server->advance(m_nowUs);
}

void VirtualMatch::hear(Side side, const pong::wire::ClientMessage& message) {
    if (message.has_clock_echo()) {
        pong::wire::ServerMessage reply;
        reply.mutable_clock_echo()->set_client_us(message.clock_echo().client_us());
        reply.mutable_clock_echo()->set_server_us(m_nowUs);
        send(side, reply);
    } else if (message.has_match_join()) {
        pong::wire::ServerMessage reply;
        *reply.mutable_match_snapshot() = m_server->playerJoined(side, m_stalls.known(m_nowUs));
        send(side, reply);
    } else if (message.has_match_input()) {
        m_server->input(side, message.match_input(), m_stalls.known(m_nowUs));
    } else if (message.has_match_beat()) {
        m_server->beat(side, message.match_beat(), m_stalls.known(m_nowUs));
    } else if (message.has_match_leave()) {
        m_server->leave(side);
    }
}

void VirtualMatch::send(Side side, const pong::wire::ServerMessage& message) {
    if (client(side).isConnected())
        client(side).down().send(pong::encode(message), m_nowUs);
}

void VirtualMatch::sendAll(const pong::wire::ServerMessage& message) {
    for (const Side side : bothSides)
        send(side, message);
}

void VirtualMatch::changesFinal(const server::FinalChanges& chunk) {
    m_recording.changes.insert(m_recording.changes.end(), chunk.changes.begin(), chunk.changes.end());
    m_recording.lastTick = chunk.through;
    m_chunks.push_back({chunk.after, chunk.through, {}});
}

void VirtualMatch::ended(const server::MatchResult& result) {
    m_result = result;
    pong::wire::ServerMessage message;
    pong::wire::MatchEnded& ended = *message.mutable_match_ended();
    ended.set_match_id(matchId);
    ended.set_reason(result.reason);
    ended.set_score_left(static_cast<std::uint32_t>(result.score[0]));
    ended.set_score_right(static_cast<std::uint32_t>(result.score[1]));
    ended.set_winner(result.winner ? static_cast<std::int32_t>(pong::index(*result.winner)) : -1);
    ended.set_tick(static_cast<std::uint32_t>(result.tick));
    ended.set_desyncs(result.desyncs);
    ended.set_stored(true);
    sendAll(message);
}

}  // namespace netcode

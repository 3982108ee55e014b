#include "tests/load/load_client.h"

#include "shared/protocol/version.h"

#include <algorithm>

namespace load {
namespace {

using pong::wire::ServerMessage;

constexpr int echoesAMatch = 5;
constexpr Micros patience = 1'000'000;  // before anything is tried again
constexpr Micros longestPatience = 30'000'000;

}  // namespace

LoadClient::LoadClient(LoadContext& context, std::string token, std::uint32_t number)
    : m_context(context)
    , m_token(std::move(token))
    , m_connection(context.connections, *this, number)
    , m_random(number + 1) {}

void LoadClient::start() {
    m_stage = Stage::Connecting;
    if (!m_connection.open())
        closed("this machine has no more sockets");
}

void LoadClient::stop() {
    m_stage = Stage::Offline;
    m_context.connections.loop.cancel(*this);
    m_connection.close();
    m_match.reset();
}

void LoadClient::leave() {
    const bool inMatch = m_match != nullptr && m_match->isJoined();
    if (!inMatch) {
        stop();
        return;
    }
    m_stage = Stage::Leaving;
    pong::wire::ClientMessage& message = fresh();
    message.mutable_match_leave()->set_match_id(m_match->id());
    send(message);
}

void LoadClient::opened() {
    m_stage = Stage::SigningIn;
    pong::wire::ClientMessage& message = fresh();
    message.mutable_hello()->set_protocol(pong::protocolVersion);
    message.mutable_hello()->set_client("pong-load");
    request(message);
}

void LoadClient::closed(const char* why) {
    if (m_stage == Stage::Leaving) {
        stop();
        return;
    }
    ++m_context.measurements.disconnects;
    trouble(why);
    m_stage = Stage::Offline;
    m_match.reset();
    retryIn(patience, monotonicNow());
}

void LoadClient::received(std::string_view bytes, Micros at) {
    if (m_context.measurements.running)
        ++m_context.measurements.messagesIn;
    if (!m_context.in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        ++m_context.measurements.malformed;
        trouble("a message that cannot be read");
        return;
    }
    dispatch(m_context.in, at);
}

void LoadClient::dispatch(const ServerMessage& message, Micros at) {
    switch (message.body_case()) {
        case ServerMessage::kMatchAdvance:
            if (m_match && m_match->isJoined() && !m_match->advance(message.match_advance(), at)) {
                ++m_context.measurements.desyncs;
                trouble("a match that the server sees differently");
                sleepUntilMatchDue();
            }
            break;
        case ServerMessage::kWelcome:
            fresh().mutable_resume()->set_token(m_token);
            request(m_context.out);
            break;
        case ServerMessage::kSignedIn:
            askMatch();
            break;
        case ServerMessage::kMatchFound:
            onMatchFound(message.match_found());
            break;
        case ServerMessage::kClockEcho:
            onEcho(message.clock_echo(), at);
            break;
        case ServerMessage::kMatchSnapshot:
            onSnapshot(message.match_snapshot(), message.reply_to() == m_joinRequest, at);
            break;
        case ServerMessage::kMatchClock:
            if (m_match) {
                m_match->clockSet(message.match_clock(), at);
                sleepUntilMatchDue();
            }
            break;
        case ServerMessage::kMatchPaused:
            if (m_match)
                m_match->paused(message.match_paused(), at);
            break;
        case ServerMessage::kMatchEnded:
            onMatchEnded(message.match_ended(), at);
            break;
        case ServerMessage::kRefusal:
            onRefusal(message.refusal(), at);
            break;
        default:
            break;  // of no use to a bot
    }
}

void LoadClient::onRefusal(const pong::wire::Refusal& refusal, Micros at) {
    const bool full = refusal.code() == pong::wire::REFUSAL_BUSY || refusal.code() == pong::wire::REFUSAL_TOO_MANY ||
                      refusal.code() == pong::wire::REFUSAL_UNAVAILABLE;
    ++(full ? m_context.measurements.busyRefusals : m_context.measurements.otherRefusals);
    trouble("refused: " + refusal.text());
    if (m_stage == Stage::SigningIn || m_stage == Stage::Queueing || (m_match && !m_match->isJoined()))
        retryIn(std::clamp(Micros{refusal.retry_after_ms()} * 1000, patience, longestPatience), at);
}

void LoadClient::onMatchFound(const pong::wire::MatchFound& found) {
    if (m_stage == Stage::Leaving || (m_match && m_match->id() == found.match_id()))
        return;
    const std::optional<pong::Rules> rules = rulesOf(found.rules());
    if (!rules || found.side() > 1) {
        ++m_context.measurements.malformed;
        trouble("a match with impossible rules");
        return;
    }
    m_stage = Stage::InMatch;
    const auto seed = static_cast<std::uint32_t>(m_random());
    m_match = std::make_unique<BotMatch>(found.match_id(), static_cast<pong::Side>(found.side()), *rules, seed,
                                         m_context.matches, m_context.measurements);
    m_context.connections.loop.cancel(*this);
    m_echoes = 0;
    askEcho();
}

void LoadClient::onEcho(const pong::wire::ClockEchoReply& echo, Micros at) {
    const Micros roundTrip = at - echo.client_us();
    if (m_echoes == 0 || roundTrip < m_clock.roundTrip)
        m_clock = {echo.server_us() + roundTrip / 2 - at, roundTrip};
    if (++m_echoes < echoesAMatch) {
        askEcho();
        return;
    }
    if (!m_match || m_match->isJoined())
        return;
    m_match->setClock(m_clock);
    fresh().mutable_match_join()->set_match_id(m_match->id());
    request(m_context.out);
    m_joinRequest = m_lastRequest;
}

void LoadClient::onSnapshot(const pong::wire::MatchSnapshot& snapshot, bool asked, Micros at) {
    if (!m_match || snapshot.match_id() != m_match->id())
        return;
    if (!asked)
        ++m_context.measurements.desyncs;
    if (!m_match->restore(snapshot, at)) {
        ++m_context.measurements.malformed;
        trouble("a snapshot that makes no sense");
        return;
    }
    sleepUntilMatchDue();
}

void LoadClient::onMatchEnded(const pong::wire::MatchEnded& ended, Micros at) {
    if (!m_match || ended.match_id() != m_match->id())
        return;
    if (m_match->side() == pong::Side::Left) {  // both bots hear of it
        if (m_context.measurements.running)
            ++m_context.measurements.matchesEnded;
        m_context.measurements.serverDesyncs += ended.desyncs();
    }
    m_match.reset();
    if (m_stage == Stage::Leaving) {
        stop();
        return;
    }
    m_stage = Stage::Queueing;
    // A moment on the result's page, and not everybody's at once.
    retryIn(std::uniform_int_distribution<Micros>(0, patience / 2)(m_random), at);
}

void LoadClient::wake(Micros now) {
    switch (m_stage) {
        case Stage::Offline:
            start();
            return;
        case Stage::SigningIn:
            fresh().mutable_resume()->set_token(m_token);
            request(m_context.out);
            return;
        case Stage::Queueing:
            askMatch();
            return;
        case Stage::Connecting:
            return;
        case Stage::InMatch:
        case Stage::Leaving:
            break;
    }
    if (!m_match)
        return;
    if (!m_match->isJoined()) {  // its echo or its join was refused
        m_echoes = 0;
        askEcho();
        return;
    }
    while (m_match->takeDue(now, fresh())) {
        m_match->sent(m_context.out, monotonicNow());
        send(m_context.out);
    }
    sleepUntilMatchDue();
}

void LoadClient::askEcho() {
    fresh().mutable_clock_echo()->set_client_us(monotonicNow());
    request(m_context.out);
}

void LoadClient::askMatch() {
    m_stage = Stage::Queueing;
    fresh().mutable_quick_match();
    request(m_context.out);
}

pong::wire::ClientMessage& LoadClient::fresh() {
    m_context.out.Clear();
    return m_context.out;
}

void LoadClient::request(pong::wire::ClientMessage& message) {
    message.set_request_id(++m_lastRequest);
    send(message);
}

void LoadClient::send(const pong::wire::ClientMessage& message) {
    message.SerializeToString(&m_context.encoded);
    m_connection.send(m_context.encoded);
    if (m_context.measurements.running)
        ++m_context.measurements.messagesOut;
}

void LoadClient::retryIn(Micros wait, Micros now) {
    m_context.connections.loop.wakeAt(*this, now + wait);
}

void LoadClient::sleepUntilMatchDue() {
    m_context.connections.loop.wakeAt(*this, m_match->nextDue());
}

void LoadClient::trouble(std::string what) {
    m_context.lastTrouble = std::move(what);
}

}  // namespace load

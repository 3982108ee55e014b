#include "tests/end_to_end/netcode/virtual_client.h"

#include "shared/pong/match_wire.h"
#include "shared/protocol/codec.h"

namespace netcode {

VirtualClient::VirtualClient(const pong::wire::MatchFound& found, const Conditions& conditions, std::uint64_t seed)
    : m_found(found)
    , m_side(found.side() == 0 ? pong::Side::Left : pong::Side::Right)
    , m_clockOffsetUs(static_cast<std::int64_t>(seed * 7'919'317 % 1'000'000'000))
    , m_up(conditions, 2 * seed)
    , m_down(conditions, 2 * seed + 1) {
    restart();
}

void VirtualClient::restart() {
    cutConnection();
    m_match.emplace(m_found, *this);
}

void VirtualClient::connect(std::int64_t nowUs) {
    m_nowUs = nowUs;
    m_isConnected = true;
    m_match->join(localUs(nowUs));
}

void VirtualClient::cutConnection() {
    m_isConnected = false;
    m_up.cut();
    m_down.cut();
    if (m_match)
        m_match->disconnected();
}

void VirtualClient::press(pong::Direction direction, std::int64_t nowUs) {
    m_nowUs = nowUs;
    m_match->setDirection(direction, localUs(nowUs));
}

void VirtualClient::loseFocus(std::int64_t nowUs) {
    m_nowUs = nowUs;
    m_match->releaseAll(localUs(nowUs));
}

client::MatchFrame VirtualClient::frame(std::int64_t nowUs) {
    const client::MatchFrame frame = m_match->frame(localUs(nowUs));
    m_shownTick = frame.tick;
    return frame;
}

void VirtualClient::advance(std::int64_t nowUs) {
    m_nowUs = nowUs;
    m_match->advance(localUs(nowUs));
}

void VirtualClient::receiveAll(std::int64_t nowUs) {
    m_nowUs = nowUs;
    while (const std::optional<QByteArray> bytes = m_down.receive(nowUs)) {
        std::optional<pong::wire::ServerMessage> message = pong::decodeServerMessage(*bytes);
        if (!message)
            qFatal("the server sent what is no message");
        if (m_tamper)
            m_tamper(*message);
        m_match->receive(*message, localUs(nowUs));
    }
}

const std::vector<double>& VirtualClient::corrections(client::Corrected what) const {
    return m_corrections[static_cast<std::size_t>(what)];
}

void VirtualClient::send(const pong::wire::ClientMessage& message) {
    if (!m_isConnected)
        return;
    if (message.has_match_input())
        m_inputsSent.push_back(pong::unpackInput(message.match_input().tick_direction()).value());
    m_beatsSent += message.has_match_beat() ? 1 : 0;
    m_up.send(pong::encode(message), m_nowUs);
}

void VirtualClient::effect(const client::MatchEffect& effect) {
    m_effects.push_back({effect, m_match->confirmed().state().tick, m_shownTick});
}

void VirtualClient::corrected(client::Corrected what, double distance) {
    m_corrections[static_cast<std::size_t>(what)].push_back(distance);
}

}  // namespace netcode

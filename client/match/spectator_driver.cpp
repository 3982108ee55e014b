#include "client/match/spectator_driver.h"

#include "client/match/online_result.h"
#include "client/match/player_info.h"
#include "client/net/connection.h"
#include "shared/protocol/rules_message.h"

#include <QTimer>

namespace client {

using namespace std::chrono_literals;

namespace {

constexpr auto againAfter = 1s;

std::int64_t nowUs() {
    return MatchDriver::clock().count();
}

}  // namespace

std::unique_ptr<SpectatorDriver> SpectatorDriver::create(Connection& connection, pong::TaskScope& tasks,
                                                         const pong::wire::WatchReply& reply) {
    if (!pong::rulesOf(reply.rules()))
        return nullptr;
    return std::unique_ptr<SpectatorDriver>(new SpectatorDriver(connection, tasks, reply));
}

SpectatorDriver::SpectatorDriver(Connection& connection, pong::TaskScope& tasks, pong::wire::WatchReply reply)
    : m_connection(connection), m_tasks(tasks), m_reply(std::move(reply)), m_match(m_reply, nowUs()) {
    connect(&m_connection, &Connection::event, this, &SpectatorDriver::receive);
    connect(&m_connection, &Connection::stateChanged, this, &SpectatorDriver::followConnection);
}

void SpectatorDriver::followConnection() {
    const bool isUp = m_connection.state() == ConnectionState::SignedIn;
    if (isUp && !m_isConnected)
        watchAgain();
    m_isConnected = isUp;
}

void SpectatorDriver::watchAgain() {
    if (m_isAsking || m_match.ended() || m_connection.state() != ConnectionState::SignedIn)
        return;
    m_isAsking = true;
    pong::wire::WatchRequest body;
    body.set_match_id(matchId());
    m_tasks.run(askAgain(this, std::move(body)));
}

QCoro::Task<void> SpectatorDriver::askAgain(QPointer<SpectatorDriver> self, pong::wire::WatchRequest body) {
    auto request = self->m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!self)
        co_return;
    self->m_isAsking = false;
    if (reply.ok()) {
        self->m_match.restart(reply.value(), nowUs());
        Q_EMIT self->changed();
    } else if (reply.failure().code() == pong::wire::REFUSAL_NOT_FOUND) {
        if (self->m_match.ended())
            co_return;  // its end was told meanwhile
        Q_EMIT self->gone();
        if (self)
            Q_EMIT self->left();
    } else if (reply.failure().kind() != Failure::Kind::ConnectionLost) {
        QTimer::singleShot(againAfter, self.data(), &SpectatorDriver::watchAgain);
    }
}

void SpectatorDriver::receive(const pong::wire::ServerMessage& message) {
    const std::uint32_t spectators = m_match.spectators();
    m_match.receive(message, nowUs());
    if (m_match.hasLostTrack())
        watchAgain();
    if (m_match.spectators() != spectators)
        Q_EMIT changed();
}

MatchFrame SpectatorDriver::frame(std::chrono::microseconds now) {
    const MatchFrame frame = m_match.frame(now.count());
    for (const MatchEffect& happened : m_match.takeEffects())
        Q_EMIT effect(happened);
    if (m_match.hasLostTrack())
        watchAgain();
    if (frame.stage != m_stage || frame.present != m_present) {
        m_stage = frame.stage;
        m_present = frame.present;
        Q_EMIT changed();
    }
    if (!m_isFinished && m_match.ended()) {
        m_isFinished = true;
        Q_EMIT finished();
    }
    return frame;
}

MatchInfo SpectatorDriver::info() const {
    MatchInfo info;
    info.title = tr("Watching");
    info.pointsToWin = static_cast<int>(m_reply.rules().points_to_win());
    info.players = {playerInfoOf(m_reply.match().left()), playerInfoOf(m_reply.match().right())};
    for (std::size_t side = 0; side < 2; ++side)
        info.players[side].present = m_stage != MatchFrame::Stage::WaitingForPlayer || m_present[side];
    info.spectators = static_cast<int>(m_match.spectators());
    info.hasChat = true;
    return info;
}

std::optional<MatchResult> SpectatorDriver::result() const {
    const auto ended = m_match.ended();
    return ended ? std::optional(onlineResult(*ended)) : std::nullopt;
}

void SpectatorDriver::leave() {
    pong::wire::ClientMessage message;
    message.mutable_watch_end()->set_match_id(matchId());
    m_connection.send(message);
    Q_EMIT left();
}

}  // namespace client

#include "client/match/online_driver.h"

#include "client/match/online_result.h"
#include "client/match/player_info.h"
#include "client/net/connection.h"
#include "shared/protocol/rules_message.h"

#include <utility>

namespace client {

using pong::Direction;
using pong::Side;
using pong::wire::ServerMessage;
using namespace std::chrono_literals;

namespace {

QString titleOf(pong::wire::MatchMode mode) {
    switch (mode) {
        case pong::wire::MODE_FRIEND:
            return OnlineDriver::tr("Friendly match, not rated");
        case pong::wire::MODE_TOURNAMENT:
            return OnlineDriver::tr("Tournament match");
        default:
            return OnlineDriver::tr("Quick game");
    }
}

constexpr auto advanceEvery = 8ms;  // OnlineMatch wants it at least every 20
constexpr auto joinAgainAfter = 1s;

std::int64_t nowUs() {
    return MatchDriver::clock().count();
}

PlayerInfo playerOf(const pong::wire::PlayerCard& card, const QString& role) {
    PlayerInfo info = playerInfoOf(card);
    info.role = role;
    return info;
}

// Whether asking again to join cannot help.
bool saysNever(const Failure& failure) {
    return failure.code() == pong::wire::REFUSAL_NOT_FOUND || failure.code() == pong::wire::REFUSAL_CONFLICT ||
           failure.code() == pong::wire::REFUSAL_FORBIDDEN;
}

}  // namespace

std::unique_ptr<OnlineDriver> OnlineDriver::create(Connection& connection, pong::TaskScope& tasks,
                                                   const pong::wire::MatchFound& found) {
    if (!pong::rulesOf(found.rules()) || found.side() > 1)
        return nullptr;
    return std::unique_ptr<OnlineDriver>(new OnlineDriver(connection, tasks, found));
}

OnlineDriver::OnlineDriver(Connection& connection, pong::TaskScope& tasks, pong::wire::MatchFound found)
    : m_connection(connection), m_tasks(tasks), m_found(std::move(found)), m_output(*this), m_match(m_found, m_output) {
    connect(&m_connection, &Connection::event, this, &OnlineDriver::receive);
    connect(&m_connection, &Connection::stateChanged, this, &OnlineDriver::followConnection);
    connect(&m_connection, &Connection::pinged, this, &MatchDriver::changed);
    connect(&m_timer, &QTimer::timeout, this, [this] { m_match.advance(nowUs()); });
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.start(advanceEvery);
    followConnection();
}

void OnlineDriver::followConnection() {
    const bool isUp = m_connection.state() == ConnectionState::SignedIn;
    if (isUp && !m_isJoined)
        m_match.join(nowUs());
    else if (!isUp && m_isJoined)
        m_match.disconnected();
    m_isJoined = isUp;
    Q_EMIT changed();
}

void OnlineDriver::rejoin() {
    if (!m_isJoined)
        return;  // followConnection() will
    m_match.disconnected();
    m_match.join(nowUs());
}

void OnlineDriver::send(const pong::wire::ClientMessage& message) {
    if (message.has_clock_echo())
        m_tasks.run(askEcho(this, message.clock_echo()));
    else if (message.has_match_join())
        m_tasks.run(askJoin(this, message.match_join()));
    else
        m_connection.send(message);
}

QCoro::Task<void> OnlineDriver::askEcho(QPointer<OnlineDriver> self, pong::wire::ClockEchoRequest body) {
    auto request = self->m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!self || !reply.ok())
        co_return;
    ServerMessage message;
    *message.mutable_clock_echo() = reply.value();
    self->receive(message);
}

QCoro::Task<void> OnlineDriver::askJoin(QPointer<OnlineDriver> self, pong::wire::MatchJoinRequest body) {
    auto request = self->m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!self)
        co_return;
    if (reply.ok()) {
        ServerMessage message;
        *message.mutable_match_snapshot() = reply.value();
        self->receive(message);
    } else if (saysNever(reply.failure())) {
        Q_EMIT self->gone();
        if (self)
            Q_EMIT self->left();
    } else if (reply.failure().kind() != Failure::Kind::ConnectionLost) {
        QTimer::singleShot(joinAgainAfter, self.data(), &OnlineDriver::rejoin);
    }
}

void OnlineDriver::receive(const ServerMessage& message) {
    const bool wasOver = m_match.ended().has_value();
    m_match.receive(message, nowUs());
    if (message.has_match_audience() && message.match_audience().match_id() == matchId()) {
        m_spectators = static_cast<int>(message.match_audience().spectators());
        Q_EMIT changed();
    }
    if (!wasOver && m_match.ended()) {
        Q_EMIT changed();
        Q_EMIT finished();
    }
}

MatchFrame OnlineDriver::frame(std::chrono::microseconds now) {
    const MatchFrame frame = m_match.frame(now.count());
    if (frame.stage != m_stage || frame.present != m_present) {
        m_stage = frame.stage;
        m_present = frame.present;
        m_opponentWasHere |= m_present[1];
        Q_EMIT changed();
    }
    return frame;
}

MatchInfo OnlineDriver::info() const {
    const bool isLeft = m_found.side() == 0;
    MatchInfo info;
    info.title = titleOf(m_found.mode());
    info.pointsToWin = static_cast<int>(m_found.rules().points_to_win());
    info.rated = m_found.rated();
    info.players = {playerOf(isLeft ? m_found.left() : m_found.right(), tr("You")),
                    playerOf(isLeft ? m_found.right() : m_found.left(), tr("Opponent"))};
    info.players[0].pingMs = pingMs();
    info.players[0].present = m_isJoined;
    // Who has not come yet is not gone.
    info.players[1].present = m_present[1] || !m_opponentWasHere || m_stage == MatchFrame::Stage::Synchronising;
    info.steered = {true, false};
    info.spectators = m_spectators;
    info.leaveForfeits = !m_match.ended();
    info.hasChat = true;
    return info;
}

int OnlineDriver::pingMs() const {
    // The match measures more often than the connection, and knows the fastest of its last echoes.
    const std::int64_t roundTripUs = m_match.roundTripUs();
    return roundTripUs > 0 ? static_cast<int>((roundTripUs + 999) / 1000) : m_connection.pingMs();
}

std::optional<MatchResult> OnlineDriver::result() const {
    const auto& ended = m_match.ended();
    if (!ended)
        return std::nullopt;
    const bool isLeft = m_found.side() == 0;
    MatchResult result = onlineResult(*ended);
    if (!isLeft) {
        std::swap(result.score[0], result.score[1]);
        if (result.winner)
            result.winner = pong::opposite(*result.winner);
    }
    if (ended->ratings_size() == 2) {
        const pong::wire::MatchRating& mine = ended->ratings(isLeft ? 0 : 1);
        result.rating = mine.rating();
        result.ratingChange = mine.change();
    }
    return result;
}

void OnlineDriver::setDirection(Side seat, Direction direction) {
    if (seat == Side::Left)
        m_match.setDirection(direction, nowUs());
}

void OnlineDriver::loseFocus() {
    m_match.releaseAll(nowUs());
}

void OnlineDriver::leave() {
    if (!m_match.ended())
        m_match.leave();
    Q_EMIT left();
}

}  // namespace client

#include "tests/support/test_player.h"

#include "server/net/clock.h"
#include "shared/pong/match_wire.h"
#include "shared/pong/tick_clock.h"
#include "tests/support/waiting.h"

namespace test {

namespace {

constexpr int beatMs = 250;
constexpr pong::Tick ahead = 6;

}  // namespace

TestPlayer::TestPlayer(std::unique_ptr<TestClient> client) : m_client(std::move(client)) {
    Q_ASSERT(m_client);
    connect(&m_beats, &QTimer::timeout, this, &TestPlayer::beat);
}

std::optional<std::uint32_t> TestPlayer::seek() {
    const auto answer = m_client->request(wire::QuickMatchRequest());
    return answer ? std::optional(answer.reply->waiting()) : std::nullopt;
}

std::optional<wire::MatchFound> TestPlayer::found() {
    const auto message = m_client->take(pong::ServerBody::kMatchFound);
    return message ? std::optional(message->match_found()) : std::nullopt;
}

std::optional<wire::MatchSnapshot> TestPlayer::join(std::int64_t matchId) {
    wire::MatchJoinRequest request;
    request.set_match_id(matchId);
    const auto answer = m_client->request(request);
    if (!answer)
        return std::nullopt;
    m_number = 0;
    for (const std::uint32_t number : answer.reply->last_number())
        m_number = std::max(m_number, number);  // later than any of either side: all that counts is that it grows
    m_beats.start(beatMs);
    beat();
    return answer.reply;
}

std::optional<wire::MatchClock> TestPlayer::started() {
    const auto hasNews = [this] {
        followClock();
        return m_clockIsNews;
    };
    if (!waitFor(hasNews, TestClient::patienceMs))
        return std::nullopt;
    m_clockIsNews = false;
    return m_clock;
}

std::optional<wire::MatchEnded> TestPlayer::ended() {
    // Longer than the client's patience: a match takes its time.
    if (!waitFor([this] { return m_client->count(pong::ServerBody::kMatchEnded) > 0; }, 60'000))
        return std::nullopt;
    m_beats.stop();
    return m_client->take(pong::ServerBody::kMatchEnded)->match_ended();
}

void TestPlayer::lose() {
    m_beats.stop();
    m_client->socket().abort();
}

void TestPlayer::followClock() {
    while (m_client->count(pong::ServerBody::kMatchClock) > 0) {
        m_clock = m_client->take(pong::ServerBody::kMatchClock)->match_clock();
        m_epoch = m_clock->epoch();
        m_clockIsNews = true;
    }
}

void TestPlayer::beat() {
    if (!m_client->isOpen())
        return;
    followClock();
    // Tick 0 was confirmed by everybody's start: the server has nothing to compare it with.
    wire::MatchBeat beat;
    beat.set_epoch(m_epoch);
    m_client->command(beat);
    press();
}

void TestPlayer::press() {
    if (m_still || !m_clock)
        return;
    const auto clock = pong::TickClock::startingAt(static_cast<pong::Tick>(m_clock->tick()), m_clock->at_us());
    const pong::Tick tick = std::max(clock.tickAt(server::steadyNowUs()), static_cast<pong::Tick>(m_clock->tick()));
    m_direction = m_direction == 1 ? -1 : m_direction + 1;
    wire::MatchInput input;
    input.set_epoch(m_epoch);
    input.set_number(++m_number);
    input.set_tick_direction(pong::packInput({tick + ahead, static_cast<pong::Direction>(m_direction)}));
    m_client->command(input);
}

}  // namespace test

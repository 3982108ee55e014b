#include "server/tournaments/tournament_calls.h"

#include "server/async/drained.h"
#include "server/net/clock.h"
#include "server/net/sessions.h"
#include "server/notifications/notifications.h"
#include "server/play/live_matches.h"
#include "server/play/log.h"
#include "server/tournaments/tournament_book.h"
#include "shared/protocol/rules_message.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

using namespace std::chrono_literals;
using Match = wire::TournamentMatch;

constexpr auto retryAfter = 1s;

std::array<UserId, 2> playersOf(const Match& match) {
    return {match.first().user_id(), match.second().user_id()};
}

// 0: this match is not live.
std::int64_t liveMatchAt(const wire::TournamentState& state, int round, int number) {
    for (const Match& match : state.matches())
        if (static_cast<int>(match.round()) == round && static_cast<int>(match.number()) == number)
            return match.status() == Match::LIVE ? match.match_id() : 0;
    return 0;
}

}  // namespace

TournamentCalls::TournamentCalls(TournamentBook& book, LiveMatches& matches, Sessions& sessions,
                                 Notifications& notifications, std::chrono::milliseconds callFor, QObject* parent)
    : QObject(parent)
    , m_book(book)
    , m_matches(matches)
    , m_sessions(sessions)
    , m_notifications(notifications)
    , m_callFor(callFor)
    , m_tasks(QStringLiteral("tournament calls")) {
    m_clock.setSingleShot(true);
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryAfter);
    connect(&m_clock, &QTimer::timeout, this, &TournamentCalls::onTime);
    connect(&m_retry, &QTimer::timeout, this, &TournamentCalls::startWhoCan);
    connect(&m_book, &TournamentBook::changed, this, &TournamentCalls::follow);
    connect(&m_matches, &LiveMatches::ended, this, &TournamentCalls::onMatchOver);
    connect(&m_sessions, &Sessions::signedOut, this, [this](SessionId, UserId user) { onSignedOut(user); });
}

void TournamentCalls::ready(UserId user, std::int64_t tournament) {
    for (auto& [key, call] : m_calls) {
        const auto player = std::find(call.players.begin(), call.players.end(), user);
        if (key.tournament != tournament || player == call.players.end())
            continue;
        call.ready[static_cast<std::size_t>(player - call.players.begin())] = true;
        Q_EMIT changed(tournament);
        startWhoCan();
        return;
    }
    throw Refusal(wire::REFUSAL_CONFLICT, tr("You are not called to a match of this tournament right now."));
}

void TournamentCalls::addTo(wire::TournamentState& state) const {
    const std::int64_t nowUs = steadyNowUs();
    for (Match& match : *state.mutable_matches()) {
        const auto found =
            m_calls.find({state.info().id(), static_cast<int>(match.round()), static_cast<int>(match.number())});
        if (match.status() != Match::CALLED || found == m_calls.end())
            continue;
        const Call& call = found->second;
        match.mutable_first()->set_ready(call.ready[0]);
        match.mutable_second()->set_ready(call.ready[1]);
        if (call.endsUs != 0)  // never 0, which would say that nothing is counted down
            match.set_call_ends_in_ms(
                static_cast<std::uint32_t>(std::max<std::int64_t>(1, (call.endsUs - nowUs) / 1000)));
    }
}

// --- begin and end of calls -----------------------------------------------------------------------------------------

void TournamentCalls::follow(const wire::TournamentState& state) {
    std::map<Key, std::array<UserId, 2>> due;
    for (const Match& match : state.matches())
        if (match.status() == Match::CALLED)
            due.emplace(Key{state.info().id(), static_cast<int>(match.round()), static_cast<int>(match.number())},
                        playersOf(match));
    for (auto call = m_calls.begin(); call != m_calls.end();) {
        const auto next = std::next(call);
        if (call->first.tournament == state.info().id() && !due.contains(call->first))
            close(call);
        call = next;
    }
    for (const auto& [key, players] : due)
        if (!m_calls.contains(key))
            open(key, players, state.info().name());
}

void TournamentCalls::open(const Key& key, std::array<UserId, 2> players, const std::string& name) {
    Call& call = m_calls[key];
    call.players = players;
    for (std::size_t i = 0; i < 2; ++i) {
        if (const std::int64_t played = m_matches.matchIdOf(players[i]); played != 0)
            call.otherMatches.insert(played);
        m_notifications.notify(players[i], wire::NOTIFICATION_TOURNAMENT_CALL, players[1 - i],
                               QString::fromStdString(name), key.tournament);
    }
    if (call.otherMatches.empty())
        startClock(call);
}

void TournamentCalls::close(std::map<Key, Call>::iterator call) {
    for (std::size_t i = 0; i < 2; ++i)
        m_notifications.settle(call->second.players[i], wire::NOTIFICATION_TOURNAMENT_CALL,
                               call->second.players[1 - i]);
    m_calls.erase(call);
}

void TournamentCalls::onMatchOver(const HostedMatch& match) {
    for (auto& [key, call] : m_calls) {
        if (call.otherMatches.erase(match.id()) == 0 || !call.otherMatches.empty())
            continue;
        startClock(call);
        Q_EMIT changed(key.tournament);
    }
    startWhoCan();
}

void TournamentCalls::onSignedOut(UserId user) {
    if (m_sessions.isOnline(user))
        return;
    for (auto& [key, call] : m_calls)
        for (std::size_t i = 0; i < 2; ++i)
            if (call.players[i] == user && std::exchange(call.ready[i], false))
                Q_EMIT changed(key.tournament);
}

// --- the clock ------------------------------------------------------------------------------------------------------

void TournamentCalls::startClock(Call& call) {
    call.endsUs = steadyNowUs() + std::chrono::microseconds(m_callFor).count();
    if (!m_stopping && !m_clock.isActive())
        m_clock.start(m_callFor);
}

void TournamentCalls::onTime() {
    const std::int64_t nowUs = steadyNowUs();
    std::int64_t nextUs = 0;
    for (auto& [key, call] : m_calls) {
        if (call.endsUs == 0 || call.isBusy)
            continue;
        if (call.endsUs <= nowUs) {
            std::vector<UserId> absent;
            for (std::size_t i = 0; i < 2; ++i)
                if (!call.ready[i] || m_matches.isPlaying(call.players[i]))
                    absent.push_back(call.players[i]);
            if (!absent.empty()) {
                call.isBusy = true;
                m_tasks.run(countOut(key, std::move(absent)));
                continue;
            }
            call.endsUs = nowUs + std::chrono::microseconds(retryAfter).count();  // both are here: the server is not
        }
        nextUs = nextUs == 0 ? call.endsUs : std::min(nextUs, call.endsUs);
    }
    if (nextUs != 0 && !m_stopping)
        m_clock.start(std::chrono::milliseconds((nextUs - nowUs) / 1000 + 1));
}

QCoro::Task<void> TournamentCalls::countOut(Key key, std::vector<UserId> absent) {
    tournaments::Absence absence;
    absence.round = key.round;
    absence.number = key.number;
    absence.users = std::move(absent);
    try {
        co_await m_book.remove(key.tournament, absence);
    } catch (const std::exception& error) {
        qCWarning(playLog, "who did not come to a tournament's match cannot be stored: %s", error.what());
    }
    retryLater(key);
}

// --- the match ------------------------------------------------------------------------------------------------------

void TournamentCalls::startWhoCan() {
    if (m_stopping)
        return;
    for (auto& [key, call] : m_calls) {
        const bool isReady = call.ready[0] && call.ready[1] && !m_matches.isPlaying(call.players[0]) &&
                             !m_matches.isPlaying(call.players[1]);
        if (!isReady || call.isBusy)
            continue;
        call.isBusy = true;
        m_tasks.run(start(key));
    }
}

QCoro::Task<void> TournamentCalls::start(Key key) {
    const std::array<UserId, 2> players = m_calls.at(key).players;
    const wire::TournamentState* state = m_book.find(key.tournament);
    const std::optional<pong::Rules> rules = state == nullptr ? std::nullopt : pong::rulesOf(state->info().rules());
    const play::BracketPlace place{key.tournament, key.round, key.number};
    bool isMade = false;
    try {
        co_await m_matches.startOfTournament(players[0], players[1], place, rules.value_or(pong::Rules()));
        isMade = true;
    } catch (const std::exception& error) {
        qCWarning(playLog, "a tournament's match could not be made: %s", error.what());
    }
    // Made or not: the book says whether it is still to be played.
    try {
        const wire::TournamentState now = co_await m_book.settle(key.tournament);
        const std::int64_t row = isMade ? 0 : liveMatchAt(now, key.round, key.number);
        if (row != 0 && m_matches.find(row) == nullptr)
            co_await m_book.abandon(key.tournament, row);
    } catch (const std::exception& error) {
        qCWarning(playLog, "a tournament cannot be read: %s", error.what());
    }
    retryLater(key);
}

void TournamentCalls::retryLater(const Key& key) {
    const auto call = m_calls.find(key);
    if (call == m_calls.end() || m_stopping)
        return;
    call->second.isBusy = false;
    if (call->second.endsUs != 0 && !m_clock.isActive())
        m_clock.start(retryAfter);
    m_retry.start();
}

QCoro::Task<void> TournamentCalls::drain() {
    m_stopping = true;
    m_clock.stop();
    m_retry.stop();
    co_await drained(m_tasks);
}

}  // namespace server

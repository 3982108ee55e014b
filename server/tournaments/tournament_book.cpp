#include "server/tournaments/tournament_book.h"

#include "server/async/drained.h"
#include "server/database/database_unavailable.h"
#include "server/friends/blocks.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

using namespace std::chrono_literals;
using Info = wire::TournamentInfo;
using Participant = wire::TournamentParticipant;

constexpr auto retryAfter = 1s;

bool isActive(const wire::TournamentState& state) {
    return state.info().status() == Info::OPEN || state.info().status() == Info::RUNNING;
}

}  // namespace

bool isParticipant(const wire::TournamentState& state, UserId user) {
    return std::any_of(state.participants().begin(), state.participants().end(),
                       [user](const Participant& one) { return one.player().user_id() == user; });
}

bool isMember(const wire::TournamentState& state, UserId user) {
    return state.info().organiser().user_id() == user || isParticipant(state, user);
}

std::vector<UserId> membersOf(const wire::TournamentState& state) {
    std::vector<UserId> members{state.info().organiser().user_id()};
    for (const Participant& participant : state.participants())
        if (participant.player().user_id() != members.front())
            members.push_back(participant.player().user_id());
    return members;
}

TournamentBook::TournamentBook(Database& database, const Blocks& blocks, QObject* parent)
    : QObject(parent), m_database(database), m_blocks(blocks), m_tasks(QStringLiteral("tournaments")) {
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryAfter);
    connect(&m_retry, &QTimer::timeout, this, [this] { m_tasks.run(readAgain()); });
    connect(&m_database, &Database::regained, this, [this] {
        if (m_isUnsure)
            m_tasks.run(readAgain());
    });
}

QCoro::Task<void> TournamentBook::load() {
    const std::vector<std::int64_t> ids = co_await m_database.transaction(&tournaments::active);
    for (const std::int64_t id : ids)
        co_await settle(id);
}

const TournamentBook::State* TournamentBook::find(std::int64_t id) const {
    const auto found = m_active.find(id);
    return found == m_active.end() ? nullptr : &found->second;
}

bool TournamentBook::isVisible(const State& state, UserId user) const {
    return isMember(state, user) || !m_blocks.isBlockedEitherWay(state.info().organiser().user_id(), user);
}

// --- changes --------------------------------------------------------------------------------------------------------

template <typename Result, typename... Parameters, typename... Arguments>
QCoro::Task<Result> TournamentBook::change(Result (*store)(Transaction&, std::int64_t, Parameters...), std::int64_t id,
                                           Arguments... arguments) {
    std::shared_ptr<pong::Lane>& known = m_lanes[id];
    if (!known)
        known = std::make_shared<pong::Lane>();
    const std::shared_ptr<pong::Lane> lane = known;
    co_await lane->enter();
    const auto leave = qScopeGuard([this, id, lane] {
        if (lane->waiting() == 0)
            m_lanes.erase(id);
        lane->leave();
    });
    try {
        Result result = co_await m_database.transaction(store, id, std::move(arguments)...);
        take(result);
        co_return result;
    } catch (const DatabaseUnavailable&) {
        doubt();  // it may be stored
        throw;
    }
}

QCoro::Task<TournamentBook::State> TournamentBook::look(std::int64_t id, UserId user) {
    State state;
    if (const State* known = find(id))
        state = *known;
    else
        state = co_await m_database.transaction(&tournaments::read, id);
    if (!isVisible(state, user))
        throw tournaments::noSuchTournament();
    co_return state;
}

QCoro::Task<TournamentBook::State> TournamentBook::create(tournaments::NewTournament tournament) {
    try {
        State state = co_await m_database.transaction(&tournaments::create, tournament);
        take(state);
        co_return state;
    } catch (const DatabaseUnavailable&) {
        doubt();
        throw;
    }
}

QCoro::Task<TournamentBook::State> TournamentBook::join(std::int64_t id, UserId user) {
    return change(&tournaments::join, id, user);
}

QCoro::Task<TournamentBook::State> TournamentBook::leave(std::int64_t id, UserId user) {
    return change(&tournaments::leave, id, user);
}

QCoro::Task<wire::TournamentStartReply> TournamentBook::start(std::int64_t id, UserId organiser) {
    return change(&tournaments::start, id, organiser);
}

QCoro::Task<TournamentBook::State> TournamentBook::cancel(std::int64_t id, UserId organiser) {
    return change(&tournaments::cancel, id, organiser);
}

QCoro::Task<TournamentBook::State> TournamentBook::remove(std::int64_t id, tournaments::Absence absence) {
    return change(&tournaments::remove, id, std::move(absence));
}

QCoro::Task<TournamentBook::State> TournamentBook::settle(std::int64_t id) {
    return change(&tournaments::settle, id);
}

QCoro::Task<TournamentBook::State> TournamentBook::abandon(std::int64_t id, std::int64_t matchId) {
    return change(&tournaments::abandon, id, matchId);
}

QCoro::Task<void> TournamentBook::settleAfterMatch(std::int64_t id) {
    try {
        co_await settle(id);
    } catch (const DatabaseUnavailable&) {
        // It is read again when the database is back.
    }
}

void TournamentBook::take(const State& state) {
    const std::int64_t id = state.info().id();
    std::vector<UserId> left;
    if (const State* before = find(id)) {
        left = membersOf(*before);
        std::erase_if(left, [&state](UserId user) { return isMember(state, user); });
    }
    if (isActive(state))
        m_active[id] = state;
    else
        m_active.erase(id);
    notePlaying(state);
    Q_EMIT changed(state, left);
}

void TournamentBook::notePlaying(const State& state) {
    const std::int64_t id = state.info().id();
    for (const Participant& participant : state.participants()) {
        const UserId user = participant.player().user_id();
        const bool isPlaying = state.info().status() == Info::RUNNING && participant.status() == Participant::IN;
        const auto known = m_playing.find(user);
        if (isPlaying && known == m_playing.end()) {
            m_playing.emplace(user, id);
            Q_EMIT playingChanged(user, true);
        } else if (!isPlaying && known != m_playing.end() && known->second == id) {
            m_playing.erase(known);
            Q_EMIT playingChanged(user, false);
        }
    }
}

// --- after a change whose outcome is not known ----------------------------------------------------------------------

void TournamentBook::doubt() {
    m_isUnsure = true;
    if (!m_stopping && !m_retry.isActive())
        m_retry.start();
}

QCoro::Task<void> TournamentBook::readAgain() {
    m_isUnsure = false;
    try {
        const std::vector<std::int64_t> stored = co_await m_database.transaction(&tournaments::active);
        std::unordered_set<std::int64_t> ids(stored.begin(), stored.end());
        for (const auto& [id, state] : m_active)
            ids.insert(id);
        for (const std::int64_t id : ids)
            co_await settle(id);
    } catch (const DatabaseUnavailable&) {
        doubt();
    }
}

QCoro::Task<void> TournamentBook::drain() {
    m_stopping = true;
    m_retry.stop();
    co_await drained(m_tasks);
}

}  // namespace server

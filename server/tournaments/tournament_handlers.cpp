#include "server/tournaments/tournament_handlers.h"

#include "server/database/database.h"
#include "server/net/clock.h"
#include "server/net/router.h"
#include "server/net/sessions.h"
#include "server/play/live_matches.h"
#include "server/tournaments/tournament_book.h"
#include "server/tournaments/tournament_calls.h"
#include "server/tournaments/tournament_lists_store.h"
#include "server/tournaments/tournament_news.h"
#include "shared/protocol/tournament_name.h"

#include <algorithm>

namespace server {

namespace {

constexpr std::uint32_t largestPage = 50;

Refusal invalid(const QString& text, const char* field) {
    return Refusal(wire::REFUSAL_INVALID_FIELD, text, QString::fromLatin1(field));
}

QString checkName(const std::string& text) {
    const QString name = pong::normalisedTournamentName(QString::fromStdString(text));
    if (name.isEmpty())
        throw invalid(TournamentHandlers::tr("Give the tournament a name."), "name");
    if (pong::chatTextLength(name) > pong::longestTournamentName)
        throw invalid(TournamentHandlers::tr("A name has at most %1 characters.").arg(pong::longestTournamentName),
                      "name");
    return name;
}

int checkSize(std::uint32_t size) {
    if (size > static_cast<std::uint32_t>(pong::tournamentSizes.back()) ||
        !pong::isTournamentSize(static_cast<int>(size)))
        throw invalid(TournamentHandlers::tr("A tournament is for 4, 8, 16 or 32 players."), "size");
    return static_cast<int>(size);
}

pong::Rules checkRules(pong::Rules rules, std::uint32_t points) {
    rules.pointsToWin = static_cast<int>(std::min<std::uint32_t>(points, pong::scoreLimit));
    if (!pong::isValid(rules))
        throw invalid(TournamentHandlers::tr("A match goes to 5, 7, 11, 15 or 21 points."), "points");
    return rules;
}

// The match of this tournament that the user plays right now; 0: none.
std::int64_t liveMatchOf(const wire::TournamentState& state, UserId user) {
    for (const wire::TournamentMatch& match : state.matches())
        if (match.status() == wire::TournamentMatch::LIVE &&
            (match.first().user_id() == user || match.second().user_id() == user))
            return match.match_id();
    return 0;
}

}  // namespace

TournamentHandlers::TournamentHandlers(Router& router, Sessions& sessions, const TournamentParts& parts,
                                       const pong::Rules& rules, const TournamentOptions& options, QObject* parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_parts(parts)
    , m_rules(rules)
    , m_createRate(options.creating)
    , m_changeRate(options.changing)
    , m_lookRate(options.looking) {
    router.handle<&TournamentHandlers::list>(Access::SignedIn, this);
    router.handle<&TournamentHandlers::page>(Access::SignedIn, this);
    router.handle<&TournamentHandlers::pageLeft>(Access::SignedIn, this);
    router.handle<&TournamentHandlers::create>(Access::SignedIn, this);
    router.handle<&TournamentHandlers::join>(Access::SignedIn, this);
    router.handle<&TournamentHandlers::leave>(Access::SignedIn, this);
    router.handle<&TournamentHandlers::start>(Access::SignedIn, this);
    router.handle<&TournamentHandlers::cancel>(Access::SignedIn, this);
    router.handle<&TournamentHandlers::ready>(Access::SignedIn, this);
}

UserId TournamentHandlers::changer(SessionId session) {
    const UserId user = m_sessions.requireUser(session);
    m_changeRate.take(user, steadyNowUs());
    return user;
}

// --- looking --------------------------------------------------------------------------------------------------------

QCoro::Task<wire::TournamentsReply> TournamentHandlers::list(SessionId session, wire::TournamentsRequest request) {
    const UserId user = m_sessions.requireUser(session);
    if (request.over() &&
        (request.limit() < 1 || request.limit() > largestPage || request.before_ms() < 0 || request.before_id() < 0))
        throw Refusal(wire::REFUSAL_MALFORMED, tr("This page cannot be asked for."));
    m_lookRate.take(user, steadyNowUs());
    if (!request.over())
        co_return activeFor(user);
    tournaments::FinishedQuery query;
    query.viewer = user;
    query.before = request.before_ms() == 0 ? QDateTime::currentDateTimeUtc().addDays(1)
                                            : QDateTime::fromMSecsSinceEpoch(request.before_ms(), Qt::UTC);
    query.beforeId = request.before_id();
    query.limit = static_cast<int>(request.limit());
    co_return co_await m_parts.database.transaction(&tournaments::finished, query);
}

wire::TournamentsReply TournamentHandlers::activeFor(UserId user) const {
    std::vector<const wire::TournamentState*> visible;
    for (const auto& [id, state] : m_parts.book.active())
        if (m_parts.book.isVisible(state, user))
            visible.push_back(&state);
    std::sort(visible.begin(), visible.end(), [](const wire::TournamentState* a, const wire::TournamentState* b) {
        return a->info().status() != b->info().status() ? a->info().status() > b->info().status()
                                                        : a->info().id() > b->info().id();
    });
    wire::TournamentsReply reply;
    for (std::size_t i = 0; i < std::min<std::size_t>(visible.size(), largestPage); ++i) {
        wire::TournamentListed& listed = *reply.add_tournaments();
        *listed.mutable_tournament() = visible[i]->info();
        listed.set_joined(isParticipant(*visible[i], user));
    }
    return reply;
}

QCoro::Task<wire::TournamentState> TournamentHandlers::page(SessionId session, wire::TournamentPageRequest request) {
    const UserId user = m_sessions.requireUser(session);
    m_lookRate.take(user, steadyNowUs());
    wire::TournamentState state = co_await m_parts.book.look(request.tournament_id(), user);
    if (m_sessions.requireUser(session) == user)
        m_parts.news.follow(session, request.tournament_id());
    co_return m_parts.news.asNow(std::move(state));
}

void TournamentHandlers::pageLeft(Session& session, const wire::TournamentPageLeft& command) {
    m_parts.news.unfollow(session.id(), command.tournament_id());
}

// --- changing -------------------------------------------------------------------------------------------------------

QCoro::Task<wire::TournamentState> TournamentHandlers::create(SessionId session,
                                                              wire::TournamentCreateRequest request) {
    tournaments::NewTournament tournament;
    tournament.organiser = m_sessions.requireUser(session);
    tournament.name = checkName(request.name());
    tournament.size = checkSize(request.size());
    tournament.rules = checkRules(m_rules, request.points_to_win());
    m_createRate.take(tournament.organiser, steadyNowUs());
    wire::TournamentState state = co_await m_parts.book.create(tournament);
    co_return m_parts.news.asNow(std::move(state));
}

QCoro::Task<wire::TournamentState> TournamentHandlers::join(SessionId session, wire::TournamentJoinRequest request) {
    const UserId user = changer(session);
    wire::TournamentState state = co_await m_parts.book.join(request.tournament_id(), user);
    co_return m_parts.news.asNow(std::move(state));
}

QCoro::Task<wire::TournamentState> TournamentHandlers::leave(SessionId session, wire::TournamentLeaveRequest request) {
    const UserId user = changer(session);
    wire::TournamentState state = co_await m_parts.book.leave(request.tournament_id(), user);
    const std::int64_t match = liveMatchOf(state, user);
    if (match != 0 && m_parts.matches.matchIdOf(user) == match)
        m_parts.matches.leave(user, match);
    co_return m_parts.news.asNow(std::move(state));
}

QCoro::Task<wire::TournamentStartReply> TournamentHandlers::start(SessionId session,
                                                                  wire::TournamentStartRequest request) {
    const UserId user = changer(session);
    wire::TournamentStartReply reply = co_await m_parts.book.start(request.tournament_id(), user);
    *reply.mutable_state() = m_parts.news.asNow(reply.state());
    co_return reply;
}

QCoro::Task<wire::TournamentState> TournamentHandlers::cancel(SessionId session,
                                                              wire::TournamentCancelRequest request) {
    const UserId user = changer(session);
    wire::TournamentState state = co_await m_parts.book.cancel(request.tournament_id(), user);
    co_return m_parts.news.asNow(std::move(state));
}

wire::TournamentState TournamentHandlers::ready(Session& session, const wire::TournamentReadyRequest& request) {
    const UserId user = changer(session.id());
    m_parts.calls.ready(user, request.tournament_id());
    return m_parts.news.asNow(*m_parts.book.find(request.tournament_id()));
}

}  // namespace server

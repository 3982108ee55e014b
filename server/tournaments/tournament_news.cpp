#include "server/tournaments/tournament_news.h"

#include "server/net/frame.h"
#include "server/net/session.h"
#include "server/net/sessions.h"
#include "server/play/live_matches.h"
#include "server/tournaments/tournament_book.h"
#include "server/tournaments/tournament_calls.h"
#include "shared/protocol/codec.h"

#include <utility>

namespace server {

namespace {

using Match = wire::TournamentMatch;

}  // namespace

TournamentNews::TournamentNews(Sessions& sessions, TournamentBook& book, TournamentCalls& calls, LiveMatches& matches,
                               std::chrono::milliseconds gather, QObject* parent)
    : QObject(parent), m_sessions(sessions), m_book(book), m_calls(calls), m_matches(matches) {
    m_gather.setSingleShot(true);
    m_gather.setInterval(gather);
    connect(&m_gather, &QTimer::timeout, this, &TournamentNews::tellGathered);
    connect(&m_book, &TournamentBook::changed, this, &TournamentNews::onChanged);
    connect(&m_calls, &TournamentCalls::changed, this, &TournamentNews::note);
    connect(&m_matches, &LiveMatches::scored, this, [this](const HostedMatch& match) { note(match.tournament()); });
    connect(&m_matches, &LiveMatches::ended, this, &TournamentNews::onMatchOver);
    connect(&m_sessions, &Sessions::signedIn, this, &TournamentNews::onSignedIn);
    connect(&m_sessions, &Sessions::signedOut, this, [this](SessionId session) { m_following.erase(session); });
}

void TournamentNews::unfollow(SessionId session, std::int64_t tournament) {
    const auto found = m_following.find(session);
    if (found != m_following.end() && found->second == tournament)
        m_following.erase(found);
}

// --- what is known now ----------------------------------------------------------------------------------------------

wire::TournamentState TournamentNews::asNow(wire::TournamentState state) const {
    m_calls.addTo(state);
    for (Match& match : *state.mutable_matches())
        if (match.status() == Match::LIVE)
            addLive(match);
    return state;
}

void TournamentNews::addLive(Match& match) const {
    Score score;
    if (const HostedMatch* played = m_matches.find(match.match_id())) {
        score = scoreOf(*played);
        match.set_spectators(static_cast<std::uint32_t>(played->spectators().size()));
    } else if (const auto over = m_final.find(match.match_id()); over != m_final.end()) {
        score = over->second;
    }
    const bool isFirstLeft = score.left == match.first().user_id();
    match.mutable_first()->set_score(score.points[isFirstLeft ? 0 : 1]);
    match.mutable_second()->set_score(score.points[isFirstLeft ? 1 : 0]);
}

TournamentNews::Score TournamentNews::scoreOf(const HostedMatch& match) {
    const auto& points = match.play().simulation().state().score;
    return {match.user(pong::Side::Left), {points[0], points[1]}};
}

void TournamentNews::onMatchOver(const HostedMatch& match) {
    if (match.tournament() == 0)
        return;
    m_final[match.id()] = scoreOf(match);
    note(match.tournament());
}

// --- telling --------------------------------------------------------------------------------------------------------

void TournamentNews::onChanged(const wire::TournamentState& state, const std::vector<UserId>& left) {
    for (const Match& match : state.matches())
        if (match.status() != Match::LIVE)
            m_final.erase(match.match_id());
    m_gathered.erase(state.info().id());
    tell(state, left);
}

void TournamentNews::onSignedIn(SessionId session, UserId user) {
    for (const auto& [id, state] : m_book.active()) {
        if (!isMember(state, user))
            continue;
        wire::ServerMessage message;
        *message.mutable_tournament_state() = asNow(state);
        m_sessions.sendToSession(session, message);
    }
}

void TournamentNews::note(std::int64_t tournament) {
    if (tournament == 0)
        return;
    m_gathered.insert(tournament);
    if (!m_gather.isActive())
        m_gather.start();
}

void TournamentNews::tellGathered() {
    for (const std::int64_t tournament : std::exchange(m_gathered, {}))
        if (const wire::TournamentState* state = m_book.find(tournament))
            tell(*state, {});
}

void TournamentNews::tell(const wire::TournamentState& state, const std::vector<UserId>& alsoTo) {
    std::unordered_set<Session*> receivers;
    for (const std::vector<UserId>& users : {membersOf(state), alsoTo})
        for (const UserId user : users)
            for (Session* session : m_sessions.sessionsOf(user))
                receivers.insert(session);
    for (const auto& [id, tournament] : m_following)
        if (tournament == state.info().id())
            if (Session* session = m_sessions.find(id);
                session != nullptr && m_book.isVisible(state, session->userId()))
                receivers.insert(session);
    if (receivers.empty())
        return;
    wire::ServerMessage message;
    *message.mutable_tournament_state() = asNow(state);
    const QByteArray frame = binaryFrame(pong::encode(message));  // once for all of them
    for (Session* session : receivers)
        session->sendFrame(frame);
}

}  // namespace server

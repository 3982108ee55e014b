#include "server/play/spectators.h"

#include "server/net/clock.h"
#include "server/net/session.h"
#include "server/net/sessions.h"
#include "server/play/live_matches.h"
#include "shared/protocol/rules_message.h"

#include <algorithm>
#include <vector>

namespace server {

namespace {

using namespace std::chrono_literals;

constexpr auto tellEvery = 500ms;
constexpr std::int64_t listForUs = 1'000'000;

}  // namespace

Spectators::Spectators(Sessions& sessions, LiveMatches& matches, QObject* parent)
    : QObject(parent), m_sessions(sessions), m_matches(matches) {
    m_tell.setSingleShot(true);
    m_tell.setInterval(tellEvery);
    connect(&m_tell, &QTimer::timeout, this, &Spectators::tellAudiences);
    connect(&m_sessions, &Sessions::signedOut, this, [this](SessionId session) { stop(session); });
    connect(&m_matches, &LiveMatches::seated, this, &Spectators::onSeated);
    connect(&m_matches, &LiveMatches::ended, this, &Spectators::onEnded);
}

wire::WatchReply Spectators::watch(SessionId session, std::int64_t matchId) {
    HostedMatch* match = m_matches.find(matchId);
    if (match == nullptr)
        throw Refusal(wire::REFUSAL_NOT_FOUND, tr("This match is over."));
    if (m_matches.seatedAt(session) != nullptr)
        throw Refusal(wire::REFUSAL_CONFLICT, tr("You are in a match yourself."));
    const auto watched = m_watching.find(session);
    if (watched == m_watching.end() || watched->second != matchId) {
        if (match->spectators().size() >= mostOfAMatch)
            throw Refusal(wire::REFUSAL_BUSY, tr("This match has as many spectators as it can take."));
        stop(session);
        match->addSpectator(session);
        m_watching.emplace(session, matchId);
        noteAudience(matchId);
    }
    wire::WatchReply reply;
    *reply.mutable_match() = match->liveInfo();
    *reply.mutable_rules() = pong::rulesMessage(match->play().simulation().rules());
    *reply.mutable_snapshot() = match->play().snapshot(steadyNowUs());
    return reply;
}

void Spectators::stop(SessionId session) {
    const auto watched = m_watching.find(session);
    if (watched == m_watching.end())
        return;
    const std::int64_t matchId = watched->second;
    m_watching.erase(watched);
    if (HostedMatch* match = m_matches.find(matchId)) {
        match->removeSpectator(session);
        noteAudience(matchId);
    } else if (const auto stayed = m_stayed.find(matchId); stayed != m_stayed.end()) {
        std::erase(stayed->second, session);
        if (stayed->second.empty())
            m_stayed.erase(stayed);
    }
}

void Spectators::stop(SessionId session, std::int64_t matchId) {
    const auto watched = m_watching.find(session);
    if (watched != m_watching.end() && watched->second == matchId)
        stop(session);
}

std::vector<UserId> Spectators::usersOf(std::int64_t matchId) const {
    std::vector<UserId> users;
    const HostedMatch* match = m_matches.find(matchId);
    const auto stayed = m_stayed.find(matchId);
    const std::vector<SessionId> nobody;
    for (const SessionId id : match != nullptr           ? match->spectators()
                              : stayed != m_stayed.end() ? stayed->second
                                                         : nobody)
        if (const Session* session = m_sessions.find(id); session != nullptr && session->userId() != 0)
            users.push_back(session->userId());
    std::sort(users.begin(), users.end());
    users.erase(std::unique(users.begin(), users.end()), users.end());
    return users;
}

std::int64_t Spectators::watchedBy(UserId user) const {
    for (const Session* session : m_sessions.sessionsOf(user))
        if (const auto watched = m_watching.find(session->id()); watched != m_watching.end())
            return watched->second;
    return 0;
}

void Spectators::onSeated(SessionId session) {
    stop(session);
    if (const HostedMatch* match = m_matches.seatedAt(session); match != nullptr && !match->spectators().empty())
        noteAudience(match->id());  // a player who comes (back) does not know it
}

void Spectators::onEnded(const HostedMatch& match) {
    if (!match.spectators().empty())
        m_stayed[match.id()] = match.spectators();
    m_changed.erase(match.id());
    m_list.reset();  // what is over cannot be watched
}

void Spectators::noteAudience(std::int64_t matchId) {
    m_changed.insert(matchId);
    if (!m_tell.isActive())
        m_tell.start();
}

void Spectators::tellAudiences() {
    for (const std::int64_t matchId : m_changed) {
        HostedMatch* match = m_matches.find(matchId);
        if (match == nullptr)
            continue;
        wire::ServerMessage message;
        message.mutable_match_audience()->set_match_id(matchId);
        message.mutable_match_audience()->set_spectators(static_cast<std::uint32_t>(match->spectators().size()));
        match->tell(message);
    }
    m_changed.clear();
}

wire::LiveMatchesReply Spectators::list(std::size_t limit) {
    const std::int64_t nowUs = steadyNowUs();
    if (!m_list || nowUs - m_listedUs > listForUs) {
        std::vector<const HostedMatch*> matches = m_matches.all();
        const auto middle = matches.begin() + static_cast<std::ptrdiff_t>(std::min(matches.size(), mostListed));
        std::partial_sort(matches.begin(), middle, matches.end(), [](const HostedMatch* a, const HostedMatch* b) {
            const std::size_t left = a->spectators().size();
            const std::size_t right = b->spectators().size();
            return left != right ? left > right : a->id() > b->id();  // else the newest
        });
        m_list.emplace();
        m_list->set_count(static_cast<std::uint32_t>(matches.size()));
        for (auto match = matches.begin(); match != middle; ++match)
            *m_list->add_matches() = (*match)->liveInfo();
        m_listedUs = nowUs;
    }
    wire::LiveMatchesReply reply = *m_list;
    if (static_cast<std::size_t>(reply.matches_size()) > limit)
        reply.mutable_matches()->DeleteSubrange(static_cast<int>(limit),
                                                reply.matches_size() - static_cast<int>(limit));
    return reply;
}

}  // namespace server

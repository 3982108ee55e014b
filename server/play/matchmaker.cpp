#include "server/play/matchmaker.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

void addOnce(std::vector<SessionId>& sessions, SessionId session) {
    if (std::ranges::find(sessions, session) == sessions.end())
        sessions.push_back(session);
}

}  // namespace

void Matchmaker::join(UserId user, SessionId session) {
    const auto found = std::ranges::find(m_queue, user, &Waiting::user);
    if (found == m_queue.end())
        m_queue.push_back({user, {session}});
    else
        addOnce(found->sessions, session);
}

bool Matchmaker::leave(SessionId session) {
    for (auto waiting = m_queue.begin(); waiting != m_queue.end(); ++waiting) {
        if (std::erase(waiting->sessions, session) == 0)
            continue;
        if (waiting->sessions.empty())
            m_queue.erase(waiting);
        return true;
    }
    return false;
}

void Matchmaker::remove(UserId user) {
    std::erase_if(m_queue, [user](const Waiting& waiting) { return waiting.user == user; });
}

std::optional<Matchmaker::Pair> Matchmaker::takePair() {
    for (std::size_t first = 0; first < m_queue.size(); ++first) {
        for (std::size_t second = first + 1; second < m_queue.size(); ++second) {
            if (!mayMeet(m_queue[first].user, m_queue[second].user))
                continue;
            Pair pair{std::move(m_queue[first]), std::move(m_queue[second])};
            m_queue.erase(m_queue.begin() + static_cast<std::ptrdiff_t>(second));
            m_queue.erase(m_queue.begin() + static_cast<std::ptrdiff_t>(first));
            return pair;
        }
    }
    return std::nullopt;
}

std::size_t Matchmaker::waitingFor(UserId user) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        m_queue, [&](const Waiting& waiting) { return waiting.user == user || mayMeet(user, waiting.user); }));
}

bool Matchmaker::mayMeet(UserId one, UserId other) const {
    return !m_mayMeet || m_mayMeet(one, other);
}

void Matchmaker::putBack(Pair pair) {
    putBack(std::move(pair.second));
    putBack(std::move(pair.first));
}

void Matchmaker::putBack(Waiting waiting) {
    const auto again = std::ranges::find(m_queue, waiting.user, &Waiting::user);
    if (again != m_queue.end()) {
        for (const SessionId session : again->sessions)
            addOnce(waiting.sessions, session);
        m_queue.erase(again);
    }
    if (!waiting.sessions.empty())
        m_queue.push_front(std::move(waiting));
}

}  // namespace server

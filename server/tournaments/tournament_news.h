#pragma once

// Tells how tournaments stand: everybody who is in one, and the connections that look at its page. What happens in a
// live match is added to what the book knows; points that come close together are told together. Main thread.

#include "server/net/refusal.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>
#include <cstdint>
#include <shared/protocol/tournaments.pb.h>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace server {

class HostedMatch;
class LiveMatches;
class Sessions;
class TournamentBook;
class TournamentCalls;

class TournamentNews : public QObject {
    Q_OBJECT

 public:
    // Points within `gather` are told together. All outlive it.
    TournamentNews(Sessions& sessions, TournamentBook& book, TournamentCalls& calls, LiveMatches& matches,
                   std::chrono::milliseconds gather, QObject* parent = nullptr);

    // A state of the book's with what is only known now.
    wire::TournamentState asNow(wire::TournamentState state) const;

    // This connection looks at this tournament's page from now on, and at no other one's.
    void follow(SessionId session, std::int64_t tournament) { m_following[session] = tournament; }
    // Only if it looks at this one's.
    void unfollow(SessionId session, std::int64_t tournament);

 private:
    struct Score {
        UserId left = 0;  // who plays there
        std::array<std::uint32_t, 2> points{};
    };

    static Score scoreOf(const HostedMatch& match);
    void onChanged(const wire::TournamentState& state, const std::vector<UserId>& left);
    void onSignedIn(SessionId session, UserId user);
    void onMatchOver(const HostedMatch& match);
    void note(std::int64_t tournament);
    void tellGathered();
    void tell(const wire::TournamentState& state, const std::vector<UserId>& alsoTo);
    void addLive(wire::TournamentMatch& match) const;

    Sessions& m_sessions;
    TournamentBook& m_book;
    TournamentCalls& m_calls;
    LiveMatches& m_matches;
    std::unordered_map<SessionId, std::int64_t> m_following;
    std::unordered_map<std::int64_t, Score> m_final;  // of matches whose end the book does not know yet
    std::unordered_set<std::int64_t> m_gathered;
    QTimer m_gather;
};

}  // namespace server

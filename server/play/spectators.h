#pragma once

// Who watches which match, and what there is to watch. A spectator gets everything up to now, then each change at
// once and beats of the spectators' own; the match itself only keeps the list of connections, so that one without
// spectators does no more work for them. A connection watches one match at a time, and none while it plays: what is
// sent names no match. Whoever was there at the end counts as watching until he goes: people talk about what they saw.
// Main thread.

#include "server/net/refusal.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <optional>
#include <shared/protocol/invitations.pb.h>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace server {

class HostedMatch;
class LiveMatches;
class Sessions;

class Spectators : public QObject {
    Q_OBJECT

 public:
    static constexpr std::size_t mostOfAMatch = 200;
    static constexpr std::size_t mostListed = 50;

    Spectators(Sessions& sessions, LiveMatches& matches, QObject* parent = nullptr);

    // Watches this match from now on (again, where it does already: it lost track), and no other one. Throws Refusal.
    wire::WatchReply watch(SessionId session, std::int64_t matchId);
    void stop(SessionId session);
    // Only if it watches this match.
    void stop(SessionId session, std::int64_t matchId);

    // Who watches this match, or saw its end and is still there, each once; the match this user watches, on whatever
    // device; 0: none.
    std::vector<UserId> usersOf(std::int64_t matchId) const;
    std::int64_t watchedBy(UserId user) const;

    // Those with the most spectators first, as of the last second.
    wire::LiveMatchesReply list(std::size_t limit);

 private:
    void onSeated(SessionId session);
    void onEnded(const HostedMatch& match);
    // The number of spectators of this match has changed: all of them are told together.
    void noteAudience(std::int64_t matchId);
    void tellAudiences();

    Sessions& m_sessions;
    LiveMatches& m_matches;
    std::unordered_map<SessionId, std::int64_t> m_watching;             // the match's id
    std::unordered_map<std::int64_t, std::vector<SessionId>> m_stayed;  // of matches that are over, who is still there
    std::unordered_set<std::int64_t> m_changed;                         // matches whose audience was not told yet
    QTimer m_tell;
    std::optional<wire::LiveMatchesReply> m_list;
    std::int64_t m_listedUs = 0;
};

}  // namespace server

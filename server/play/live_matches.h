#pragma once

// All matches of this server: makes them, steps them on one timer, knows who plays where and on which connection, ends
// them, and brings them back after a crash. A user plays one match at a time. Main thread.

#include "server/net/session_map.h"
#include "server/net/tick_timer.h"
#include "server/play/hosted_match.h"
#include "server/play/match_schedule.h"
#include "server/play/play_store.h"
#include "server/play/stall_watch.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace server {

class Admission;
class Database;

class LiveMatches : public QObject {
    Q_OBJECT

 public:
    // Of all matches since the server started.
    struct Counters {
        std::uint64_t inputs = 0;
        std::uint64_t lateInputs = 0;
        std::uint64_t refusedInputs = 0;
        std::uint64_t desyncs = 0;
        std::uint64_t stalls = 0;
        std::uint64_t pauses = 0;
        std::uint64_t ended = 0;
    };

    // `rules` are those of every new match.
    LiveMatches(Database& database, Sessions& sessions, Admission& admission, Recorder& recorder,
                const pong::Rules& rules, QObject* parent = nullptr);
    ~LiveMatches() override;

    // Takes up what an earlier server left unfinished; before anybody signs in. Throws if the database cannot say.
    QCoro::Task<void> restore();

    // A match of these two, once its row is stored: both get MatchFound on all their connections. Which one is left is
    // drawn. Quick games of two people are rated, matches of friends are not. Throws Refusal if one of them plays
    // already or the server stops or is full, and DatabaseUnavailable.
    QCoro::Task<void> start(UserId first, UserId second, wire::MatchMode mode);
    // The same for a match of a tournament, by its rules and rated.
    QCoro::Task<void> startOfTournament(UserId first, UserId second, play::BracketPlace place, pong::Rules rules);
    // Plays, or is about to.
    bool isPlaying(UserId user) const { return m_byUser.contains(user) || m_starting.contains(user); }

    // The match this user plays; 0: none.
    std::int64_t matchIdOf(UserId user) const;
    // Null: there is no such match (any more).
    HostedMatch* find(std::int64_t matchId) const;
    std::vector<const HostedMatch*> all() const;
    // The match that this connection plays; null: none.
    const HostedMatch* seatedAt(SessionId session) const;

    // What a connection asks for. Throw Refusal where its user has no part in such a match.
    wire::MatchSnapshot join(SessionId session, UserId user, std::int64_t matchId);
    void leave(UserId user, std::int64_t matchId);
    void input(SessionId session, const wire::MatchInput& input);
    void beat(SessionId session, const wire::MatchBeat& beat);

    // Pauses every match and stores what there is of it, for a restart. False: not everything could be stored.
    QCoro::Task<bool> shutdown(std::chrono::milliseconds within);

    std::size_t count() const { return m_matches.size(); }
    Counters counters() const;
    TickTimer& timer() { return m_timer; }

 Q_SIGNALS:
    // A match goes on from here (new, or after a restart); a point was scored; it is over. The match is there during
    // the call only.
    void started(const server::HostedMatch& match);
    void scored(const server::HostedMatch& match);
    void ended(const server::HostedMatch& match);
    // This connection plays from now on.
    void seated(server::SessionId session);

 private:
    struct Seat {
        HostedMatch* match = nullptr;
        pong::Side side = pong::Side::Left;
    };

    QCoro::Task<void> start(play::NewMatch row);
    HostedMatch& matchOf(UserId user, std::int64_t matchId);
    const Seat& seatOf(SessionId session) const;
    void add(std::unique_ptr<HostedMatch> match);
    void restoreMatch(const play::StoredMatch& stored);
    std::int64_t nowUs() const;
    void onTick(std::int64_t tickUs);
    void advance(HostedMatch& match, std::int64_t tickUs);
    std::unique_ptr<HostedMatch> remove(std::int64_t matchId);
    QCoro::Task<void> store(std::unique_ptr<HostedMatch> over);
    QCoro::Task<void> abandon(play::MatchEnd end);
    void onSignedIn(SessionId session, UserId user);
    void onSignedOut(SessionId session);

    Database& m_database;
    Sessions& m_sessions;
    Admission& m_admission;
    Recorder& m_recorder;
    const pong::Rules m_rules;
    TickTimer m_timer;
    std::unordered_map<std::int64_t, std::unique_ptr<HostedMatch>> m_matches;
    std::unordered_map<UserId, HostedMatch*> m_byUser;
    SessionMap<Seat> m_seats;  // connections that joined
    std::unordered_set<UserId> m_starting;
    MatchSchedule m_schedule;
    StallWatch m_stalls;
    std::vector<std::int64_t> m_over;  // of this tick
    Counters m_ofEnded;
    bool m_stopping = false;
    pong::TaskScope m_tasks;
};

}  // namespace server

#pragma once

// From "both players are known" to the match: calls them, waits until both are ready and free, starts it, and counts
// out who does not come. Lives in memory only: after a restart calls begin anew. Follows the book, so a match that
// ended without a winner is called again by itself, and one that was won otherwise is called no more. Main thread.

#include "server/net/refusal.h"
#include "server/tournaments/tournament_store.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <set>

namespace server {

class HostedMatch;
class LiveMatches;
class Notifications;
class Sessions;
class TournamentBook;

class TournamentCalls : public QObject {
    Q_OBJECT

 public:
    // Who is not ready after `callFor` is out. All outlive it.
    TournamentCalls(TournamentBook& book, LiveMatches& matches, Sessions& sessions, Notifications& notifications,
                    std::chrono::milliseconds callFor, QObject* parent = nullptr);

    // Throws Refusal where this user is not called in this tournament.
    void ready(UserId user, std::int64_t tournament);

    // What a state from the book does not know: who is ready, and for how long the others may still come.
    void addTo(wire::TournamentState& state) const;

    // No match starts and nobody is counted out any more; ends when nothing uses the database.
    QCoro::Task<void> drain();

 Q_SIGNALS:
    // Something that addTo() tells of this tournament.
    void changed(std::int64_t tournament);

 private:
    struct Key {
        std::int64_t tournament = 0;
        int round = 0;
        int number = 0;
        auto operator<=>(const Key&) const = default;
    };
    struct Call {
        std::array<UserId, 2> players{};
        std::array<bool, 2> ready{};
        std::set<std::int64_t> otherMatches;  // that were on when the call came: their players are excused
        std::int64_t endsUs = 0;              // 0: not while there are such matches
        bool isBusy = false;                  // it is being started, or its end stored
    };

    void follow(const wire::TournamentState& state);
    void open(const Key& key, std::array<UserId, 2> players, const std::string& name);
    void close(std::map<Key, Call>::iterator call);
    void onMatchOver(const HostedMatch& match);
    void onSignedOut(UserId user);
    void startClock(Call& call);
    void onTime();
    void startWhoCan();
    QCoro::Task<void> start(Key key);
    QCoro::Task<void> countOut(Key key, std::vector<UserId> absent);
    // Again in a moment, after something that the server could not do now.
    void retryLater(const Key& key);

    TournamentBook& m_book;
    LiveMatches& m_matches;
    Sessions& m_sessions;
    Notifications& m_notifications;
    const std::chrono::milliseconds m_callFor;
    std::map<Key, Call> m_calls;
    QTimer m_clock;
    QTimer m_retry;
    bool m_stopping = false;
    pong::TaskScope m_tasks;
};

}  // namespace server

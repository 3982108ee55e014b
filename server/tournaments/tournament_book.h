#pragma once

// Every tournament that is open or running, as it stands in the database: whatever changes one goes through here, is
// stored first, and is then told. The changes of one tournament come one after the other, so what is told last is what
// stands. When the outcome of a change is not known (the database went away), all are read again once it is back.
// Main thread.

#include "server/database/database.h"
#include "server/net/refusal.h"
#include "server/tournaments/tournament_store.h"
#include "shared/async/lane.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace server {

class Blocks;

class TournamentBook : public QObject {
    Q_OBJECT

 public:
    using State = wire::TournamentState;

    // Both outlive it.
    TournamentBook(Database& database, const Blocks& blocks, QObject* parent = nullptr);

    // Takes up what an earlier server left, with what follows from matches that have ended since. Before anybody signs
    // in. Throws what the database does.
    QCoro::Task<void> load();

    // Null: there is none, or it has ended.
    const State* find(std::int64_t id) const;
    // Open and running ones.
    const std::unordered_map<std::int64_t, State>& active() const { return m_active; }
    // Whether there is such a tournament for this user.
    bool isVisible(const State& state, UserId user) const;
    // As read() and the changes of tournaments/tournament_store.h; they throw what the database does, too.
    QCoro::Task<State> look(std::int64_t id, UserId user);
    QCoro::Task<State> create(tournaments::NewTournament tournament);
    QCoro::Task<State> join(std::int64_t id, UserId user);
    QCoro::Task<State> leave(std::int64_t id, UserId user);
    QCoro::Task<wire::TournamentStartReply> start(std::int64_t id, UserId organiser);
    QCoro::Task<State> cancel(std::int64_t id, UserId organiser);
    QCoro::Task<State> remove(std::int64_t id, tournaments::Absence absence);
    QCoro::Task<State> settle(std::int64_t id);
    QCoro::Task<State> abandon(std::int64_t id, std::int64_t matchId);

    // A match of this tournament has ended and is stored.
    void matchEnded(std::int64_t id) { m_tasks.run(settleAfterMatch(id)); }

    // Ends when nothing uses the database any more.
    QCoro::Task<void> drain();

 Q_SIGNALS:
    // After every change; `left`: who was in it before, and is not any more.
    void changed(const pong::wire::TournamentState& state, const std::vector<server::UserId>& left);
    // This user may win a running tournament from now on, or no longer.
    void playingChanged(server::UserId user, bool isPlaying);

 private:
    template <typename Result, typename... Parameters, typename... Arguments>
    QCoro::Task<Result> change(Result (*store)(Transaction&, std::int64_t, Parameters...), std::int64_t id,
                               Arguments... arguments);
    void take(const State& state);
    void take(const wire::TournamentStartReply& reply) { take(reply.state()); }
    void notePlaying(const State& state);
    QCoro::Task<void> settleAfterMatch(std::int64_t id);
    void doubt();
    QCoro::Task<void> readAgain();

    Database& m_database;
    const Blocks& m_blocks;
    std::unordered_map<std::int64_t, State> m_active;
    std::unordered_map<std::int64_t, std::shared_ptr<pong::Lane>> m_lanes;  // of tournaments that are being changed
    std::unordered_map<UserId, std::int64_t> m_playing;                     // in which running one
    bool m_isUnsure = false;
    bool m_stopping = false;
    QTimer m_retry;
    pong::TaskScope m_tasks;
};

bool isParticipant(const wire::TournamentState& state, UserId user);
// Who takes part, or organises: all who are told of every change.
bool isMember(const wire::TournamentState& state, UserId user);
std::vector<UserId> membersOf(const wire::TournamentState& state);

}  // namespace server

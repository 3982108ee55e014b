#pragma once

// The tournaments of a server by the roles of tournament_roles.h, in sections: those that run, those that one can join,
// and those that are over, which come in pages as the view asks for them. Main thread only.

#include "client/models/row_list_model.h"
#include "client/models/tournament_roles.h"
#include "client/net/reply.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>

#include <functional>
#include <shared/protocol/tournaments.pb.h>

namespace client {

struct TournamentRow {
    bool isSame(const TournamentRow& other) const {
        return listed.tournament().id() == other.listed.tournament().id() && heading == other.heading;
    }

    QString heading;  // empty: a tournament
    pong::wire::TournamentListed listed;
};

class TournamentsModel : public RowListModel<TournamentRow> {
    Q_OBJECT

 public:
    enum class State {
        Empty,    // nothing was asked for yet
        Loading,  // for the first time
        Ready,
        Failed
    };
    Q_ENUM(State)

    using Page = Reply<pong::wire::TournamentsReply>;
    // Where pages come from; every call must complete, at the latest before the model is destroyed.
    using Source = std::function<QCoro::Task<Page>(pong::wire::TournamentsRequest)>;

    explicit TournamentsModel(Source source, QObject* parent = nullptr);

    QVariant data(const QModelIndex& index, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    // Asks again; what is shown stays until the answer is here.
    void load();
    // What became of one of them; those that are not over stand in the list already, or at the next load().
    void note(const pong::wire::TournamentInfo& tournament, bool joined);
    // Somebody else signs in.
    void clear();

    State state() const { return m_state; }
    const QString& error() const { return m_error; }
    // Of this user's own that has not ended.
    bool isOrganising(std::int64_t userId) const;

 Q_SIGNALS:
    void stateChanged(client::TournamentsModel::State state);

 private:
    using Listed = std::vector<pong::wire::TournamentListed>;

    QCoro::Task<void> fetchAll();
    QCoro::Task<void> fetchOlder();
    void arrange();
    void setState(State state);

    Source m_source;
    Listed m_current;
    Listed m_over;
    pong::TaskScope m_tasks;
    State m_state = State::Empty;
    QString m_error;
    int m_generation = 0;  // of clear(): what was asked for before is dropped
    bool m_loading = false;
    bool m_fetching = false;
    bool m_more = false;
};

}  // namespace client

#pragma once

// The matches of one player, newest first, by the roles of history_roles.h. Pages come as a view asks for more rows
// (canFetchMore, fetchMore), each after the last row's key, so that the thousandth page costs the server what the first
// one does. A new first page replaces the rows only once it is here. Main thread only.

#include "client/models/history_roles.h"
#include "client/net/reply.h"
#include "shared/async/task_scope.h"

#include <QAbstractListModel>
#include <QCoroTask>

#include <functional>
#include <shared/protocol/history.pb.h>
#include <vector>

namespace client {

class HistoryModel : public QAbstractListModel {
    Q_OBJECT

 public:
    enum class State {
        Empty,    // nothing was asked for yet
        Loading,  // the first page is on its way
        Ready,    // also while a further page is on its way
        Failed    // the last page that was asked for did not come: retry()
    };
    Q_ENUM(State)

    enum class Paging { All, FirstPageOnly };

    using Page = Reply<pong::wire::HistoryPageReply>;
    // Where pages come from; every call must complete, at the latest before the model is destroyed.
    using Source = std::function<QCoro::Task<Page>(pong::wire::HistoryPageRequest)>;

    HistoryModel(Source source, int pageSize, Paging paging, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    // Whose matches these are, and who asks: `me` is the opponent of Filter::AgainstMe. Forgets everything. Until it is
    // called they are those of the user who asks.
    void setPlayer(std::int64_t player, std::int64_t me);
    // Asks for the first page. What is still on its way for an earlier call is dropped when it comes.
    void load(history::Filter filter);
    // Asks again for what failed.
    void retry();
    // Forgets everything: somebody else signs in.
    void clear();

    State state() const { return m_state; }
    const QString& error() const { return m_error; }

 Q_SIGNALS:
    void stateChanged(client::HistoryModel::State state);
    // Of this player, all time, whatever the filter.
    void totalsChanged(std::int64_t matches, std::int64_t won);

 private:
    QCoro::Task<void> fetch(bool firstPage);
    pong::wire::HistoryPageRequest nextRequest(bool firstPage) const;
    void take(bool firstPage, const pong::wire::HistoryPageReply& page);
    void setState(State state);

    Source m_source;
    int m_pageSize;
    Paging m_paging;
    pong::TaskScope m_tasks;
    std::int64_t m_player = 0;
    std::int64_t m_me = 0;
    history::Filter m_filter = history::Filter::All;
    std::vector<pong::wire::HistoryRow> m_rows;
    State m_state = State::Empty;
    QString m_error;
    int m_generation = 0;  // of load() and clear(): what an earlier one asked for is dropped
    bool m_more = false;
    bool m_fetching = false;
    bool m_firstPageFailed = false;
};

}  // namespace client

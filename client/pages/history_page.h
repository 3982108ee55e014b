#pragma once

// The own matches, newest first: a list that fetches more as it is scrolled, and the selected match beside it. Main
// thread only.
//
// Object names: historyFilter, historyView, historyDetails, historyBackButton, historyEmpty, historyNone,
// historyError, playFirstButton, retryButton.

#include "client/models/history_roles.h"

#include <QPointer>
#include <QWidget>

#include <cstdint>

class QAbstractItemModel;
class QLabel;
class QListView;
class QStackedWidget;

namespace client {

class EmptyState;
class HistoryDetails;
class Look;
class Segmented;
class SkeletonRows;
struct PlayerInfo;

class HistoryPage : public QWidget {
    Q_OBJECT

 public:
    explicit HistoryPage(const Look& look, QWidget* parent = nullptr);

    // By the roles of client/models/history_roles.h; canFetchMore() and fetchMore() page it. Not owned.
    void setModel(QAbstractItemModel* model);
    void setPlayer(const PlayerInfo& me);
    // All time, whatever the filter.
    void setTotals(std::int64_t matches, std::int64_t won);

    // The first page of the chosen filter is on its way / is here (shown as empty where it has no rows) / failed.
    void showLoading();
    void showRows();
    void showError(const QString& text);

    history::Filter filter() const;

 Q_SIGNALS:
    void filterChanged(client::history::Filter filter);
    void retryRequested();
    // From the empty state: "Play your first match".
    void playRequested();

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    QWidget* buildList(const Look& look);
    void showSelected();
    void showNumber();
    void openDetails();
    // List and details beside each other, or one of them.
    void arrange();

    QPointer<QAbstractItemModel> m_model;
    QLabel* m_totals;
    Segmented* m_filter;
    QStackedWidget* m_stack;
    QListView* m_view;
    QLabel* m_footer;
    EmptyState* m_empty;  // nothing was ever played
    EmptyState* m_none;   // nothing of this filter
    EmptyState* m_error;
    SkeletonRows* m_skeleton;
    QWidget* m_listPane;
    HistoryDetails* m_details;
    QTimer* m_skeletonDelay;
    std::int64_t m_matches = 0;
    std::int64_t m_won = 0;
    bool m_detailsOpen = false;  // in a window too narrow for both
};

}  // namespace client

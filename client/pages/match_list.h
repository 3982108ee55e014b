#pragma once

// Matches of one player, newest first: a filter, a list that fetches more as it is scrolled, and what stands in its
// place while it loads, where it is empty, and after a failure. For the own history and on the pages of others. Main
// thread only.
//
// Object names, with the list's own name before them: Filter, View, Empty, None, Error.

#include "client/models/history_roles.h"

#include <QPointer>
#include <QWidget>

#include <cstdint>

class QAbstractItemModel;
class QLabel;
class QListView;
class QStackedWidget;
class QTimer;

namespace client {

class EmptyState;
class Look;
class Segmented;
class SkeletonRows;

class MatchList : public QWidget {
    Q_OBJECT

 public:
    enum class Whose { Mine, Others };

    MatchList(const Look& look, const QString& name, const QString& title, Whose whose, QWidget* parent = nullptr);

    // By the roles of client/models/history_roles.h; canFetchMore() and fetchMore() page it. Not owned.
    void setModel(QAbstractItemModel* model);
    // All time, whatever the filter.
    void setTotals(std::int64_t matches, std::int64_t won);

    // The first page of the chosen filter is on its way / is here (shown as empty where it has no rows) / failed.
    void showLoading();
    void showRows();
    void showError(const QString& text);

    history::Filter filter() const;
    void setFilter(history::Filter filter);
    QListView* view() const { return m_view; }
    bool hasRows() const;

 Q_SIGNALS:
    void filterChanged(client::history::Filter filter);
    void retryRequested();
    // From the empty state of the own matches: "Play your first match".
    void playRequested();
    // Rows, or what stands in their place, have changed.
    void shown();

 private:
    void buildStack(const Look& look);
    QWidget* buildCard(const Look& look);
    void showNumber();

    QPointer<QAbstractItemModel> m_model;
    Whose m_whose;
    QLabel* m_totals;
    Segmented* m_filter;
    QStackedWidget* m_stack;
    QListView* m_view;
    QLabel* m_footer;
    EmptyState* m_empty;  // nothing was ever played
    EmptyState* m_none;   // nothing of this filter
    EmptyState* m_error;
    SkeletonRows* m_skeleton = nullptr;
    QTimer* m_skeletonDelay;
    std::int64_t m_matches = 0;
    std::int64_t m_won = 0;
};

}  // namespace client

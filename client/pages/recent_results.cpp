#include "client/pages/recent_results.h"

#include "client/pages/match_row_delegate.h"
#include "client/widgets/buttons.h"
#include "client/widgets/empty_state.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QStackedWidget>

namespace client {

namespace {

// The first rows only, and never a reason to fetch more.
class LatestRows : public QSortFilterProxyModel {
 public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    bool canFetchMore(const QModelIndex&) const override { return false; }

 protected:
    bool filterAcceptsRow(int row, const QModelIndex&) const override { return row < RecentResults::mostRows; }
};

}  // namespace

RecentResults::RecentResults(const Look& look, QWidget* parent)
    : QWidget(parent), m_view(new QListView), m_stack(new QStackedWidget) {
    m_view->setObjectName(QStringLiteral("recentView"));
    m_view->setAccessibleName(tr("Recent results"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setItemDelegate(
        new MatchRowDelegate(look, MatchRowDelegate::Layout::Card, &QDateTime::currentDateTime, m_view));
    m_view->setMouseTracking(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->setModel(new LatestRows(m_view));

    auto* empty = new EmptyState(look, EmptyState::Picture::Table, tr("No matches yet"),
                                 tr("Your results appear here."), QString(), QString());
    m_stack->addWidget(m_view);
    m_stack->addWidget(empty);

    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(m_stack);

    QPushButton* all = makeButton(tr("History"), "link", QStringLiteral("historyLink"));
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Recent results"), "heading"));
    head->addStretch();
    head->addWidget(all);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(card, 1);

    connect(all, &QPushButton::clicked, this, &RecentResults::historyRequested);
    connect(m_view, &QListView::activated, this, &RecentResults::historyRequested);
    connect(&look, &Look::changed, m_view, &QListView::doItemsLayout);
    connect(m_view->model(), &QAbstractItemModel::modelReset, this, &RecentResults::showRowsOrEmpty);
    connect(m_view->model(), &QAbstractItemModel::rowsInserted, this, &RecentResults::showRowsOrEmpty);
    connect(m_view->model(), &QAbstractItemModel::rowsRemoved, this, &RecentResults::showRowsOrEmpty);
    showRowsOrEmpty();
}

void RecentResults::setModel(QAbstractItemModel* model) {
    auto* latest = static_cast<QSortFilterProxyModel*>(m_view->model());
    latest->setSourceModel(model);
    // Which rows are the first ones changes with every row above them.
    connect(model, &QAbstractItemModel::rowsInserted, latest, &QSortFilterProxyModel::invalidate);
    connect(model, &QAbstractItemModel::rowsRemoved, latest, &QSortFilterProxyModel::invalidate);
    showRowsOrEmpty();
}

void RecentResults::showRowsOrEmpty() {
    m_stack->setCurrentIndex(m_view->model()->rowCount() > 0 ? 0 : 1);
}

}  // namespace client

#include "client/pages/recent_results.h"

#include "client/models/history_roles.h"
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

// The first rows only, as many as there is room for, and never a reason to fetch more.
class LatestRows : public QSortFilterProxyModel {
 public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setMost(int rows) {
        if (m_most == rows)
            return;
        m_most = rows;
        invalidateFilter();
    }

    bool canFetchMore(const QModelIndex&) const override { return false; }

 protected:
    bool filterAcceptsRow(int row, const QModelIndex&) const override { return row < m_most; }

 private:
    int m_most = 0;
};

RecentResults::RecentResults(const Look& look, QWidget* parent)
    : QWidget(parent), m_view(new QListView), m_latest(new LatestRows(this)), m_stack(new QStackedWidget) {
    m_view->setObjectName(QStringLiteral("recentView"));
    m_view->setAccessibleName(tr("Recent results"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setItemDelegate(
        new MatchRowDelegate(look, MatchRowDelegate::Layout::Card, &QDateTime::currentDateTime, m_view));
    m_view->setMouseTracking(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->setModel(m_latest);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->installEventFilter(this);

    auto* empty = new EmptyState(look, EmptyState::Picture::Table, tr("No matches yet"),
                                 tr("Your results appear here."), QString(), QString());
    m_stack->addWidget(m_view);
    m_stack->addWidget(empty);

    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(0, 0, 0, 0);
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
    connect(m_view, &QListView::activated, this,
            [this](const QModelIndex& row) { Q_EMIT playerRequested(row.data(history::OpponentIdRole).toLongLong()); });
    connect(&look, &Look::changed, m_view, &QListView::doItemsLayout);
    connect(m_latest, &QAbstractItemModel::modelReset, this, &RecentResults::showRowsOrEmpty);
    connect(m_latest, &QAbstractItemModel::rowsInserted, this, &RecentResults::showRowsOrEmpty);
    connect(m_latest, &QAbstractItemModel::rowsRemoved, this, &RecentResults::showRowsOrEmpty);
    showRowsOrEmpty();
}

void RecentResults::setModel(QAbstractItemModel* model) {
    m_latest->setSourceModel(model);
    showRowsOrEmpty();
    if (!model)
        return;
    // Which rows are the first ones changes with every row above them.
    connect(model, &QAbstractItemModel::rowsInserted, m_latest, &QSortFilterProxyModel::invalidate);
    connect(model, &QAbstractItemModel::rowsRemoved, m_latest, &QSortFilterProxyModel::invalidate);
}

void RecentResults::showRowsOrEmpty() {
    const bool empty = !m_latest->sourceModel() || m_latest->sourceModel()->rowCount() == 0;
    m_stack->setCurrentIndex(empty ? 1 : 0);
}

bool RecentResults::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_view && event->type() == QEvent::Resize) {
        const int rowHeight = m_view->itemDelegate()->sizeHint({}, {}).height();
        m_latest->setMost(m_view->height() / rowHeight);
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace client

#include "client/pages/live_now.h"

#include "client/models/live_matches_model.h"
#include "client/pages/live_row_delegate.h"
#include "client/widgets/chip.h"
#include "client/widgets/empty_state.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QListView>
#include <QStackedWidget>

namespace client {

namespace {

constexpr int headHeight = 32;  // as the heading of the list beside it, which has a button

}  // namespace

LiveNow::LiveNow(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_count(makeChip(QString(), ChipKind::Live))
    , m_view(new QListView)
    , m_stack(new QStackedWidget) {
    m_count->setObjectName(QStringLiteral("liveCount"));
    m_view->setObjectName(QStringLiteral("liveView"));
    m_view->setAccessibleName(tr("Live now"));
    m_view->setFrameShape(QFrame::NoFrame);
    auto* rows = new LiveRowDelegate(look, m_view);
    m_view->setItemDelegate(rows);
    m_view->setMouseTracking(true);
    m_view->setUniformItemSizes(true);
    m_view->setSelectionMode(QAbstractItemView::NoSelection);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->viewport()->setAutoFillBackground(false);
    m_stack->addWidget(m_view);
    m_stack->addWidget(new EmptyState(look, EmptyState::Picture::Table, tr("Nobody plays right now"),
                                      tr("Matches that can be watched appear here."), QString(), QString()));

    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(m_stack);
    auto* strut = new QWidget;
    strut->setFixedSize(0, headHeight);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Live now"), "heading"));
    head->addWidget(m_count);
    head->addWidget(strut);
    head->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(card, 1);

    const auto watch = [this](const QModelIndex& row) {
        Q_EMIT watchRequested(row.data(LiveMatchesModel::MatchIdRole).toLongLong());
    };
    connect(rows, &LiveRowDelegate::watchRequested, this, watch);
    connect(m_view, &QListView::activated, this, watch);
    connect(&look, &Look::changed, m_view, &QListView::doItemsLayout);
    showRowsOrEmpty();
}

void LiveNow::setModel(LiveMatchesModel* model) {
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_view->setModel(model);
    if (model) {
        connect(model, &LiveMatchesModel::totalChanged, this, &LiveNow::showRowsOrEmpty);
        connect(model, &QAbstractItemModel::rowsInserted, this, &LiveNow::showRowsOrEmpty);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &LiveNow::showRowsOrEmpty);
    }
    showRowsOrEmpty();
}

void LiveNow::showRowsOrEmpty() {
    const bool empty = !m_model || m_model->rowCount() == 0;
    m_stack->setCurrentIndex(empty ? 1 : 0);
    m_count->setVisible(!empty);
    if (!empty)
        m_count->setText(m_model->total() == 1 ? tr("■ 1 match") : tr("■ %1 matches").arg(m_model->total()));
}

}  // namespace client

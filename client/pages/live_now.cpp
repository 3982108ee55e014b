#include "client/pages/live_now.h"

#include "client/models/live_matches_model.h"
#include "client/pages/live_view.h"
#include "client/widgets/buttons.h"
#include "client/widgets/chip.h"
#include "client/widgets/empty_state.h"
#include "client/widgets/labels.h"

#include <QBoxLayout>
#include <QStackedWidget>

namespace client {

namespace {

constexpr int headHeight = 32;  // as the heading of the list beside it, which has a button

}  // namespace

LiveNow::LiveNow(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_count(makeChip(QString(), ChipKind::Live))
    , m_all(makeButton(tr("See all"), "link", QStringLiteral("allLiveButton")))
    , m_view(new LiveView(look, QStringLiteral("liveView")))
    , m_stack(new QStackedWidget) {
    m_count->setObjectName(QStringLiteral("liveCount"));
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
    head->addWidget(m_all);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(card, 1);

    connect(m_view, &LiveView::watchRequested, this, &LiveNow::watchRequested);
    connect(m_all, &QPushButton::clicked, this, &LiveNow::allRequested);
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
    m_all->setVisible(!empty);
    if (!empty)
        m_count->setText(m_model->total() == 1 ? tr("■ 1 match") : tr("■ %1 matches").arg(m_model->total()));
}

}  // namespace client

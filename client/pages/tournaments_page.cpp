#include "client/pages/tournaments_page.h"

#include "client/models/tournaments_model.h"
#include "client/pages/tournament_row_delegate.h"
#include "client/widgets/buttons.h"
#include "client/widgets/empty_state.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/skeleton.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QListView>
#include <QStackedWidget>
#include <QTimer>

#include <chrono>

namespace client {

using namespace std::chrono_literals;

namespace {

constexpr int rowHeight = 64;
constexpr auto skeletonAfter = 200ms;  // a quick answer needs no skeleton

}  // namespace

TournamentsPage::TournamentsPage(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_create(makeButton(tr("Create tournament"), "primary", QStringLiteral("createTournamentButton")))
    , m_stack(new QStackedWidget)
    , m_view(new QListView)
    , m_empty(new EmptyState(look, EmptyState::Picture::Table, tr("No tournaments yet"),
                             tr("Make one, and up to 32 players can join it."), tr("Create tournament"),
                             QStringLiteral("createFirstButton")))
    , m_error(new EmptyState(look, EmptyState::Picture::Alert, QString(), QString(), tr("Try again"),
                             QStringLiteral("tournamentsRetryButton")))
    , m_skeleton(new SkeletonRows(look, rowHeight))
    , m_skeletonDelay(new QTimer(this)) {
    m_empty->setObjectName(QStringLiteral("tournamentsEmpty"));
    m_error->setObjectName(QStringLiteral("tournamentsError"));
    setButtonIcon(m_create, look, QStringLiteral("plus"));
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Tournaments"), "title"));
    head->addStretch();
    head->addWidget(m_create);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    column->addLayout(head);
    column->addWidget(buildCard(look), 1);

    m_skeletonDelay->setSingleShot(true);
    m_skeletonDelay->setInterval(skeletonAfter);
    connect(m_skeletonDelay, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_skeleton); });
    connect(m_create, &QPushButton::clicked, this, &TournamentsPage::createRequested);
    connect(m_empty, &EmptyState::buttonClicked, this, &TournamentsPage::createRequested);
    connect(m_error, &EmptyState::buttonClicked, this, &TournamentsPage::retryRequested);
    connect(&look, &Look::changed, m_view, &QListView::doItemsLayout);
    showState();
}

void TournamentsPage::buildView(const Look& look) {
    auto* rows = new TournamentRowDelegate(look, &QDateTime::currentDateTime, m_view);
    m_view->setObjectName(QStringLiteral("tournamentsView"));
    m_view->setAccessibleName(tr("Tournaments"));
    m_view->setItemDelegate(rows);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setSelectionMode(QAbstractItemView::NoSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->viewport()->setAutoFillBackground(false);
    const auto open = [this](const QModelIndex& row) {
        if (!row.data(tournaments::IsHeadingRole).toBool())
            Q_EMIT openRequested(row.data(tournaments::IdRole).toLongLong());
    };
    connect(m_view, &QListView::activated, this, open);
    connect(rows, &TournamentRowDelegate::openRequested, this, open);
    connect(rows, &TournamentRowDelegate::joinRequested, this,
            [this](const QModelIndex& row) { Q_EMIT joinRequested(row.data(tournaments::IdRole).toLongLong()); });
}

QWidget* TournamentsPage::buildCard(const Look& look) {
    buildView(look);
    for (QWidget* state : {static_cast<QWidget*>(m_view), static_cast<QWidget*>(m_empty),
                           static_cast<QWidget*>(m_error), static_cast<QWidget*>(m_skeleton)})
        m_stack->addWidget(state);
    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(m_stack);
    return card;
}

void TournamentsPage::setModel(TournamentsModel* model) {
    m_model = model;
    m_view->setModel(model);
    connect(model, &TournamentsModel::stateChanged, this, &TournamentsPage::showState);
    connect(model, &QAbstractItemModel::rowsInserted, this, &TournamentsPage::showState);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &TournamentsPage::showState);
    showState();
}

void TournamentsPage::showState() {
    const auto state = m_model ? m_model->state() : TournamentsModel::State::Empty;
    const bool isEmpty = state == TournamentsModel::State::Ready && m_model->rowCount() == 0;
    if (state == TournamentsModel::State::Loading) {
        m_skeletonDelay->start();
        return;
    }
    m_skeletonDelay->stop();
    m_create->setVisible(!isEmpty);  // it stands in the middle then
    if (state == TournamentsModel::State::Failed) {
        m_error->setText(tr("The tournaments could not be loaded"), m_model->error());
        m_stack->setCurrentWidget(m_error);
    } else {
        m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_view);
    }
}

}  // namespace client

#include "client/pages/history_page.h"

#include "client/pages/history_details.h"
#include "client/pages/history_header.h"
#include "client/pages/match_row_delegate.h"
#include "client/pages/match_texts.h"
#include "client/widgets/empty_state.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/segmented.h"
#include "client/widgets/skeleton.h"

#include <QAbstractItemModel>
#include <QBoxLayout>
#include <QDateTime>
#include <QListView>
#include <QResizeEvent>
#include <QStackedWidget>
#include <QTimer>

#include <chrono>

namespace client {

using namespace std::chrono_literals;

namespace {

constexpr int listWidth = 592;
constexpr int detailsWidth = 568;
constexpr int narrowPage = 1180;       // list or details, not both
constexpr auto skeletonAfter = 200ms;  // a quick answer needs no skeleton

}  // namespace

HistoryPage::HistoryPage(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_totals(makeLabel(QString(), "small"))
    , m_filter(new Segmented(QStringLiteral("historyFilter"), tr("Matches to show"), false))
    , m_stack(new QStackedWidget)
    , m_view(new QListView)
    , m_footer(makeLabel(QString(), "small"))
    , m_empty(new EmptyState(look, EmptyState::Picture::Table, QString(), QString(), tr("Play your first match"),
                             QStringLiteral("playFirstButton")))
    , m_none(new EmptyState(look, EmptyState::Picture::Table, QString(), QString(), QString(), QString()))
    , m_error(new EmptyState(look, EmptyState::Picture::Alert, QString(), QString(), tr("Try again"),
                             QStringLiteral("retryButton")))
    , m_skeleton(nullptr)
    , m_details(new HistoryDetails(look))
    , m_skeletonDelay(new QTimer(this)) {
    m_empty->setObjectName(QStringLiteral("historyEmpty"));
    m_none->setObjectName(QStringLiteral("historyNone"));
    m_error->setObjectName(QStringLiteral("historyError"));
    m_filter->add(tr("All"), int(history::Filter::All));
    m_filter->add(tr("Won"), int(history::Filter::Won));
    m_filter->add(tr("Lost"), int(history::Filter::Lost));
    m_listPane = buildList(look);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 24, 24, 24);
    row->setSpacing(16);
    row->addWidget(m_listPane, listWidth);
    row->addWidget(m_details, detailsWidth);

    m_skeletonDelay->setSingleShot(true);
    m_skeletonDelay->setInterval(skeletonAfter);
    connect(m_skeletonDelay, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_skeleton); });
    connect(m_filter, &Segmented::valueChanged, this, [this] { Q_EMIT filterChanged(filter()); });
    connect(m_empty, &EmptyState::buttonClicked, this, &HistoryPage::playRequested);
    connect(m_error, &EmptyState::buttonClicked, this, &HistoryPage::retryRequested);
    connect(m_details, &HistoryDetails::backRequested, this, [this] {
        m_detailsOpen = false;
        arrange();
        m_view->setFocus();
    });
    connect(m_view, &QListView::activated, this, &HistoryPage::openDetails);
    connect(m_view, &QListView::clicked, this, &HistoryPage::openDetails);
    connect(&look, &Look::changed, m_view, &QListView::doItemsLayout);
    showRows();
}

QWidget* HistoryPage::buildList(const Look& look) {
    auto* rows = new MatchRowDelegate(look, MatchRowDelegate::Layout::Table, &QDateTime::currentDateTime, m_view);
    m_skeleton = new SkeletonRows(look, rows->rowHeight());
    m_view->setObjectName(QStringLiteral("historyView"));
    m_view->setAccessibleName(tr("Matches"));
    m_view->setItemDelegate(rows);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->viewport()->setAutoFillBackground(false);
    for (QWidget* state : {static_cast<QWidget*>(m_view), static_cast<QWidget*>(m_empty), static_cast<QWidget*>(m_none),
                           static_cast<QWidget*>(m_error), static_cast<QWidget*>(m_skeleton)})
        m_stack->addWidget(state);

    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(0);
    inside->addWidget(new HistoryHeader(look, *rows, *m_view->viewport()));
    inside->addWidget(m_stack, 1);
    auto* line = new QFrame;
    line->setProperty("kind", QStringLiteral("separator"));
    inside->addWidget(line);
    m_footer->setContentsMargins(16, 12, 16, 12);
    inside->addWidget(m_footer);

    auto* pane = new QWidget;
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("History"), "title"));
    head->addStretch();
    head->addWidget(m_totals);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(m_filter, 0, Qt::AlignLeft);
    column->addWidget(card, 1);
    return pane;
}

void HistoryPage::setModel(QAbstractItemModel* model) {
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_view->setModel(model);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &HistoryPage::showSelected);
    connect(model, &QAbstractItemModel::rowsInserted, this, &HistoryPage::showNumber);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &HistoryPage::showNumber);
    connect(model, &QAbstractItemModel::modelReset, this, &HistoryPage::showNumber);
    connect(model, &QAbstractItemModel::modelReset, this, &HistoryPage::showSelected);
    showSelected();
    showNumber();
}

void HistoryPage::setPlayer(const PlayerInfo& me) {
    m_details->setPlayer(me);
}

void HistoryPage::setTotals(std::int64_t matches, std::int64_t won) {
    m_matches = matches;
    m_won = won;
    m_totals->setText(matches == 1 ? tr("1 match, %1 won").arg(won)
                                   : tr("%1 matches, %2 won").arg(MatchTexts::count(matches), MatchTexts::count(won)));
    showNumber();
}

void HistoryPage::showLoading() {
    // The rows of the filter before stay until the new ones, or the skeleton, come.
    m_skeletonDelay->start();
}

void HistoryPage::showRows() {
    m_skeletonDelay->stop();
    if (m_model && m_model->rowCount() > 0) {
        m_stack->setCurrentWidget(m_view);
        if (!m_view->selectionModel()->hasSelection())
            m_view->setCurrentIndex(m_model->index(0, 0));
    } else if (filter() == history::Filter::All) {
        m_empty->setText(tr("No matches yet"), tr("Results appear here."));
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_none->setText(filter() == history::Filter::Won ? tr("Nothing won yet") : tr("Nothing lost yet"),
                        tr("Other matches are under All."));
        m_stack->setCurrentWidget(m_none);
    }
    showNumber();
    showSelected();
    arrange();
}

void HistoryPage::showError(const QString& text) {
    m_skeletonDelay->stop();
    m_error->setText(tr("The matches could not be loaded"), text);
    m_stack->setCurrentWidget(m_error);
    showNumber();
    arrange();
}

history::Filter HistoryPage::filter() const {
    return history::Filter(m_filter->value());
}

void HistoryPage::showSelected() {
    m_details->setMatch(m_view->currentIndex());
}

void HistoryPage::showNumber() {
    const int rows = m_model ? m_model->rowCount() : 0;
    std::int64_t all = rows;
    if (filter() == history::Filter::All)
        all = m_matches;
    else if (filter() == history::Filter::Won)
        all = m_won;
    const bool complete = filter() == history::Filter::Lost || all <= rows;
    m_footer->setText(rows == 0  ? QString()
                      : complete ? (rows == 1 ? tr("1 match") : tr("1–%1").arg(rows))
                                 : tr("1–%1 of %2, scroll for more").arg(rows).arg(MatchTexts::count(all)));
}

void HistoryPage::openDetails() {
    m_detailsOpen = true;
    arrange();
}

void HistoryPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void HistoryPage::arrange() {
    const bool narrow = width() < narrowPage;
    m_listPane->setVisible(!narrow || !m_detailsOpen);
    // Nothing to select: the list has the whole page.
    const bool hasRows = m_model && m_model->rowCount() > 0;
    m_details->setVisible(narrow ? m_detailsOpen : hasRows);
    m_details->setBackShown(narrow);
}

}  // namespace client

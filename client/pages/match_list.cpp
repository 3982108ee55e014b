#include "client/pages/match_list.h"

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
#include <QStackedWidget>
#include <QTimer>

#include <chrono>

namespace client {

using namespace std::chrono_literals;
using history::Filter;

namespace {

constexpr auto skeletonAfter = 200ms;  // a quick answer needs no skeleton

}  // namespace

MatchList::MatchList(const Look& look, const QString& name, const QString& title, Whose whose, QWidget* parent)
    : QWidget(parent)
    , m_whose(whose)
    , m_totals(makeLabel(QString(), "small"))
    , m_filter(new Segmented(name + QStringLiteral("Filter"), tr("Matches to show"), false))
    , m_stack(new QStackedWidget)
    , m_view(new QListView)
    , m_footer(makeLabel(QString(), "small"))
    , m_empty(new EmptyState(look, EmptyState::Picture::Table, QString(), QString(),
                             whose == Whose::Mine ? tr("Play your first match") : QString(),
                             QStringLiteral("playFirstButton")))
    , m_none(new EmptyState(look, EmptyState::Picture::Table, QString(), QString(), QString(), QString()))
    , m_error(new EmptyState(look, EmptyState::Picture::Alert, QString(), QString(), tr("Try again"),
                             name + QStringLiteral("RetryButton")))
    , m_skeletonDelay(new QTimer(this)) {
    m_view->setObjectName(name + QStringLiteral("View"));
    m_empty->setObjectName(name + QStringLiteral("Empty"));
    m_none->setObjectName(name + QStringLiteral("None"));
    m_error->setObjectName(name + QStringLiteral("Error"));
    m_filter->add(tr("All"), int(Filter::All));
    m_filter->add(tr("Won"), int(Filter::Won));
    m_filter->add(tr("Lost"), int(Filter::Lost));
    if (whose == Whose::Others)
        m_filter->add(tr("Against me"), int(Filter::AgainstMe));

    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(title, whose == Whose::Mine ? "title" : "heading"));
    head->addStretch();
    head->addWidget(m_totals);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(m_filter, 0, Qt::AlignLeft);
    column->addWidget(buildCard(look), 1);

    m_skeletonDelay->setSingleShot(true);
    m_skeletonDelay->setInterval(skeletonAfter);
    connect(m_skeletonDelay, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_skeleton); });
    connect(m_filter, &Segmented::valueChanged, this, [this] { Q_EMIT filterChanged(filter()); });
    connect(m_empty, &EmptyState::buttonClicked, this, &MatchList::playRequested);
    connect(m_error, &EmptyState::buttonClicked, this, &MatchList::retryRequested);
    connect(&look, &Look::changed, m_view, &QListView::doItemsLayout);
    showRows();
}

void MatchList::buildStack(const Look& look) {
    auto* rows = new MatchRowDelegate(look, MatchRowDelegate::Layout::Table, &QDateTime::currentDateTime, m_view);
    m_skeleton = new SkeletonRows(look, rows->rowHeight());
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
}

QWidget* MatchList::buildCard(const Look& look) {
    buildStack(look);
    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(0);
    const auto* rows = static_cast<const MatchRowDelegate*>(m_view->itemDelegate());
    inside->addWidget(new HistoryHeader(look, *rows, *m_view->viewport()));
    inside->addWidget(m_stack, 1);
    auto* line = new QFrame;
    line->setProperty("kind", QStringLiteral("separator"));
    inside->addWidget(line);
    // The sheet's least height of a label does not count margins of its own: the room around it is the layout's.
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(16, 12, 16, 12);
    foot->addWidget(m_footer);
    inside->addLayout(foot);
    return card;
}

void MatchList::setModel(QAbstractItemModel* model) {
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_view->setModel(model);
    connect(model, &QAbstractItemModel::rowsInserted, this, &MatchList::showNumber);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &MatchList::showNumber);
    connect(model, &QAbstractItemModel::modelReset, this, &MatchList::showNumber);
    showNumber();
}

void MatchList::setTotals(std::int64_t matches, std::int64_t won) {
    m_matches = matches;
    m_won = won;
    m_totals->setText(matches == 1 ? tr("1 match, %1 won").arg(won)
                                   : tr("%1 matches, %2 won").arg(MatchTexts::count(matches), MatchTexts::count(won)));
    showNumber();
}

void MatchList::showLoading() {
    // The rows of the filter before stay until the new ones, or the skeleton, come.
    m_skeletonDelay->start();
}

void MatchList::showRows() {
    m_skeletonDelay->stop();
    if (hasRows()) {
        m_stack->setCurrentWidget(m_view);
        if (!m_view->selectionModel()->hasSelection())
            m_view->setCurrentIndex(m_model->index(0, 0));
    } else if (filter() == Filter::All) {
        m_empty->setText(tr("No matches yet"), tr("Results appear here."));
        m_stack->setCurrentWidget(m_empty);
    } else if (filter() == Filter::AgainstMe) {
        m_none->setText(tr("You have not met yet"), tr("Other matches are under All."));
        m_stack->setCurrentWidget(m_none);
    } else {
        m_none->setText(filter() == Filter::Won ? tr("Nothing won yet") : tr("Nothing lost yet"),
                        tr("Other matches are under All."));
        m_stack->setCurrentWidget(m_none);
    }
    showNumber();
    Q_EMIT shown();
}

void MatchList::showError(const QString& text) {
    m_skeletonDelay->stop();
    m_error->setText(tr("The matches could not be loaded"), text);
    m_stack->setCurrentWidget(m_error);
    showNumber();
    Q_EMIT shown();
}

Filter MatchList::filter() const {
    return Filter(m_filter->value());
}

void MatchList::setFilter(Filter filter) {
    m_filter->setValue(int(filter));
}

bool MatchList::hasRows() const {
    return m_model && m_model->rowCount() > 0;
}

void MatchList::showNumber() {
    const int rows = m_model ? m_model->rowCount() : 0;
    std::int64_t all = rows;
    if (filter() == Filter::All)
        all = m_matches;
    else if (filter() == Filter::Won)
        all = m_won;
    const bool isKnown = filter() == Filter::All || filter() == Filter::Won;
    const bool complete = !isKnown || all <= rows;
    m_footer->setText(rows == 0  ? QString()
                      : complete ? (rows == 1 ? tr("1 match") : tr("1–%1").arg(rows))
                                 : tr("1–%1 of %2, scroll for more").arg(rows).arg(MatchTexts::count(all)));
}

}  // namespace client

#include "client/pages/history_page.h"

#include "client/pages/history_details.h"
#include "client/pages/match_list.h"
#include "client/widgets/look.h"

#include <QAbstractItemModel>
#include <QBoxLayout>
#include <QListView>
#include <QResizeEvent>

namespace client {

namespace {

constexpr int listWidth = 592;
constexpr int detailsWidth = 568;
constexpr int narrowPage = 1180;  // list or details, not both

}  // namespace

HistoryPage::HistoryPage(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_list(new MatchList(look, QStringLiteral("history"), tr("History"), MatchList::Whose::Mine))
    , m_details(new HistoryDetails(look)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 24, 24, 24);
    row->setSpacing(16);
    row->addWidget(m_list, listWidth);
    row->addWidget(m_details, detailsWidth);

    connect(m_details, &HistoryDetails::backRequested, this, [this] {
        m_detailsOpen = false;
        arrange();
        m_list->view()->setFocus();
    });
    connect(m_details, &HistoryDetails::playerRequested, this, &HistoryPage::playerRequested);
    connect(m_list->view(), &QListView::activated, this, &HistoryPage::openDetails);
    connect(m_list->view(), &QListView::clicked, this, &HistoryPage::openDetails);
    connect(m_list, &MatchList::shown, this, [this] {
        showSelected();
        arrange();
    });
    m_list->showRows();
}

void HistoryPage::setModel(QAbstractItemModel* model) {
    m_list->setModel(model);
    connect(m_list->view()->selectionModel(), &QItemSelectionModel::currentChanged, this, &HistoryPage::showSelected);
    connect(model, &QAbstractItemModel::modelReset, this, &HistoryPage::showSelected);
    showSelected();
}

void HistoryPage::setPlayer(const PlayerInfo& me) {
    m_details->setPlayer(me);
}

void HistoryPage::showSelected() {
    m_details->setMatch(m_list->view()->currentIndex());
}

void HistoryPage::openDetails() {
    m_detailsOpen = true;
    arrange();
}

bool HistoryPage::select(qint64 matchId) {
    QAbstractItemModel* model = m_list->view()->model();
    const QModelIndexList found = model->match(model->index(0, 0), history::MatchIdRole, matchId, 1, Qt::MatchExactly);
    if (found.isEmpty())
        return false;
    m_list->view()->setCurrentIndex(found.first());
    openDetails();
    return true;
}

void HistoryPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void HistoryPage::arrange() {
    const bool narrow = width() < narrowPage;
    m_list->setVisible(!narrow || !m_detailsOpen);
    // Nothing to select: the list has the whole page.
    m_details->setVisible(narrow ? m_detailsOpen : m_list->hasRows());
    m_details->setBackShown(narrow);
}

}  // namespace client

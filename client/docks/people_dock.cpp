#include "client/docks/people_dock.h"

#include "client/docks/participants_view.h"
#include "client/models/participants_model.h"
#include "client/widgets/badge.h"
#include "client/widgets/buttons.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

namespace client {

namespace {

constexpr int headHeight = 48;

class PeopleTabs : public QTabBar {
 public:
    explicit PeopleTabs(const Look& look) : m_look(look) {
        setObjectName(QStringLiteral("peopleTabs"));
        setProperty("kind", QStringLiteral("dock"));
        setDrawBase(false);
        setExpanding(false);
    }

 protected:
    QSize tabSizeHint(int index) const override {
        return {QTabBar::tabSizeHint(index).width(), m_look.scaled(headHeight)};
    }

 private:
    const Look& m_look;
};

}  // namespace

PeopleDock::PeopleDock(const Look& look, QWidget* friends, QWidget* parent)
    : QFrame(parent)
    , m_head(new QFrame)
    , m_tabs(new PeopleTabs(look))
    , m_collapse(makeIconButton(look, QStringLiteral("right"), tr("Hide participants and chat"),
                                QStringLiteral("collapseParticipantsButton")))
    , m_stack(new QStackedWidget)
    , m_friends(friends)
    , m_view(new ParticipantsView(look, QStringLiteral("participantsView")))
    , m_count(new Badge(look, true, m_tabs))
    , m_requests(new Badge(look, false, m_tabs)) {
    setObjectName(QStringLiteral("peopleDock"));
    m_tabs->setAccessibleName(tr("Participants and friends"));
    m_tabs->addTab(tr("Participants"));
    m_tabs->addTab(tr("Friends"));
    m_tabs->setTabButton(Participants, QTabBar::RightSide, m_count);

    m_head->setProperty("kind", QStringLiteral("side"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(5, 0, 4, 0);
    row->setSpacing(0);
    row->addWidget(m_tabs, 1);
    row->addWidget(m_collapse);
    auto* line = new QFrame;
    line->setProperty("kind", QStringLiteral("separator"));
    auto* head = new QVBoxLayout(m_head);
    head->setContentsMargins(1, 0, 0, 0);  // the edge
    head->setSpacing(0);
    head->addLayout(row);
    head->addWidget(line);
    auto* participants = new QFrame;
    participants->setProperty("kind", QStringLiteral("side"));
    auto* inside = new QVBoxLayout(participants);
    inside->setContentsMargins(1, 0, 0, 0);  // the edge
    inside->addWidget(m_view);
    m_stack->addWidget(participants);
    m_stack->addWidget(friends);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, &PeopleDock::choose);
    connect(m_collapse, &QToolButton::clicked, this, &PeopleDock::collapseRequested);
    connect(m_view, &ParticipantsView::playerRequested, this, &PeopleDock::playerRequested);
    showParticipants(nullptr);
}

void PeopleDock::showParticipants(ParticipantsModel* model) {
    const bool isOther = m_model != model;
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_view->setParticipants(model);
    if (model) {
        connect(model, &QAbstractItemModel::dataChanged, this, &PeopleDock::showBadges);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &PeopleDock::showBadges);
    }
    m_head->setVisible(model != nullptr);
    if (isOther || !model)
        m_tabs->setCurrentIndex(model ? Participants : Friends);
    choose(m_tabs->currentIndex());
}

void PeopleDock::setRequests(int count) {
    m_asking = count;
    showBadges();
}

void PeopleDock::showFriends() {
    m_tabs->setCurrentIndex(Friends);
}

void PeopleDock::choose(int tab) {
    m_stack->setCurrentIndex(tab);
    m_collapse->setVisible(tab == Participants);  // the friends have their own
    setFocusProxy(tab == Participants ? m_view : m_friends);
    showBadges();
}

void PeopleDock::showBadges() {
    m_count->setCount(m_model ? m_model->participants() : 0);
    m_count->resize(m_count->sizeHint());
    const int asking = m_tabs->currentIndex() == Friends ? 0 : m_asking;
    m_requests->setCount(asking);
    m_requests->resize(m_requests->sizeHint());
    m_tabs->setTabButton(Friends, QTabBar::RightSide, asking > 0 ? m_requests : nullptr);
}

}  // namespace client

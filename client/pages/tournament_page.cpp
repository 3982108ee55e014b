#include "client/pages/tournament_page.h"

#include "client/docks/participants_view.h"
#include "client/models/participants_model.h"
#include "client/pages/bracket.h"
#include "client/pages/bracket_view.h"
#include "client/pages/tournament_bar.h"
#include "client/pages/tournament_texts.h"
#include "client/widgets/buttons.h"
#include "client/widgets/chip.h"
#include "client/widgets/empty_state.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <chrono>

namespace client {

using namespace std::chrono_literals;

namespace {

constexpr int edge = 20;  // the bracket's own margin makes 24 of it
constexpr int smallButton = 32;

bool isCountedDown(const TournamentMatch& match) {
    return match.state == TournamentMatch::State::Called && match.readyUntil.isValid();
}

}  // namespace

TournamentPage::TournamentPage(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_now(&QDateTime::currentDateTime)
    , m_participants(new ParticipantsModel(this))
    , m_stack(new QStackedWidget)
    , m_bracket(new Bracket(look))
    , m_joinedView(new ParticipantsView(look, QStringLiteral("joinedView")))
    , m_error(new EmptyState(look, EmptyState::Picture::Alert, QString(), QString(), tr("Try again"),
                             QStringLiteral("tournamentRetryButton")))
    , m_nothing(new QWidget)
    , m_bar(new TournamentBar(look))
    , m_second(new QTimer(this)) {
    setObjectName(QStringLiteral("tournamentPage"));
    m_error->setObjectName(QStringLiteral("tournamentError"));
    m_head = buildHead(look);
    m_joined = buildJoined();
    for (QWidget* state : {m_nothing, static_cast<QWidget*>(m_bracket), m_joined, static_cast<QWidget*>(m_error)})
        m_stack->addWidget(state);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(edge, 24, edge, 24);
    column->setSpacing(16);
    column->addWidget(m_head);
    column->addWidget(m_stack, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(24 - edge, 0, 24 - edge, 0);
    foot->addWidget(m_bar);
    column->addLayout(foot);
    m_second->setInterval(1s);
    connectParts();
    clear();
}

QWidget* TournamentPage::buildHead(const Look& look) {
    auto* back = makeIconButton(look, QStringLiteral("back"), tr("All tournaments"),
                                QStringLiteral("tournamentBackButton"), smallButton);
    m_title = new ElidedLabel(QString(), "title");
    m_title->setObjectName(QStringLiteral("tournamentTitle"));
    m_chip = makeChip(QString(), ChipKind::Neutral);
    m_chip->setObjectName(QStringLiteral("tournamentChip"));
    m_facts = new ElidedLabel(QString(), "small");
    m_facts->setObjectName(QStringLiteral("tournamentFacts"));
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_leave = makeButton(tr("Leave"), "ghost", QStringLiteral("leaveTournamentButton"));
    setButtonIcon(m_leave, look, QStringLiteral("out"));
    m_cancel = makeButton(tr("Cancel tournament"), "secondary", QStringLiteral("cancelTournamentButton"));

    auto* title = new QHBoxLayout;
    title->setSpacing(12);
    title->addWidget(m_title);
    title->addWidget(m_chip);
    title->addStretch();
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addLayout(title);
    words->addWidget(m_facts);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 24 - edge, 0);
    row->setSpacing(8);
    row->addWidget(back, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_leave);
    row->addWidget(m_cancel);
    connect(back, &QToolButton::clicked, this, &TournamentPage::backRequested);
    return head;
}

QWidget* TournamentPage::buildJoined() {
    m_joinedView->setParticipants(m_participants);
    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 8, 1, 8);
    inside->addWidget(m_joinedView);
    auto* around = new QWidget;
    auto* row = new QHBoxLayout(around);
    row->setContentsMargins(24 - edge, 0, 24 - edge, 0);
    row->addWidget(card);
    return around;
}

void TournamentPage::connectParts() {
    connect(m_leave, &QPushButton::clicked, this, &TournamentPage::leaveRequested);
    connect(m_cancel, &QPushButton::clicked, this, &TournamentPage::cancelRequested);
    connect(m_bar, &TournamentBar::joinRequested, this, &TournamentPage::joinRequested);
    connect(m_bar, &TournamentBar::startRequested, this, &TournamentPage::startRequested);
    connect(m_bar, &TournamentBar::readyRequested, this, &TournamentPage::readyRequested);
    connect(m_bar, &TournamentBar::watchRequested, this, &TournamentPage::watchRequested);
    connect(m_bracket->view(), &BracketView::watchRequested, this, &TournamentPage::watchRequested);
    connect(m_bracket->view(), &BracketView::historyRequested, this, &TournamentPage::historyRequested);
    connect(m_bracket->view(), &BracketView::playerRequested, this, &TournamentPage::playerRequested);
    connect(m_joinedView, &ParticipantsView::playerRequested, this, &TournamentPage::playerRequested);
    connect(m_error, &EmptyState::buttonClicked, this, &TournamentPage::retryRequested);
    connect(m_second, &QTimer::timeout, this, &TournamentPage::tick);
}

void TournamentPage::setClock(std::function<QDateTime()> now) {
    m_now = std::move(now);
}

void TournamentPage::clear() {
    m_second->stop();
    m_tournament = {};
    m_participants->setTournament({});
    m_bar->setMeetings({});
    m_title->clear();
    m_facts->clear();
    for (QWidget* part : {static_cast<QWidget*>(m_chip), static_cast<QWidget*>(m_leave),
                          static_cast<QWidget*>(m_cancel), static_cast<QWidget*>(m_bar)})
        part->hide();
    m_stack->setCurrentWidget(m_nothing);
}

void TournamentPage::showTournament(const TournamentView& tournament) {
    m_tournament = tournament;
    m_participants->setTournament(tournament);
    showHead();
    if (tournament.rounds > 0)
        m_bracket->setTournament(tournament, m_now());
    m_stack->setCurrentWidget(tournament.rounds > 0 ? static_cast<QWidget*>(m_bracket) : m_joined);
    m_bar->setTournament(tournament, m_now());
    m_bar->show();
    if (std::any_of(tournament.matches.begin(), tournament.matches.end(), isCountedDown))
        m_second->start();
    else
        m_second->stop();
}

void TournamentPage::showError(const QString& text) {
    clear();
    m_error->setText(tr("This tournament cannot be shown"), text);
    m_stack->setCurrentWidget(m_error);
}

void TournamentPage::setMeetings(const QString& text) {
    m_bar->setMeetings(text);
    if (m_tournament.id != 0)
        m_bar->setTournament(m_tournament, m_now());
}

void TournamentPage::setBusy(bool busy) {
    m_bar->setBusy(busy);
}

void TournamentPage::showHead() {
    using State = TournamentView::State;
    const bool isEnded = m_tournament.state == State::Finished || m_tournament.state == State::Cancelled;
    m_title->setText(m_tournament.name);
    QString state = TournamentTexts::state(m_tournament.state, m_tournament.round, m_tournament.rounds);
    if (m_tournament.state == State::Running)
        state = tr("■ %1").arg(state);
    setChip(m_chip, state, m_tournament.state == State::Running ? ChipKind::Live : ChipKind::Neutral);
    m_chip->show();
    m_facts->setText(TournamentTexts::facts(m_tournament, m_now()));
    const TournamentPlayer* me = m_tournament.own();
    m_leave->setVisible(me && !me->isOut && !isEnded);
    m_leave->setText(m_tournament.state == State::Running ? tr("Give up") : tr("Leave"));
    m_leave->setAccessibleName(m_leave->text());
    m_cancel->setVisible(m_tournament.isOrganiser && !isEnded);
}

void TournamentPage::tick() {
    m_bracket->view()->tick(m_now());
    m_bar->setTournament(m_tournament, m_now());
}

}  // namespace client

#include "client/pages/tournament_bar.h"

#include "client/pages/tournament_texts.h"
#include "client/widgets/buttons.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>

namespace client {

using State = TournamentMatch::State;

namespace {

constexpr int iconSide = 24;
constexpr int fewestPlayers = 2;

// "Your semi-final against Kaito"
QString ownMatchText(int round, int rounds, const QString& opponent) {
    switch (rounds - round) {
        case 0:
            return TournamentBar::tr("Your final against %1").arg(opponent);
        case 1:
            return TournamentBar::tr("Your semi-final against %1").arg(opponent);
        case 2:
            return TournamentBar::tr("Your quarter-final against %1").arg(opponent);
        default:
            return TournamentBar::tr("Your match against %1").arg(opponent);
    }
}

}  // namespace

TournamentBar::TournamentBar(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_look(look)
    , m_icon(new QLabel)
    , m_title(new ElidedLabel(QString(), "strong"))
    , m_text(new ElidedLabel(QString(), "small"))
    , m_watch(makeButton(tr("Watch"), "secondary", QStringLiteral("watchTournamentButton")))
    , m_join(new BusyButton(look, tr("Join"), "primary", QStringLiteral("joinTournamentButton")))
    , m_start(new BusyButton(look, tr("Start"), "primary", QStringLiteral("startTournamentButton")))
    , m_ready(new BusyButton(look, tr("I'm ready"), "primary", QStringLiteral("readyButton"))) {
    setObjectName(QStringLiteral("tournamentBar"));
    setProperty("kind", QStringLiteral("card"));
    m_title->setObjectName(QStringLiteral("tournamentTask"));
    m_text->setObjectName(QStringLiteral("tournamentTaskText"));
    setButtonIcon(m_watch, look, QStringLiteral("eye"));
    setButtonIcon(m_start, look, QStringLiteral("play"));
    setButtonIcon(m_ready, look, QStringLiteral("check"));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    for (QLabel* line : {m_title, m_text}) {
        line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        words->addWidget(line);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 16, 24, 16);
    row->setSpacing(16);
    row->addWidget(m_icon);
    row->addLayout(words, 1);
    row->addWidget(m_watch);
    row->addWidget(m_join);
    row->addWidget(m_start);
    row->addWidget(m_ready);

    connect(m_watch, &QPushButton::clicked, this, [this] { Q_EMIT watchRequested(m_watchable); });
    connect(m_join, &QPushButton::clicked, this, &TournamentBar::joinRequested);
    connect(m_start, &QPushButton::clicked, this, &TournamentBar::startRequested);
    connect(m_ready, &QPushButton::clicked, this, &TournamentBar::readyRequested);
}

void TournamentBar::setMeetings(const QString& text) {
    m_meetings = text;
}

void TournamentBar::setBusy(bool busy) {
    for (BusyButton* button : {m_join, m_start, m_ready})
        if (!busy || !button->isHidden())
            button->setBusy(busy);
}

void TournamentBar::setTournament(const TournamentView& tournament, const QDateTime& now) {
    const Task task = taskOf(tournament, now);
    showTask(task, static_cast<int>(tournament.players.size()));
    showWatch(tournament, !task.canJoin && !task.canStart && !task.canReady);
}

void TournamentBar::showTask(const Task& task, int players) {
    m_icon->setPixmap(iconPixmap(task.icon, iconSide, devicePixelRatioF(), m_look.theme().accentText));
    m_title->setText(task.title);
    m_text->setText(task.text);
    m_text->setVisible(!task.text.isEmpty());
    setAccessibleName(task.title);
    setAccessibleDescription(task.text);
    m_join->setVisible(task.canJoin);
    m_start->setVisible(task.canStart);
    m_ready->setVisible(task.canReady);
    // Who organises without playing has both: one of them is the main one.
    setStyled(m_join, "kind", task.canStart ? QStringLiteral("secondary") : QStringLiteral("primary"));
    if (!m_start->isBusy())
        m_start->setEnabled(players >= fewestPlayers);
}

void TournamentBar::showWatch(const TournamentView& tournament, bool isPrimary) {
    const TournamentMatch* live = nullptr;
    for (const TournamentMatch& match : tournament.matches)
        if (match.state == State::Live && TournamentView::sideOf(match, tournament.me) < 0)
            live = &match;  // the last one is of the latest round
    const TournamentMatch* own = tournament.ownMatch();
    const bool isBusyElsewhere = own && own->state == State::Live;
    m_watch->setVisible(live && !isBusyElsewhere);
    if (!live)
        return;
    m_watchable = live->matchId;
    QString what = TournamentTexts::match(*live, tournament.rounds);
    what.front() = what.front().toLower();
    m_watch->setText(tournament.rounds - live->round > 2 ? tr("Watch") : tr("Watch %1").arg(what));
    m_watch->setAccessibleName(tr("Watch %1").arg(what));
    setStyled(m_watch, "kind", isPrimary ? QStringLiteral("primary") : QStringLiteral("secondary"));
    setButtonIcon(m_watch, m_look, QStringLiteral("eye"));
}

// --- what there is to do --------------------------------------------------------------------------------------------

TournamentBar::Task TournamentBar::taskOf(const TournamentView& tournament, const QDateTime& now) const {
    switch (tournament.state) {
        case TournamentView::State::Open:
            return openTask(tournament);
        case TournamentView::State::Running:
            if (const TournamentMatch* own = tournament.ownMatch())
                return ownTask(tournament, *own, now);
            return lookersTask(tournament);
        case TournamentView::State::Finished:
        case TournamentView::State::Cancelled:
            break;
    }
    return overTask(tournament);
}

TournamentBar::Task TournamentBar::openTask(const TournamentView& tournament) const {
    Task task;
    const int players = static_cast<int>(tournament.players.size());
    const bool isFull = players >= tournament.size;
    const bool isIn = tournament.me >= 0;
    task.icon = QStringLiteral("users");
    task.canJoin = !isIn && !isFull;
    task.canStart = tournament.isOrganiser;
    if (tournament.isOrganiser) {
        task.title = isFull ? tr("Everybody is here") : tr("Start when everybody is here");
        task.text = players < fewestPlayers ? tr("It takes two players at least.")
                                            : tr("Places: %1 of %2 taken.").arg(players).arg(tournament.size);
    } else if (isIn) {
        task.title = tr("You are in");
        task.text = tr("It begins when %1 starts it. You will be called to your match.").arg(tournament.organiser);
    } else {
        task.title = isFull ? tr("All places are taken") : tr("Open to join");
        task.text = tr("Places: %1 of %2 taken.").arg(players).arg(tournament.size);
    }
    return task;
}

TournamentBar::Task TournamentBar::ownTask(const TournamentView& tournament, const TournamentMatch& match,
                                           const QDateTime& now) const {
    const QString opponent = TournamentTexts::opponent(tournament, match, TournamentView::sideOf(match, tournament.me));
    Task task;
    switch (match.state) {
        case State::Called:
            return calledTask(tournament, match, now);
        case State::Live:
            task.icon = QStringLiteral("two");
            task.title = tr("You are playing against %1").arg(opponent);
            task.text = tr("The match is on the table, on this device or another one of yours.");
            return task;
        default:
            task.icon = QStringLiteral("clock");
            task.title = match.round == 1
                             ? tr("You are in the first round")
                             : tr("You are %1").arg(TournamentTexts::inRound(match.round, tournament.rounds));
            task.text = tr("You play against %1.").arg(opponent);
            return task;
    }
}

TournamentBar::Task TournamentBar::calledTask(const TournamentView& tournament, const TournamentMatch& match,
                                              const QDateTime& now) const {
    const int side = TournamentView::sideOf(match, tournament.me);
    const QString opponent = TournamentTexts::opponent(tournament, match, side);
    const QString left = TournamentTexts::left(match, now);
    const bool amReady = match.places[static_cast<std::size_t>(side)].isReady;
    const bool isOtherReady = match.places[static_cast<std::size_t>(1 - side)].isReady;
    Task task;
    task.icon = QStringLiteral("clock");
    task.canReady = !amReady;
    task.title = tr("%1 is next").arg(ownMatchText(match.round, tournament.rounds, opponent));
    if (left.isEmpty())
        task.text = tr("It waits until both of you are free.");
    else if (amReady && isOtherReady)
        task.text = tr("Both of you are ready. It begins in a moment.");
    else if (amReady)
        task.text = tr("You are ready. %1 has %2 left.").arg(opponent, left);
    else if (isOtherReady)
        task.text = tr("%1 is ready and waits for you: %2 left.").arg(opponent, left);
    else
        task.text = tr("%1 left to say that you are ready.").arg(left);
    if (!m_meetings.isEmpty())
        task.text += QLatin1Char(' ') + m_meetings;
    return task;
}

TournamentBar::Task TournamentBar::lookersTask(const TournamentView& tournament) const {
    const TournamentPlayer* me = tournament.own();
    Task task;
    if (me && me->isOut) {
        task.title = me->gaveUp ? tr("You left this tournament")
                                : tr("You are out %1").arg(TournamentTexts::inRound(me->outInRound, tournament.rounds));
        task.text = tr("The others play on.");
        return task;
    }
    int left = 0;
    for (const TournamentMatch& match : tournament.matches)
        left += match.isOver() ? 0 : 1;
    task.title = tr("The tournament is under way");
    task.text = left == 1 ? tr("One match is left.") : tr("%1 matches are left.").arg(left);
    return task;
}

TournamentBar::Task TournamentBar::overTask(const TournamentView& tournament) const {
    Task task;
    if (tournament.state == TournamentView::State::Cancelled) {
        task.icon = QStringLiteral("x");
        task.title = tr("This tournament was cancelled");
        task.text = tournament.players.empty() ? tr("Nobody was left.") : QString();
        return task;
    }
    const TournamentPlayer* champion = tournament.champion();
    if (!champion)
        task.title = tr("Nobody has won");
    else if (tournament.me == tournament.winner)
        task.title = tr("You have won the tournament");
    else
        task.title = tr("%1 has won the tournament").arg(champion->info.name);
    const TournamentPlayer* me = tournament.own();
    if (me && me->isOut && me->outInRound > 0)
        task.text = tr("You were out %1.").arg(TournamentTexts::inRound(me->outInRound, tournament.rounds));
    else
        task.text = tr("%1, first to %2.")
                        .arg(TournamentTexts::players(static_cast<int>(tournament.players.size())))
                        .arg(tournament.pointsToWin);
    return task;
}

}  // namespace client

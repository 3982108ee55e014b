#include "client/pages/bracket_view.h"

#include "client/pages/bracket_match.h"
#include "client/pages/champion_slot.h"
#include "client/widgets/icon.h"
#include "client/widgets/look.h"
#include "client/widgets/menu.h"

#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace client {

using State = TournamentMatch::State;

namespace {

BracketLayout::Measures measuresOf(const Look& look) {
    BracketLayout::Measures at;
    at.column = look.scaled(at.column);
    at.card = 2 * look.scaled(at.card / 2);
    at.caption = look.scaled(at.caption);
    at.pitch = look.scaled(at.pitch);
    at.slot = look.scaled(at.slot);
    return at;
}

}  // namespace

BracketView::BracketView(const Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_layout(1, measuresOf(look)), m_champion(new ChampionSlot(look, this)) {
    setObjectName(QStringLiteral("bracketView"));
    setAccessibleName(tr("Bracket"));
    connect(&look, &Look::changed, this, &BracketView::layOut);
}

void BracketView::setTournament(const TournamentView& tournament, const QDateTime& now) {
    const bool isNew = m_tournament.id != tournament.id || m_tournament.rounds != tournament.rounds;
    m_tournament = tournament;
    if (isNew)
        build();
    if (const TournamentPlayer* champion = m_tournament.champion())
        m_champion->setChampion(champion->info);
    else if (m_tournament.state == TournamentView::State::Running)
        m_champion->setUndecided();
    else
        m_champion->setChampion({});
    tick(now);
    update();  // the lines
}

void BracketView::tick(const QDateTime& now) {
    for (BracketMatch* card : m_cards)
        card->refresh(now);
}

void BracketView::build() {
    qDeleteAll(m_cards);
    m_cards.clear();
    for (const TournamentMatch& match : m_tournament.matches) {
        auto* card = new BracketMatch(m_look, m_tournament, match.round, match.number, this);
        m_cards.push_back(card);
        connect(card, &QAbstractButton::clicked, this, [this, card] { activate(card); });
        connect(card, &BracketMatch::moveRequested, this, [this, card](Qt::Key key) { move(card, key); });
        connect(card, &BracketMatch::menuRequested, this, [this, card] { openMenu(card); });
        connect(card, &BracketMatch::focused, this, [this, card] {
            makeCurrent(card);
            Q_EMIT focusMoved(card->geometry());
        });
        card->show();
    }
    if (!m_cards.empty())
        makeCurrent(m_cards.front());
    layOut();
}

void BracketView::layOut() {
    m_layout = BracketLayout(std::max(m_tournament.rounds, 1), measuresOf(m_look));
    const int caption = measuresOf(m_look).caption;
    for (BracketMatch* card : m_cards)
        card->setGeometry(m_layout.card(card->match().round, card->match().number).adjusted(0, 0, 0, caption));
    m_champion->setGeometry(m_layout.champion());
    setFixedSize(m_layout.size());
    Q_EMIT laidOut();
    update();
}

QRect BracketView::interesting() const {
    const TournamentMatch* match = m_tournament.ownMatch();
    if (!match && m_tournament.state != TournamentView::State::Running)
        return m_layout.champion();
    for (const TournamentMatch& each : m_tournament.matches)
        if (!match && each.state == State::Live)
            match = &each;
    return match ? m_layout.card(match->round, match->number) : QRect(0, 0, 1, 1);
}

void BracketView::paintEvent(QPaintEvent*) {
    constexpr int lineWidth = 2;
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    // The own path last: it lies over the others.
    for (const bool own : {false, true}) {
        painter.setPen(
            QPen(own ? theme.accent : theme.lineStrong, lineWidth, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        for (const TournamentMatch& match : m_tournament.matches) {
            const bool isOwn = match.winner >= 0 && TournamentView::sideOf(match, m_tournament.me) == match.winner;
            if (isOwn == own)
                painter.drawPolyline(m_layout.connector(match.round, match.number));
        }
    }
}

// --- keyboard -------------------------------------------------------------------------------------------------------

BracketMatch* BracketView::card(int round, int number) const {
    const auto found = std::find_if(m_cards.begin(), m_cards.end(), [round, number](const BracketMatch* card) {
        return card->match().round == round && card->match().number == number;
    });
    return found == m_cards.end() ? nullptr : *found;
}

void BracketView::makeCurrent(BracketMatch* current) {
    for (BracketMatch* card : m_cards)
        card->setFocusPolicy(card == current ? Qt::StrongFocus : Qt::ClickFocus);
}

void BracketView::move(BracketMatch* from, Qt::Key direction) {
    int round = from->match().round;
    int number = from->match().number;
    switch (direction) {
        case Qt::Key_Left:
            number = 2 * number - 1;
            --round;
            break;
        case Qt::Key_Right:
            number = (number + 1) / 2;
            ++round;
            break;
        default:
            number += direction == Qt::Key_Up ? -1 : 1;
    }
    if (BracketMatch* next = card(round, number))
        next->setFocus(Qt::OtherFocusReason);
}

void BracketView::activate(BracketMatch* card) {
    const TournamentMatch& match = card->match();
    if (match.state == State::Live && TournamentView::sideOf(match, m_tournament.me) < 0)
        Q_EMIT watchRequested(match.matchId);
    else
        openMenu(card);
}

void BracketView::openMenu(BracketMatch* card) {
    const TournamentMatch match = card->match();
    const bool isMine = TournamentView::sideOf(match, m_tournament.me) >= 0;
    QMenu* menu = makeMenu(this);
    menu->setObjectName(QStringLiteral("bracketMenu"));
    if (match.state == State::Live && !isMine) {
        QAction* watch = menu->addAction(themedIcon(m_look, QStringLiteral("eye")), tr("Watch"), this,
                                         [this, match] { Q_EMIT watchRequested(match.matchId); });
        watch->setObjectName(QStringLiteral("bracketWatchAction"));
    }
    if (match.state == State::Played && isMine) {
        QAction* history = menu->addAction(themedIcon(m_look, QStringLiteral("history")), tr("Show in history"), this,
                                           [this, match] { Q_EMIT historyRequested(match.matchId); });
        history->setObjectName(QStringLiteral("bracketHistoryAction"));
    }
    for (const int side : {0, 1}) {
        const TournamentPlayer* player = m_tournament.player(match, side);
        if (!player || TournamentView::sideOf(match, m_tournament.me) == side)
            continue;
        QString name = player->info.name;
        QAction* open = menu->addAction(themedIcon(m_look, QStringLiteral("user")),
                                        name.replace(QLatin1Char('&'), QLatin1String("&&")), this,
                                        [this, userId = player->userId] { Q_EMIT playerRequested(userId); });
        open->setObjectName(QStringLiteral("bracketPlayerAction-%1").arg(player->userId));
    }
    if (menu->isEmpty())
        delete menu;
    else
        menu->popup(card->mapToGlobal(QPoint(card->width() / 2, card->height() / 2)));
}

}  // namespace client

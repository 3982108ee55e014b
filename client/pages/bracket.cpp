#include "client/pages/bracket.h"

#include "client/pages/bracket_view.h"
#include "client/pages/tournament_texts.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>

namespace client {

namespace {

constexpr int headHeight = 32;
constexpr int room = 64;  // around what is scrolled to

}  // namespace

Bracket::Bracket(const Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_view(new BracketView(look)), m_area(new QScrollArea) {
    m_area->setObjectName(QStringLiteral("bracketArea"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->viewport()->setAutoFillBackground(false);
    m_area->setWidget(m_view);
    m_view->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addWidget(m_area);
    placeHeadings();

    connect(m_area->horizontalScrollBar(), &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
    connect(m_view, &BracketView::laidOut, this, &Bracket::placeHeadings);
    connect(m_view, &BracketView::focusMoved, this, [this](const QRect& place) {
        m_area->ensureVisible(place.center().x(), place.center().y(), place.width() / 2 + 8, place.height() / 2 + 8);
    });
}

void Bracket::placeHeadings() {
    layout()->setContentsMargins(0, m_look.scaled(headHeight), 0, 0);
    update();
}

void Bracket::setTournament(const TournamentView& tournament, const QDateTime& now) {
    const auto ownOf = [](const TournamentView& view) {
        const TournamentMatch* own = view.ownMatch();
        return own ? std::pair(own->round, own->number) : std::pair(0, 0);
    };
    const TournamentView& before = m_view->tournament();
    if (before.id != tournament.id || before.rounds != tournament.rounds || ownOf(before) != ownOf(tournament))
        m_hasMoved = true;
    m_view->setTournament(tournament, now);
    update();
    if (isVisible())
        QMetaObject::invokeMethod(this, &Bracket::showInteresting, Qt::QueuedConnection);
}

void Bracket::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // Once it has its size.
    QMetaObject::invokeMethod(this, &Bracket::showInteresting, Qt::QueuedConnection);
}

void Bracket::showInteresting() {
    if (!std::exchange(m_hasMoved, false))
        return;
    const QRect place = m_view->interesting();
    m_area->ensureVisible(place.center().x(), place.center().y(), place.width() / 2 + room, place.height() / 2 + room);
}

void Bracket::paintEvent(QPaintEvent*) {
    const TournamentView& tournament = m_view->tournament();
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    painter.setClipRect(m_area->geometry().adjusted(0, -m_area->y(), 0, 0));
    QFont strong = m_look.font(TextStyle::Small);
    strong.setWeight(QFont::DemiBold);
    const QFont plain = m_look.font(TextStyle::Small);
    const int height = m_look.scaled(headHeight) - 8;
    const int width = m_view->places().card(1, 1).width();
    for (int round = 1; round <= tournament.rounds + 1; ++round) {
        const bool isLast = round > tournament.rounds;
        int left = m_view->places().columnLeft(round) - m_area->horizontalScrollBar()->value();
        const int right = left + width;
        const QString name = isLast ? tr("Winner") : TournamentTexts::round(round, tournament.rounds);
        painter.setFont(strong);
        painter.setPen(theme.text2);
        painter.drawText(left, 0, width, height, Qt::AlignLeft | Qt::AlignVCenter, name);
        left += painter.fontMetrics().horizontalAdvance(name) + 5;
        if (isLast)
            continue;
        painter.setFont(plain);
        painter.setPen(theme.text3);
        painter.drawText(left, 0, right - left, height, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(TournamentTexts::progress(tournament, round), Qt::ElideRight,
                                                          right - left));
    }
}

}  // namespace client

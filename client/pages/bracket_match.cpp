#include "client/pages/bracket_match.h"

#include "client/pages/tournament_texts.h"
#include "client/widgets/avatar.h"
#include "client/widgets/chip.h"
#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QKeyEvent>
#include <QPainter>

namespace client {

using State = TournamentMatch::State;

namespace {

constexpr int padding = 12;
constexpr int avatarSide = 24;
constexpr int gap = 8;
constexpr int radius = 8;
constexpr int rowHeight = 40;
constexpr int iconSide = 16;
constexpr int captionTop = 4;  // under the card

}  // namespace

BracketMatch::BracketMatch(const Look& look, const TournamentView& tournament, int round, int number, QWidget* parent)
    : QAbstractButton(parent), m_look(look), m_tournament(tournament) {
    m_match.round = round;
    m_match.number = number;
    setObjectName(QStringLiteral("bracketMatch-%1-%2").arg(round).arg(number));
}

void BracketMatch::refresh(const QDateTime& now) {
    if (const TournamentMatch* match = m_tournament.match(m_match.round, m_match.number))
        m_match = *match;
    m_timeLeft = m_match.state == State::Called ? TournamentTexts::left(m_match, now) : QString();
    setAccessibleName(TournamentTexts::spoken(m_tournament, m_match));
    setAccessibleDescription(m_match.state == State::Live ? tr("Press to watch") : QString());
    setCursor(m_match.state == State::Live ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

QRect BracketMatch::cardRect() const {
    return {0, 0, width(), 2 * m_look.scaled(rowHeight)};
}

void BracketMatch::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCard(painter);
    const int row = m_look.scaled(rowHeight);
    paintPlace(painter, QRect(0, 0, width(), row), 0);
    paintPlace(painter, QRect(0, row, width(), row), 1);
    paintCaption(painter, QRect(0, 2 * row + captionTop, width(), height() - 2 * row - captionTop));
}

void BracketMatch::paintCard(QPainter& painter) const {
    const Theme& theme = m_look.theme();
    const bool isMarked = m_match.state == State::Live || (theme.highContrast && underMouse());
    const qreal half = m_look.edge() / 2.0;
    const QRect card = cardRect();
    painter.setPen(QPen(isMarked ? theme.accent : underMouse() ? theme.lineStrong : theme.line, m_look.edge()));
    painter.setBrush(underMouse() ? theme.surface2 : theme.surface1);
    painter.drawRoundedRect(QRectF(card).adjusted(half, half, -half, -half), radius, radius);
    painter.fillRect(m_look.edge(), card.height() / 2, card.width() - 2 * m_look.edge(), 1,
                     isMarked && !theme.highContrast ? theme.accent : theme.line);
}

void BracketMatch::paintPlace(QPainter& painter, const QRect& row, int side) const {
    if (m_tournament.player(m_match, side))
        paintPlayer(painter, row, side);
    else
        paintNobody(painter, row, m_match.places[static_cast<std::size_t>(side)]);
}

void BracketMatch::paintPlayer(QPainter& painter, const QRect& row, int side) const {
    const Theme& theme = m_look.theme();
    const TournamentPlayer& player = *m_tournament.player(m_match, side);
    const QRect picture(row.left() + padding, row.center().y() + 1 - avatarSide / 2, avatarSide, avatarSide);
    paintAvatar(painter, picture, player.info.name, player.info.avatarUrl, m_look);

    const bool isWinner = m_match.winner == side;
    const bool hasLost = m_match.isOver() && !isWinner;
    const bool isMe = TournamentView::sideOf(m_match, m_tournament.me) == side;
    const int left = picture.right() + 1 + gap;
    const QString you = isMe ? tr("you") : QString();
    const QFont small = m_look.font(TextStyle::CaptionChip);
    const int youWidth = isMe ? QFontMetrics(small).horizontalAdvance(you) + 4 : 0;
    const int room = paintFigure(painter, row, side) - left - youWidth;
    painter.setFont(m_look.font(isWinner ? TextStyle::BodyStrong : TextStyle::BodyName));
    painter.setPen(hasLost ? theme.text3 : theme.text);
    const QString name = painter.fontMetrics().elidedText(player.info.name, Qt::ElideRight, room);
    painter.drawText(left, row.top(), room, row.height(), Qt::AlignLeft | Qt::AlignVCenter, name);
    if (isMe) {
        const int nameWidth = painter.fontMetrics().horizontalAdvance(name);
        painter.setFont(small);
        painter.setPen(theme.accentText);
        painter.drawText(left + nameWidth + 4, row.top() + 1, youWidth, row.height(), Qt::AlignLeft | Qt::AlignVCenter,
                         you);
    }
}

int BracketMatch::paintFigure(QPainter& painter, const QRect& row, int side) const {
    const Theme& theme = m_look.theme();
    const TournamentMatch::Place& place = m_match.places[static_cast<std::size_t>(side)];
    const int right = row.right() + 1 - padding;
    if (m_match.state == State::Live || m_match.state == State::Played) {
        const bool isWinner = m_match.winner == side;
        painter.setFont(m_look.number(14, m_match.state == State::Live || isWinner ? QFont::DemiBold : QFont::Medium));
        painter.setPen(m_match.state == State::Live ? theme.text : isWinner ? theme.accentText : theme.text2);
        const QString score = QString::number(place.score);
        const int width = painter.fontMetrics().horizontalAdvance(score);
        painter.drawText(right - width, row.top(), width, row.height(), Qt::AlignVCenter, score);
        return right - width - gap;
    }
    if (m_match.state == State::Called && place.isReady) {
        paintIcon(painter, QRect(right - iconSide, row.center().y() + 1 - iconSide / 2, iconSide, iconSide),
                  QStringLiteral("check"), theme.success);
        return right - iconSide - gap;
    }
    return right;
}

void BracketMatch::paintNobody(QPainter& painter, const QRect& row, const TournamentMatch::Place& place) const {
    const Theme& theme = m_look.theme();
    const QRect picture(row.left() + padding, row.center().y() + 1 - avatarSide / 2, avatarSide, avatarSide);
    if (!place.isNobody) {
        painter.setPen(QPen(theme.lineStrong, 1, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(picture).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    painter.setFont(m_look.font(TextStyle::Body));
    painter.setPen(theme.text3);
    const QString words = !place.isNobody ? tr("To be decided") : m_match.round == 1 ? tr("Bye") : tr("Nobody");
    painter.drawText(row.adjusted(padding + avatarSide + gap, 0, -padding, 0), Qt::AlignLeft | Qt::AlignVCenter, words);
}

QString BracketMatch::caption() const {
    const bool isMine = TournamentView::sideOf(m_match, m_tournament.me) >= 0;
    switch (m_match.state) {
        case State::Called:
            if (m_match.places[0].isReady && m_match.places[1].isReady)
                return tr("Both are ready");
            if (m_timeLeft.isEmpty())
                return isMine ? tr("You play next") : tr("Next");
            return isMine ? tr("Your match, %1 left").arg(m_timeLeft) : tr("Called, %1 left").arg(m_timeLeft);
        case State::Walkover:
            return m_match.round == 1 && (m_match.places[0].isNobody || m_match.places[1].isNobody) ? QString()
                                                                                                    : tr("Walkover");
        case State::Played:
            return m_match.isForfeit ? tr("By forfeit") : QString();
        case State::Empty:
            return tr("Nobody came");
        case State::Waiting:
        case State::Live:
            break;
    }
    return {};
}

void BracketMatch::paintCaption(QPainter& painter, const QRect& row) const {
    if (m_match.state == State::Live)
        return paintLive(painter, row);
    const QString words = caption();
    if (words.isEmpty())
        return;
    const Theme& theme = m_look.theme();
    const bool isMine = m_match.state == State::Called && TournamentView::sideOf(m_match, m_tournament.me) >= 0;
    const QColor color = isMine ? theme.accentText : theme.text3;
    int left = 0;
    if (m_match.state == State::Called) {
        paintIcon(painter, QRect(0, row.top() + (row.height() - iconSide) / 2, iconSide, iconSide),
                  QStringLiteral("clock"), color);
        left = iconSide + gap;
    }
    painter.setFont(m_look.font(TextStyle::Caption));
    painter.setPen(color);
    painter.drawText(row.adjusted(left, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(words, Qt::ElideRight, row.width() - left));
}

void BracketMatch::paintLive(QPainter& painter, const QRect& row) const {
    const Theme& theme = m_look.theme();
    const QString live = tr("■ Live");
    const int chipHeight = m_look.scaled(18);
    const int width = QFontMetrics(m_look.font(TextStyle::CaptionChip)).horizontalAdvance(live) + 12;
    paintChip(painter, QRect(0, row.top() + (row.height() - chipHeight) / 2, width, chipHeight), m_look, live,
              ChipKind::Live);
    painter.setFont(m_look.font(TextStyle::Caption));
    if (m_match.spectators > 0) {
        const int left = width + gap;
        paintIcon(painter, QRect(left, row.top() + (row.height() - iconSide) / 2, iconSide, iconSide),
                  QStringLiteral("eye"), theme.text3);
        painter.setPen(theme.text3);
        painter.drawText(row.adjusted(left + iconSide + 4, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::number(m_match.spectators));
    }
    if (TournamentView::sideOf(m_match, m_tournament.me) >= 0)
        return;  // nobody watches the own match
    painter.setFont(m_look.font(TextStyle::CaptionChip));
    painter.setPen(theme.accentText);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, tr("Watch"));
}

// --- keyboard and pointer -------------------------------------------------------------------------------------------

void BracketMatch::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
            Q_EMIT moveRequested(static_cast<Qt::Key>(event->key()));
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            click();
            break;
        default:
            QAbstractButton::keyPressEvent(event);
    }
}

void BracketMatch::contextMenuEvent(QContextMenuEvent*) {
    Q_EMIT menuRequested();
}

void BracketMatch::focusInEvent(QFocusEvent* event) {
    QAbstractButton::focusInEvent(event);
    Q_EMIT focused();
}

void BracketMatch::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void BracketMatch::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

}  // namespace client

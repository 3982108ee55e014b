#include "client/pages/tournament_row_delegate.h"

#include "client/models/tournament_roles.h"
#include "client/pages/match_texts.h"
#include "client/pages/tournament_texts.h"
#include "client/widgets/chip.h"
#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QAbstractItemView>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace client {

using tournaments::State;

namespace {

constexpr int padding = 16;
constexpr int gap = 12;
constexpr int tileSide = 40;
constexpr int iconSide = 20;
constexpr int smallestRow = 64;
constexpr int headingRow = 40;
constexpr int chipHeight = 24;

State stateOf(const QModelIndex& index) {
    return index.data(tournaments::StateRole).value<State>();
}

}  // namespace

TournamentRowDelegate::TournamentRowDelegate(const Look& look, std::function<QDateTime()> now, QObject* parent)
    : QStyledItemDelegate(parent), m_look(look), m_now(std::move(now)) {}

QSize TournamentRowDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    if (index.data(tournaments::IsHeadingRole).toBool())
        return {0, m_look.scaled(headingRow)};
    return {0, std::max(smallestRow, m_look.scaled(40) + 20)};
}

void TournamentRowDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (!index.data(tournaments::IsHeadingRole).toBool())
        option->text = tr("%1, %2, %3")
                           .arg(option->text,
                                TournamentTexts::state(stateOf(index), index.data(tournaments::RoundRole).toInt(),
                                                       index.data(tournaments::RoundsRole).toInt()),
                                facts(index));
}

QString TournamentRowDelegate::facts(const QModelIndex& index) const {
    const int players = index.data(tournaments::PlayersRole).toInt();
    QStringList facts{tr("run by %1").arg(index.data(tournaments::OrganiserNameRole).toString())};
    facts << (stateOf(index) == State::Open
                  ? tr("%1 of %2 players").arg(players).arg(index.data(tournaments::SizeRole).toInt())
                  : TournamentTexts::players(players));
    facts << tr("first to %1").arg(index.data(tournaments::PointsRole).toInt());
    const QDateTime ended = index.data(tournaments::EndedAtRole).toDateTime();
    if (ended.isValid())
        facts << MatchTexts::played(ended, m_now());
    return facts.join(QStringLiteral("  ·  "));
}

QRect TournamentRowDelegate::joinButton(const QRect& row, const QModelIndex& index) const {
    const bool isFull = index.data(tournaments::PlayersRole).toInt() >= index.data(tournaments::SizeRole).toInt();
    if (index.data(tournaments::IsHeadingRole).toBool() || stateOf(index) != State::Open || isFull ||
        index.data(tournaments::JoinedRole).toBool())
        return {};
    QRect button(0, 0, m_look.scaled(66), m_look.scaled(32));
    button.moveCenter(row.center());
    button.moveRight(row.right() - padding);
    return button;
}

bool TournamentRowDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option,
                                        const QModelIndex& index) {
    if (event->type() != QEvent::MouseButtonRelease || index.data(tournaments::IsHeadingRole).toBool())
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton)
        return false;
    if (joinButton(option.rect, index).contains(mouse->pos()))
        Q_EMIT joinRequested(index);
    else
        Q_EMIT openRequested(index);
    return true;
}

// --- painting -------------------------------------------------------------------------------------------------------

void TournamentRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(tournaments::IsHeadingRole).toBool()) {
        paintHeading(*painter, option.rect, index.data().toString());
    } else {
        paintGround(*painter, option, index);
        paintTournament(*painter, option.rect, index, option.state.testFlag(QStyle::State_MouseOver));
    }
    painter->restore();
}

void TournamentRowDelegate::paintHeading(QPainter& painter, const QRect& row, const QString& text) const {
    const Theme& theme = m_look.theme();
    painter.setFont(m_look.font(TextStyle::SmallLabel));
    painter.setPen(theme.text2);
    painter.drawText(row.adjusted(padding, 4, -padding, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
    painter.fillRect(row.left(), row.bottom(), row.width(), 1, theme.line);
}

void TournamentRowDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option,
                                        const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QRect row = option.rect;
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const bool focused = view && view->hasFocus() && option.state.testFlag(QStyle::State_HasFocus);
    if (hovered)
        painter.fillRect(row, theme.surface2);
    if (index.row() + 1 < index.model()->rowCount())
        painter.fillRect(row.left(), row.bottom(), row.width(), 1, theme.line);
    if (focused || (hovered && theme.highContrast)) {
        painter.setPen(QPen(focused ? theme.focus : theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(row.adjusted(3, 3, -3, -4), 6, 6);
    }
}

void TournamentRowDelegate::paintTournament(QPainter& painter, const QRect& row, const QModelIndex& index,
                                            bool lit) const {
    const Theme& theme = m_look.theme();
    const QRect tile(row.left() + padding, row.center().y() + 1 - tileSide / 2, tileSide, tileSide);
    painter.setPen(theme.highContrast ? QPen(theme.line, 1) : QPen(Qt::NoPen));
    painter.setBrush(lit ? theme.surface3 : theme.surface2);
    painter.drawRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    const bool isMine = index.data(tournaments::JoinedRole).toBool();
    paintIcon(painter, tile.adjusted(10, 10, -10, -10),
              stateOf(index) == State::Open ? QStringLiteral("users") : QStringLiteral("trophy"),
              isMine ? theme.accentText : theme.text2);

    const int right = paintState(painter, row, paintJoin(painter, row, index, lit), index);
    const int left = tile.right() + 1 + gap;
    const int room = right - left;
    const int nameHeight = m_look.scaled(20);
    const int top = row.top() + (row.height() - 2 * nameHeight) / 2;
    painter.setFont(m_look.font(TextStyle::BodyName));
    painter.setPen(theme.text);
    painter.drawText(left, top, room, nameHeight, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room));
    painter.setFont(m_look.font(TextStyle::Small));
    painter.setPen(theme.text3);
    painter.drawText(left, top + nameHeight, room, nameHeight, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(facts(index), Qt::ElideRight, room));
}

int TournamentRowDelegate::paintJoin(QPainter& painter, const QRect& row, const QModelIndex& index, bool lit) const {
    const Theme& theme = m_look.theme();
    const QRect button = joinButton(row, index);
    if (button.isEmpty())
        return row.right() + 1 - padding;
    const qreal half = m_look.edge() / 2.0;
    painter.setPen(QPen(lit ? theme.lineStrong : theme.line, m_look.edge()));
    painter.setBrush(lit ? theme.surface3 : theme.surface2);
    painter.drawRoundedRect(QRectF(button).adjusted(half, half, -half, -half), 8, 8);
    QFont font = m_look.font(TextStyle::SmallLabel);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(button, Qt::AlignCenter, tr("Join"));
    return button.left() - gap;
}

int TournamentRowDelegate::paintState(QPainter& painter, const QRect& row, int right, const QModelIndex& index) const {
    const State state = stateOf(index);
    const QString winner = index.data(tournaments::WinnerNameRole).toString();
    const bool isMine = index.data(tournaments::JoinedRole).toBool();
    QString words;
    ChipKind kind = ChipKind::Neutral;
    if (state == State::Running) {
        words = tr("■ %1").arg(TournamentTexts::state(state, index.data(tournaments::RoundRole).toInt(),
                                                      index.data(tournaments::RoundsRole).toInt()));
        kind = ChipKind::Live;
    } else if (state == State::Open && isMine) {
        words = tr("You are in");
        kind = ChipKind::Won;
    } else if (state == State::Finished) {
        words = winner.isEmpty() ? tr("No winner") : tr("Won by %1").arg(winner);
    } else {
        return right;
    }
    const QFontMetrics metrics(m_look.font(TextStyle::CaptionChip));
    words = metrics.elidedText(words, Qt::ElideRight, row.width() / 3);
    const int width = metrics.horizontalAdvance(words) + 16;
    const int height = m_look.scaled(chipHeight);
    paintChip(painter, QRect(right - width, row.center().y() + 1 - height / 2, width, height), m_look, words, kind);
    return right - width - gap;
}

}  // namespace client

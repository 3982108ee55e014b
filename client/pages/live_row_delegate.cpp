#include "client/pages/live_row_delegate.h"

#include "client/models/live_matches_model.h"
#include "client/pages/match_texts.h"
#include "client/widgets/avatar.h"
#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QAbstractItemView>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int padding = 16;
constexpr int avatarSide = 32;
constexpr int gap = 12;
constexpr int smallestRow = 56;
constexpr int eye = 16;

}  // namespace

LiveRowDelegate::LiveRowDelegate(const Look& look, QObject* parent) : QStyledItemDelegate(parent), m_look(look) {}

QSize LiveRowDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {0, std::max(smallestRow, m_look.scaled(36) + 20)};
}

LiveRowDelegate::Places LiveRowDelegate::places(const QRect& row) const {
    Places at;
    const int buttonHeight = m_look.scaled(32);
    at.button = QRect(0, 0, m_look.scaled(66), buttonHeight);
    at.button.moveCenter(row.center());
    at.button.moveRight(row.right() - gap);
    at.spectators = QRect(at.button.left() - m_look.scaled(56), row.top(), m_look.scaled(48), row.height());
    const int score = m_look.scaled(84);
    const int player = (at.spectators.left() - row.left() - padding - score - 2 * gap) / 2;
    at.left = QRect(row.left() + padding, row.top(), player, row.height());
    at.score = QRect(at.left.right() + 1, row.top(), score, row.height());
    at.right = QRect(at.score.right() + 1 + gap, row.top(), player, row.height());
    return at;
}

void LiveRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QRect row = option.rect;
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const bool focused = view && view->hasFocus() && option.state.testFlag(QStyle::State_HasFocus);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (hovered)
        painter->fillRect(row, theme.surface2);
    if (index.row() + 1 < index.model()->rowCount())
        painter->fillRect(row.left(), row.bottom(), row.width(), 1, theme.line);
    if (focused) {
        painter->setPen(QPen(theme.focus, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(row.adjusted(3, 3, -3, -4), 6, 6);
    }
    const Places at = places(row);
    paintPlayer(*painter, at.left, index.data(LiveMatchesModel::LeftNameRole).toString(),
                index.data(LiveMatchesModel::LeftAvatarUrlRole).toString());
    paintPlayer(*painter, at.right, index.data(LiveMatchesModel::RightNameRole).toString(),
                index.data(LiveMatchesModel::RightAvatarUrlRole).toString());
    painter->setFont(m_look.number(16, QFont::DemiBold));
    painter->setPen(theme.text);
    painter->drawText(at.score, Qt::AlignCenter,
                      MatchTexts::score(index.data(LiveMatchesModel::LeftScoreRole).toInt(),
                                        index.data(LiveMatchesModel::RightScoreRole).toInt()));
    paintSpectators(*painter, at.spectators, index.data(LiveMatchesModel::SpectatorsRole).toInt());
    paintButton(*painter, at.button, hovered);
    painter->restore();
}

void LiveRowDelegate::paintPlayer(QPainter& painter, const QRect& place, const QString& name,
                                  const QString& avatarUrl) const {
    paintAvatar(painter, QRect(place.left(), place.center().y() - avatarSide / 2, avatarSide, avatarSide), name,
                avatarUrl, m_look);
    const QRect words = place.adjusted(avatarSide + gap, 0, 0, 0);
    painter.setFont(m_look.font(TextStyle::BodyName));
    painter.setPen(m_look.theme().text);
    painter.drawText(words, Qt::AlignVCenter, painter.fontMetrics().elidedText(name, Qt::ElideRight, words.width()));
}

void LiveRowDelegate::paintSpectators(QPainter& painter, const QRect& place, int count) const {
    const Theme& theme = m_look.theme();
    paintIcon(painter, QRect(place.left(), place.center().y() - eye / 2 + 1, eye, eye), QStringLiteral("eye"),
              theme.text2);
    painter.setFont(m_look.font(TextStyle::Caption));
    painter.setPen(theme.text2);
    painter.drawText(place.adjusted(eye + 4, 0, 0, 0), Qt::AlignVCenter, QString::number(count));
}

void LiveRowDelegate::paintButton(QPainter& painter, const QRect& place, bool lit) const {
    const Theme& theme = m_look.theme();
    const int edge = m_look.edge();
    const qreal half = edge / 2.0;
    painter.setPen(QPen(lit ? theme.lineStrong : theme.line, edge));
    painter.setBrush(lit ? theme.surface3 : theme.surface2);
    painter.drawRoundedRect(QRectF(place).adjusted(half, half, -half, -half), 8, 8);
    QFont font = m_look.font(TextStyle::SmallLabel);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(place, Qt::AlignCenter, tr("Watch"));
}

bool LiveRowDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) {
    if (event->type() != QEvent::MouseButtonRelease)
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton || !places(option.rect).button.contains(mouse->pos()))
        return false;
    Q_EMIT watchRequested(index);
    return true;
}

}  // namespace client

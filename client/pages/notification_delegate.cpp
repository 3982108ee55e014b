#include "client/pages/notification_delegate.h"

#include "client/models/notification_roles.h"
#include "client/pages/match_texts.h"
#include "client/pages/notification_texts.h"
#include "client/widgets/avatar.h"
#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QDateTime>
#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int padding = 16;
constexpr int pictureSide = 32;
constexpr int gap = 12;
constexpr int dotSide = 8;
constexpr int smallestRow = 56;

pong::wire::NotificationKind kindOf(const QModelIndex& index) {
    return static_cast<pong::wire::NotificationKind>(index.data(inbox::KindRole).toInt());
}

}  // namespace

NotificationDelegate::NotificationDelegate(const Look& look, std::function<QDateTime()> now, QObject* parent)
    : QStyledItemDelegate(parent), m_look(look), m_now(std::move(now)) {}

QSize NotificationDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {0, std::max(smallestRow, m_look.scaled(36) + 20)};
}

void NotificationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QRect row = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_MouseOver) || option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(row, theme.surface3);
    painter->fillRect(row.left(), row.bottom(), row.width(), 1, theme.line);
    paintPicture(*painter,
                 QRect(row.left() + padding, row.top() + (row.height() - pictureSide) / 2, pictureSide, pictureSide),
                 index);
    const int left = row.left() + padding + pictureSide + gap;
    const int right = row.right() - padding - dotSide - gap;
    paintWords(*painter, QRect(left, row.top(), right - left, row.height()), index);
    if (!index.data(inbox::SeenRole).toBool()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.accent);
        painter->drawEllipse(QRect(row.right() - padding - dotSide, row.center().y() - dotSide / 2, dotSide, dotSide));
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(theme.focus, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(row.adjusted(3, 3, -3, -4), 6, 6);
    }
    painter->restore();
}

void NotificationDelegate::paintPicture(QPainter& painter, const QRect& square, const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QString name = index.data(inbox::FromNameRole).toString();
    if (!name.isEmpty()) {
        paintAvatar(painter, square, name, index.data(inbox::FromAvatarUrlRole).toString(), m_look);
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.surface1);
    painter.drawRoundedRect(square, 6, 6);
    paintIcon(painter, square.adjusted(7, 7, -7, -7), NotificationTexts::icon(kindOf(index)), theme.text2);
}

void NotificationDelegate::paintWords(QPainter& painter, const QRect& room, const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const int nameHeight = m_look.scaled(20);
    const int captionHeight = m_look.scaled(16);
    const int top = room.top() + (room.height() - nameHeight - captionHeight) / 2;
    const auto put = [&](int y, int height, const QString& text, const QFont& font, const QColor& color) {
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(QRect(room.left(), y, room.width(), height), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
    };
    const QString text = index.data(inbox::TextRole).toString();
    const QString when = MatchTexts::played(index.data(inbox::CreatedAtRole).toDateTime(), m_now());
    put(top, nameHeight, NotificationTexts::title(kindOf(index), index.data(inbox::FromNameRole).toString()),
        m_look.font(TextStyle::BodyName), theme.text);
    put(top + nameHeight, captionHeight, text.isEmpty() ? when : when + QStringLiteral(" · ") + text,
        m_look.font(TextStyle::Caption), theme.text3);
}

}  // namespace client

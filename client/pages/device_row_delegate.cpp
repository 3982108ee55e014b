#include "client/pages/device_row_delegate.h"

#include "client/models/device_roles.h"
#include "client/pages/match_texts.h"
#include "client/widgets/chip.h"
#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace client {

namespace {

constexpr int padding = 16;
constexpr int iconSide = 18;
constexpr int gap = 12;
constexpr int smallestRow = 56;
constexpr int cardRadius = 11;
constexpr int buttonWidth = 80;
constexpr int buttonHeight = 32;
constexpr int timeWidth = 140;

}  // namespace

DeviceRowDelegate::DeviceRowDelegate(const Look& look, std::function<QDateTime()> now, QObject* parent)
    : QStyledItemDelegate(parent), m_look(look), m_now(std::move(now)) {}

int DeviceRowDelegate::rowHeight() const {
    return std::max(smallestRow, m_look.scaled(36) + 20);
}

QSize DeviceRowDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {0, rowHeight()};
}

QRect DeviceRowDelegate::buttonRect(const QRect& row) const {
    const int width = m_look.scaled(buttonWidth);
    const int height = m_look.scaled(buttonHeight);
    return {row.right() + 1 - padding - width, row.top() + (row.height() - height) / 2, width, height};
}

void DeviceRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QRect row = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (const auto* view = qobject_cast<const QAbstractItemView*>(option.widget)) {
        QPainterPath card;
        card.addRoundedRect(view->viewport()->rect(), cardRadius, cardRadius);
        painter->setClipPath(card);
    }
    if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(row, theme.surface2);
    if (index.row() + 1 < index.model()->rowCount())
        painter->fillRect(row.left(), row.bottom(), row.width(), 1, theme.line);
    const bool trusted = index.data(devices::KindRole).value<devices::Kind>() == devices::Kind::Trusted;
    paintIcon(*painter, QRect(row.left() + padding, row.top(), iconSide, row.height()),
              trusted ? QStringLiteral("lock") : QStringLiteral("monitor"), theme.text2);
    paintWords(*painter, row, index);
    paintAction(*painter, option, index);
    painter->restore();
}

void DeviceRowDelegate::paintWords(QPainter& painter, const QRect& row, const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const int left = row.left() + padding + iconSide + gap;
    const int timeLeft = buttonRect(row).left() - gap - m_look.scaled(timeWidth);
    const int room = timeLeft - gap - left;
    const int nameHeight = m_look.scaled(20);
    const int captionHeight = m_look.scaled(16);
    const int top = row.top() + (row.height() - nameHeight - captionHeight) / 2;
    const auto put = [&](int y, int height, const QString& text, const QColor& color) {
        painter.setPen(color);
        painter.drawText(left, y, room, height, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, room));
    };
    const bool current = index.data(devices::CurrentRole).toBool();
    const bool trusted = index.data(devices::KindRole).value<devices::Kind>() == devices::Kind::Trusted;
    const QString name = index.data(devices::NameRole).toString();
    painter.setFont(m_look.font(TextStyle::BodyName));
    put(top, nameHeight,
        trusted   ? tr("%1 · no code needed").arg(name)
        : current ? tr("This computer · %1").arg(name)
                  : name,
        theme.text);
    painter.setFont(m_look.number(12));
    put(top + nameHeight, captionHeight, index.data(devices::AddressRole).toString(), theme.text3);

    const bool online = current || index.data(devices::OnlineRole).toBool();
    painter.setFont(m_look.font(TextStyle::Small));
    painter.setPen(online ? theme.success : theme.text2);
    const QString time =
        online ? tr("Active now") : MatchTexts::played(index.data(devices::LastSeenRole).toDateTime(), m_now());
    painter.drawText(timeLeft, row.top(), m_look.scaled(timeWidth), row.height(), Qt::AlignVCenter | Qt::AlignLeft,
                     time);
}

void DeviceRowDelegate::paintAction(QPainter& painter, const QStyleOptionViewItem& option,
                                    const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QRect button = buttonRect(option.rect);
    if (index.data(devices::CurrentRole).toBool()) {
        paintChip(painter, button.adjusted(0, 4, 0, -4), m_look, tr("Current"), ChipKind::Neutral);
        return;
    }
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const bool hovered = view && option.state.testFlag(QStyle::State_MouseOver) &&
                         button.contains(view->viewport()->mapFromGlobal(QCursor::pos()));
    const bool focused = view && view->hasFocus() && option.state.testFlag(QStyle::State_HasFocus);
    const double half = m_look.edge() / 2.0;
    painter.setPen(QPen(hovered ? theme.lineStrong : theme.line, m_look.edge()));
    painter.setBrush(hovered ? theme.surface3 : theme.surface2);
    painter.drawRoundedRect(QRectF(button).adjusted(half, half, -half, -half), 8, 8);
    QFont label = m_look.font(TextStyle::Small);
    label.setWeight(QFont::DemiBold);
    painter.setFont(label);
    painter.setPen(theme.text);
    painter.drawText(button, Qt::AlignCenter, tr("Revoke"));
    if (focused) {
        painter.setPen(QPen(theme.focus, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(button.adjusted(-3, -3, 3, 3), 10, 10);
    }
}

bool DeviceRowDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option,
                                    const QModelIndex& index) {
    if (event->type() != QEvent::MouseButtonRelease || index.data(devices::CurrentRole).toBool())
        return false;
    const auto* mouse = static_cast<const QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton || !buttonRect(option.rect).contains(mouse->position().toPoint()))
        return false;
    Q_EMIT revokeClicked(index);
    return true;
}

}  // namespace client

#include "client/docks/chat_delegate.h"

#include "client/models/chat_roles.h"
#include "client/widgets/avatar.h"
#include "client/widgets/look.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace client {

using chat::Delivery;

namespace {

constexpr int padding = 16;
constexpr int avatarSide = 24;
constexpr int gap = 8;
constexpr int dayHeight = 32;
constexpr int headerHeight = 20;
constexpr int noteHeight = 20;
constexpr int groupGap = 5;
constexpr int rowGap = 1;

Delivery deliveryOf(const QModelIndex& index) {
    return index.data(chat::DeliveryRole).value<Delivery>();
}

}  // namespace

ChatDelegate::ChatDelegate(const Look& look, std::function<QDateTime()> now, QObject* parent)
    : QStyledItemDelegate(parent), m_look(look), m_now(std::move(now)), m_layouts(look) {
    connect(&look, &Look::changed, this, [this] { m_layouts.clear(); });
}

int ChatDelegate::textWidth(int rowWidth) const {
    return std::max(1, rowWidth - 2 * padding - avatarSide - gap);
}

const ChatLayout& ChatDelegate::layoutOf(const QModelIndex& index, int width) const {
    return m_layouts.layout(index.data(chat::KeyRole).toLongLong(), index.data(chat::TextRole).toString(), width);
}

int ChatDelegate::textHeight(const QModelIndex& index, int width) const {
    // Most rows are asked again and again for a height that is known.
    const int known = m_layouts.knownHeight(index.data(chat::KeyRole).toLongLong(), width);
    return known >= 0 ? known : layoutOf(index, width).height;
}

ChatDelegate::Places ChatDelegate::places(const QRect& row, const QModelIndex& index) const {
    Places at;
    int y = row.top();
    const auto take = [&](int height) {
        const QRect rect(row.left() + padding + avatarSide + gap, y, textWidth(row.width()), height);
        y += height;
        return rect;
    };
    if (index.data(chat::StartsDayRole).toBool())
        at.day = take(m_look.scaled(dayHeight)).adjusted(-avatarSide - gap, 0, 0, 0);
    if (index.data(chat::StartsGroupRole).toBool()) {
        y += groupGap;
        at.header = take(m_look.scaled(headerHeight));
        at.avatar = QRect(row.left() + padding, at.header.top() + 1, avatarSide, avatarSide);
    }
    at.text = take(textHeight(index, textWidth(row.width())));
    if (deliveryOf(index) == Delivery::Failed)
        at.note = take(m_look.scaled(noteHeight));
    return at;
}

QSize ChatDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    const Places at = places(QRect(0, 0, width, 0), index);
    return {width, std::max(at.text.bottom(), at.note.bottom()) + 1 + rowGap};
}

void ChatDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const Places at = places(option.rect, index);
    painter->save();
    painter->setClipRect(option.rect);  // accents may tower over their line
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(QRect(option.rect.left(), at.day.isNull() ? option.rect.top() : at.day.bottom() + 1,
                                option.rect.width(), option.rect.height()),
                          theme.surface1);
    if (!at.day.isNull())
        paintDay(*painter, at.day, index);
    if (!at.header.isNull())
        paintHeader(*painter, at, index);
    painter->setPen(deliveryOf(index) == Delivery::Sent ? theme.text2 : theme.text3);
    layoutOf(index, at.text.width()).text.draw(painter, at.text.topLeft());
    if (!at.note.isNull())
        paintNote(*painter, at.note, index);
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    if (view && view->hasFocus() && option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(theme.focus, 2));
        painter->drawRoundedRect(option.rect.adjusted(3, 1, -3, -1), 6, 6);
    }
    painter->restore();
}

QString ChatDelegate::dayText(const QDate& day) const {
    const QDate today = m_now().date();
    if (day == today)
        return tr("Today");
    if (day == today.addDays(-1))
        return tr("Yesterday");
    const QLocale locale;
    return day.year() == today.year() ? locale.toString(day, tr("dddd, d MMMM"))
                                      : locale.toString(day, QLocale::LongFormat);
}

void ChatDelegate::paintDay(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QString text = dayText(index.data(chat::SentAtRole).toDateTime().date());
    painter.setFont(m_look.font(TextStyle::Caption));
    const int width = painter.fontMetrics().horizontalAdvance(text);
    const int middle = rect.center().y();
    const int half = (rect.width() - width) / 2 - gap;
    painter.fillRect(rect.left(), middle, half, 1, theme.line);
    painter.fillRect(rect.right() + 1 - half, middle, half, 1, theme.line);
    painter.setPen(theme.text3);
    painter.drawText(rect, Qt::AlignCenter, text);
}

void ChatDelegate::paintHeader(QPainter& painter, const Places& at, const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QString name = index.data(chat::SenderNameRole).toString();
    paintAvatar(painter, at.avatar, name, index.data(chat::SenderAvatarUrlRole).toString(), m_look);
    const QFont timeFont = m_look.font(TextStyle::Caption);
    const QString time = index.data(chat::SentAtRole).toDateTime().toString(QStringLiteral("HH:mm"));
    const int room = at.header.width() - QFontMetrics(timeFont).horizontalAdvance(time) - gap;
    painter.setFont(m_look.font(TextStyle::BodyStrong));
    const QString shown = painter.fontMetrics().elidedText(name, Qt::ElideRight, room);
    const int width = painter.fontMetrics().horizontalAdvance(shown);
    painter.setPen(index.data(chat::OwnRole).toBool() ? theme.accentText : theme.text);
    painter.drawText(at.header, Qt::AlignLeft | Qt::AlignVCenter, shown);
    painter.setFont(timeFont);
    painter.setPen(theme.text3);
    painter.drawText(at.header.adjusted(width + gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, time);
}

QString ChatDelegate::noteOf(const QModelIndex& index) const {
    const QString why = index.data(chat::ErrorRole).toString();
    return why.isEmpty() ? tr("Not sent") : tr("Not sent: %1").arg(why);
}

// Why it was not sent, and Retry at the right.
void ChatDelegate::paintNote(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QString retry = tr("Retry");
    painter.setFont(m_look.font(TextStyle::CaptionChip));
    const int width = painter.fontMetrics().horizontalAdvance(retry);
    painter.setPen(theme.accentText);
    painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, retry);
    painter.setFont(m_look.font(TextStyle::Caption));
    painter.setPen(theme.danger);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(noteOf(index), Qt::ElideRight, rect.width() - width - gap));
}

ChatDelegate::Part ChatDelegate::partAt(const QRect& row, const QModelIndex& index, const QPoint& position) const {
    const Places at = places(row, index);
    if (at.avatar.contains(position))
        return {Part::Kind::Sender};
    if (at.header.contains(position)) {
        const QFontMetrics metrics(m_look.font(TextStyle::BodyStrong));
        const int name = metrics.horizontalAdvance(index.data(chat::SenderNameRole).toString());
        return {position.x() < at.header.left() + name ? Part::Kind::Sender : Part::Kind::Nothing};
    }
    if (at.note.contains(position))
        return {Part::Kind::Retry};
    if (at.text.contains(position))
        if (const TextLink* link = layoutOf(index, at.text.width()).linkAt(position - at.text.topLeft()))
            return {Part::Kind::Link, link->url};
    return {};
}

}  // namespace client

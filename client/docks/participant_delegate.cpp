#include "client/docks/participant_delegate.h"

#include "client/models/friend_roles.h"
#include "client/models/participant_roles.h"
#include "client/widgets/avatar.h"
#include "client/widgets/look.h"
#include "client/widgets/presence_mark.h"

#include <QAbstractItemView>
#include <QPainter>

#include <algorithm>

namespace client {

using participants::Doing;

namespace {

constexpr int padding = 16;
constexpr int gap = 12;
constexpr int avatarSide = 32;
constexpr int smallAvatar = 24;
constexpr int rowHeight = 48;
constexpr int lowRow = 32;  // headings, and who is out

QString doingText(const QModelIndex& index) {
    const QString opponent = index.data(participants::OpponentNameRole).toString();
    switch (index.data(participants::DoingRole).value<Doing>()) {
        case Doing::Organises:
            return ParticipantDelegate::tr("Organiser");
        case Doing::Next:
            return opponent.isEmpty() ? ParticipantDelegate::tr("Waits for an opponent")
                                      : ParticipantDelegate::tr("Next: %1").arg(opponent);
        case Doing::Ready:
            return ParticipantDelegate::tr("Ready for %1").arg(opponent);
        case Doing::Plays:
            return ParticipantDelegate::tr("Playing · %1 – %2")
                .arg(index.data(participants::OwnScoreRole).toInt())
                .arg(index.data(participants::OpponentScoreRole).toInt());
        case Doing::Champion:
            return ParticipantDelegate::tr("Champion");
        case Doing::GaveUp:
            return ParticipantDelegate::tr("Gave up");
        case Doing::Nothing:
            break;
    }
    return {};
}

bool isPlaying(const QModelIndex& index) {
    return index.data(participants::DoingRole).value<Doing>() == Doing::Plays;
}

}  // namespace

ParticipantDelegate::ParticipantDelegate(const Look& look, QObject* parent)
    : QStyledItemDelegate(parent), m_look(look) {}

QSize ParticipantDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    if (index.data(participants::IsHeadingRole).toBool() || index.data(participants::IsOutRole).toBool())
        return {0, m_look.scaled(lowRow)};
    return {0, std::max(rowHeight, m_look.scaled(36) + 12)};
}

void ParticipantDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    const QString doing = doingText(index);
    if (!doing.isEmpty())
        option->text = tr("%1, %2").arg(option->text, doing);
}

void ParticipantDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QRect row = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(participants::IsHeadingRole).toBool()) {
        paintHeading(*painter, row, index.data().toString());
        painter->restore();
        return;
    }
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const bool focused = view && view->hasFocus() && option.state.testFlag(QStyle::State_HasFocus);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool isLit = focused || hovered || (index.data(participants::IsMeRole).toBool() && !theme.highContrast);
    if (isLit)
        painter->fillRect(row, theme.surface2);
    if (focused || (hovered && theme.highContrast)) {
        painter->setPen(QPen(focused ? theme.focus : theme.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(row.adjusted(3, 2, -3, -2), 6, 6);
    }
    paintPerson(*painter, row, index, isLit ? theme.surface2 : theme.dock);
    painter->restore();
}

void ParticipantDelegate::paintHeading(QPainter& painter, const QRect& row, const QString& text) const {
    QFont font = m_look.font(TextStyle::Caption);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(m_look.theme().text2);
    painter.drawText(row.adjusted(padding, 0, -padding, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
}

void ParticipantDelegate::paintPerson(QPainter& painter, const QRect& row, const QModelIndex& index,
                                      const QColor& ground) const {
    const Theme& theme = m_look.theme();
    const int side = index.data(participants::IsOutRole).toBool() ? smallAvatar : avatarSide;
    const QRect picture(row.left() + padding + (avatarSide - side) / 2, row.top() + (row.height() - side) / 2, side,
                        side);
    paintAvatar(painter, picture, index.data(participants::NameRole).toString(),
                index.data(participants::AvatarUrlRole).toString(), m_look);
    if (isPlaying(index))
        paintPresence(painter, picture, friends::Presence::InMatch, ground, m_look);

    const int left = row.left() + padding + avatarSide + gap;
    const int room = paintRating(painter, row, index.data(participants::RatingRole).toInt()) - left;
    const QString doing = side == smallAvatar ? QString() : doingText(index);
    const int nameHeight = m_look.scaled(20);
    const int captionHeight = doing.isEmpty() ? 0 : m_look.scaled(16);
    const int top = row.top() + (row.height() - nameHeight - captionHeight) / 2;
    paintName(painter, QRect(left, top, room, nameHeight), index);
    painter.setFont(m_look.font(TextStyle::Caption));
    painter.setPen(isPlaying(index) ? theme.accentText : theme.text3);
    painter.drawText(left, top + nameHeight, room, captionHeight, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(doing, Qt::ElideRight, room));
}

int ParticipantDelegate::paintRating(QPainter& painter, const QRect& row, int rating) const {
    const int right = row.right() + 1 - padding;
    if (rating <= 0)
        return right;
    painter.setFont(m_look.number(13));
    painter.setPen(m_look.theme().text2);
    painter.drawText(row.adjusted(0, 0, -padding, 0), Qt::AlignRight | Qt::AlignVCenter, QString::number(rating));
    return right - painter.fontMetrics().horizontalAdvance(QString::number(rating)) - 8;
}

void ParticipantDelegate::paintName(QPainter& painter, const QRect& place, const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QFont small = m_look.font(TextStyle::CaptionChip);
    const QString you = index.data(participants::IsMeRole).toBool() ? tr("you") : QString();
    const int youWidth = QFontMetrics(small).horizontalAdvance(you) + 8;
    painter.setFont(m_look.font(TextStyle::BodyName));
    painter.setPen(index.data(participants::IsOutRole).toBool() ? theme.text2 : theme.text);
    const QString name = painter.fontMetrics().elidedText(index.data(participants::NameRole).toString(), Qt::ElideRight,
                                                          place.width() - (you.isEmpty() ? 0 : youWidth));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, name);
    const int nameWidth = painter.fontMetrics().horizontalAdvance(name);
    painter.setFont(small);
    painter.setPen(theme.accentText);
    painter.drawText(place.adjusted(nameWidth + 8, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, you);
}

}  // namespace client

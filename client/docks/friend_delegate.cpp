#include "client/docks/friend_delegate.h"

#include "client/docks/friend_texts.h"
#include "client/models/friend_roles.h"
#include "client/widgets/avatar.h"
#include "client/widgets/badge.h"
#include "client/widgets/icon.h"
#include "client/widgets/look.h"
#include "client/widgets/presence_mark.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace client {

using friends::Group;
using friends::Presence;
using friends::Relation;

namespace {

constexpr int padding = 16;
constexpr int buttonPadding = 12;  // from the row's right edge
constexpr int avatarSide = 32;
constexpr int gap = 12;
constexpr int smallestRow = 48;
constexpr int headingRow = 32;
constexpr int buttonSide = 32;
constexpr int buttonGap = 4;
constexpr int iconSide = 18;

QString iconOf(FriendAction action) {
    switch (action) {
        case FriendAction::Accept:
            return QStringLiteral("check");
        case FriendAction::Decline:
        case FriendAction::Withdraw:
            return QStringLiteral("x");
        case FriendAction::Message:
            return QStringLiteral("chat");
        case FriendAction::Watch:
            return QStringLiteral("eye");
        default:
            return {};  // a word
    }
}

QString wordOf(FriendAction action) {
    return action == FriendAction::Invite ? FriendDelegate::tr("Invite") : FriendTexts::action(action);
}

// Buttons that wait for an answer, or say what somebody does, do not wait for the pointer.
bool isAlwaysShown(FriendAction action) {
    return action == FriendAction::Accept || action == FriendAction::Decline || action == FriendAction::Watch ||
           action == FriendAction::Unblock || action == FriendAction::Add;
}

bool isFilled(FriendAction action) {
    return action != FriendAction::Message && action != FriendAction::Watch;
}

}  // namespace

FriendDelegate::FriendDelegate(const Look& look, ButtonsOf buttons, std::function<QDateTime()> now,
                               QAbstractItemView* view)
    : QStyledItemDelegate(view), m_look(look), m_buttons(std::move(buttons)), m_now(std::move(now)), m_view(view) {}

QSize FriendDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    if (index.data(friends::IsHeadingRole).toBool())
        return {0, std::max(headingRow, m_look.scaled(headingRow))};
    return {0, std::max(smallestRow, m_look.scaled(36) + 12)};
}

void FriendDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    option->text = FriendTexts::spoken(index, m_now());
}

// --- buttons --------------------------------------------------------------------------------------------------------

int FriendDelegate::widthOf(FriendAction action) const {
    if (!iconOf(action).isEmpty())
        return buttonSide;
    QFont font = m_look.font(TextStyle::Small);
    font.setWeight(QFont::DemiBold);
    return QFontMetrics(font).horizontalAdvance(wordOf(action)) + 24;
}

std::vector<FriendDelegate::Button> FriendDelegate::buttonsIn(const QRect& row, const QModelIndex& index) const {
    std::vector<Button> buttons;
    if (index.data(friends::IsHeadingRole).toBool())
        return buttons;
    const FriendActions actions = m_buttons(index);
    int right = row.right() + 1 - buttonPadding;
    for (auto action = actions.rbegin(); action != actions.rend(); ++action) {
        const int width = widthOf(*action);
        buttons.push_back(
            {*action, QRect(right - width, row.top() + (row.height() - buttonSide) / 2, width, buttonSide)});
        right -= width + buttonGap;
    }
    return buttons;
}

QRect FriendDelegate::buttonRect(const QRect& row, const QModelIndex& index, FriendAction action) const {
    for (const Button& button : buttonsIn(row, index))
        if (button.action == action)
            return button.rect;
    return {};
}

bool FriendDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) {
    const bool isMouse = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease ||
                         event->type() == QEvent::MouseButtonDblClick || event->type() == QEvent::MouseMove;
    if (!isMouse)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const auto* mouse = static_cast<QMouseEvent*>(event);
    for (const Button& button : buttonsIn(option.rect, index)) {
        if (!button.rect.contains(mouse->pos()))
            continue;
        if (event->type() == QEvent::MouseMove)
            m_view->update(index);
        else if (event->type() == QEvent::MouseButtonRelease && mouse->button() == Qt::LeftButton)
            Q_EMIT triggered(button.action, index);
        return event->type() != QEvent::MouseMove;
    }
    if (event->type() == QEvent::MouseMove)
        m_view->update(index);  // the pointer may have left a button
    return false;
}

bool FriendDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                               const QModelIndex& index) {
    for (const Button& button : buttonsIn(option.rect, index)) {
        if (button.rect.contains(event->pos())) {
            QToolTip::showText(event->globalPos(), FriendTexts::action(button.action), view);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

// --- painting -------------------------------------------------------------------------------------------------------

bool FriendDelegate::isActive(const QStyleOptionViewItem& option) const {
    const bool hasFocus = m_view->hasFocus() && option.state.testFlag(QStyle::State_HasFocus);
    return hasFocus || option.state.testFlag(QStyle::State_MouseOver);
}

void FriendDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(friends::IsHeadingRole).toBool())
        paintHeading(*painter, option, index);
    else
        paintPerson(*painter, option, index);
    painter->restore();
}

void FriendDelegate::paintHeading(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QRect row = option.rect;
    paintGround(painter, option);
    const auto group = index.data(friends::GroupRole).value<Group>();
    const bool isCollapsed = index.data(friends::IsCollapsedRole).toBool();
    int left = row.left() + padding;
    if (group == Group::Offline) {
        paintIcon(painter, QRect(left, row.top() + (row.height() - 14) / 2, 14, 14),
                  isCollapsed ? QStringLiteral("right") : QStringLiteral("down"), theme.text3);
        left += 22;
    }
    QFont font = m_look.font(TextStyle::Caption);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.text2);
    const int count = index.data(friends::CountRole).toInt();
    if (group != Group::Requests) {
        painter.drawText(row.adjusted(left - row.left(), 0, -padding, 0), Qt::AlignVCenter,
                         tr("%1 · %2").arg(index.data().toString()).arg(count));
        return;
    }
    painter.drawText(row.adjusted(left - row.left(), 0, -padding, 0), Qt::AlignVCenter, index.data().toString());
    const int after = left + painter.fontMetrics().horizontalAdvance(index.data().toString()) + 8;
    if (count > 0)
        paintBadge(painter, QPoint(after, row.center().y() + 1), count, false, m_look);
}

QColor FriendDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option) const {
    const Theme& theme = m_look.theme();
    const QRect row = option.rect;
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool focused = m_view->hasFocus() && option.state.testFlag(QStyle::State_HasFocus);
    const QColor ground = hovered || focused ? theme.surface2 : theme.dock;
    if (hovered || focused)
        painter.fillRect(row, ground);
    if (theme.highContrast && hovered) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(row.adjusted(1, 1, -1, -1));
    }
    if (focused) {
        painter.setPen(QPen(theme.focus, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(row.adjusted(3, 2, -3, -2), 6, 6);
    }
    return ground;
}

void FriendDelegate::paintPerson(QPainter& painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QRect row = option.rect;
    const QColor ground = paintGround(painter, option);
    const QString name = index.data(friends::NameRole).toString();
    const QRect picture(row.left() + padding, row.top() + (row.height() - avatarSide) / 2, avatarSide, avatarSide);
    paintAvatar(painter, picture, name, index.data(friends::AvatarUrlRole).toString(), m_look);
    const auto relation = index.data(friends::RelationRole).value<Relation>();
    const auto presence = index.data(friends::PresenceRole).value<Presence>();
    if (relation == Relation::Friend)
        paintPresence(painter, picture, presence, ground, m_look);

    int right = row.right() + 1 - padding;
    for (const Button& button : buttonsIn(row, index)) {
        if (!isAlwaysShown(button.action) && !isActive(option))
            continue;
        paintButton(painter, button, isActive(option));
        right = button.rect.left() - 8;
    }
    const int left = picture.right() + 1 + gap;
    const int room = right - left;
    const int nameHeight = m_look.scaled(20);
    const int captionHeight = m_look.scaled(16);
    const int top = row.top() + (row.height() - nameHeight - captionHeight) / 2;
    const bool isAway = relation == Relation::Friend && presence == Presence::Offline;
    painter.setFont(m_look.font(TextStyle::BodyName));
    painter.setPen(isAway ? theme.text2 : theme.text);
    painter.drawText(left, top, room, nameHeight, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(name, Qt::ElideRight, room));
    const bool isPlaying =
        relation == Relation::Friend && (presence == Presence::InMatch || presence == Presence::InTournament);
    painter.setFont(m_look.font(TextStyle::Caption));
    painter.setPen(isPlaying ? theme.accentText : theme.text3);
    painter.drawText(left, top + nameHeight, room, captionHeight, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(FriendTexts::status(index, m_now()), Qt::ElideRight, room));
}

void FriendDelegate::paintButton(QPainter& painter, const Button& button, bool onActiveRow) const {
    const Theme& theme = m_look.theme();
    const bool accepts = button.action == FriendAction::Accept;
    const bool hovered = button.rect.contains(m_view->viewport()->mapFromGlobal(QCursor::pos()));
    painter.setPen(isFilled(button.action)
                       ? QPen(accepts && !theme.highContrast ? theme.successSoft : theme.line, m_look.edge())
                       : QPen(Qt::NoPen));
    const bool isLit = hovered || (onActiveRow && isFilled(button.action));  // apart from the row's own ground
    painter.setBrush(accepts && !hovered       ? theme.successSoft
                     : isLit                   ? theme.surface3
                     : isFilled(button.action) ? theme.surface2
                                               : QColor(Qt::transparent));
    painter.drawRoundedRect(QRectF(button.rect).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    const QString icon = iconOf(button.action);
    if (!icon.isEmpty()) {
        const QRect place(button.rect.center() - QPoint(iconSide / 2 - 1, iconSide / 2 - 1), QSize(iconSide, iconSide));
        paintIcon(painter, place, icon, accepts ? theme.success : theme.text2);
        return;
    }
    QFont font = m_look.font(TextStyle::Small);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(button.rect, Qt::AlignCenter, wordOf(button.action));
}

}  // namespace client

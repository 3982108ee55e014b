#include "client/docks/people_view.h"

#include "client/docks/friend_texts.h"
#include "client/models/friend_roles.h"
#include "client/widgets/icon.h"
#include "client/widgets/look.h"
#include "client/widgets/menu.h"

#include <QContextMenuEvent>
#include <QDateTime>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>
#include <array>

namespace client {

namespace {

struct MenuLook {
    FriendAction action;
    const char* icon;
    const char* objectName;
    bool isDestructive;
};
constexpr std::array<MenuLook, 11> menuLooks{{{FriendAction::Accept, "check", "acceptAction", false},
                                              {FriendAction::Decline, "x", "declineAction", false},
                                              {FriendAction::Withdraw, "x", "withdrawAction", false},
                                              {FriendAction::Add, "userplus", "addAction", false},
                                              {FriendAction::Invite, "two", "inviteAction", false},
                                              {FriendAction::Message, "chat", "messageAction", false},
                                              {FriendAction::Watch, "eye", "watchAction", false},
                                              {FriendAction::Profile, "user", "profileAction", false},
                                              {FriendAction::Remove, "x", "removeAction", true},
                                              {FriendAction::Block, "alert", "blockAction", true},
                                              {FriendAction::Unblock, "check", "unblockAction", false}}};

const MenuLook& lookOf(FriendAction action) {
    return *std::find_if(menuLooks.begin(), menuLooks.end(),
                         [action](const MenuLook& look) { return look.action == action; });
}

bool isHeading(const QModelIndex& index) {
    return index.data(friends::IsHeadingRole).toBool();
}

}  // namespace

PeopleView::PeopleView(const Look& look, const QString& objectName, const QString& name, ActionsOf buttons,
                       ActionsOf menu, QWidget* parent)
    : QListView(parent)
    , m_look(look)
    , m_buttons(buttons)
    , m_menu(std::move(menu))
    , m_delegate(new FriendDelegate(look, std::move(buttons), &QDateTime::currentDateTime, this)) {
    setObjectName(objectName);
    setAccessibleName(name);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    viewport()->setAutoFillBackground(false);
    connect(m_delegate, &FriendDelegate::triggered, this, &PeopleView::triggered);
    connect(&look, &Look::changed, this, &QListView::doItemsLayout);
}

void PeopleView::keyPressEvent(QKeyEvent* event) {
    const QModelIndex current = currentIndex();
    const bool isPlain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Select)
        activate(current);
    else if (event->key() == Qt::Key_Delete)
        takeAway(current);
    else if (event->key() == Qt::Key_Space && isHeading(current))
        activate(current);
    else if (isPlain && !event->text().trimmed().isEmpty() && event->text().at(0).isPrint())
        Q_EMIT typed(event->text());
    else
        QListView::keyPressEvent(event);
}

void PeopleView::activate(const QModelIndex& index) {
    if (!index.isValid())
        return;
    if (isHeading(index)) {
        Q_EMIT headingActivated(index);
        return;
    }
    const FriendActions buttons = m_buttons(index);
    if (buttons.contains(FriendAction::Accept))
        Q_EMIT triggered(FriendAction::Accept, index);
    else if (!buttons.isEmpty() && m_menu(index).isEmpty())
        Q_EMIT triggered(buttons.last(), index);
    else
        openMenu(index, viewport()->mapToGlobal(visualRect(index).center()));
}

void PeopleView::takeAway(const QModelIndex& index) {
    if (!index.isValid() || isHeading(index))
        return;
    const FriendActions offered = m_buttons(index) + m_menu(index);
    for (const FriendAction action :
         {FriendAction::Decline, FriendAction::Withdraw, FriendAction::Remove, FriendAction::Unblock}) {
        if (offered.contains(action)) {
            Q_EMIT triggered(action, index);
            return;
        }
    }
}

void PeopleView::contextMenuEvent(QContextMenuEvent* event) {
    const bool isKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isKeyboard ? currentIndex() : indexAt(event->pos());
    if (index.isValid() && !isHeading(index))
        openMenu(index, isKeyboard ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

void PeopleView::openMenu(const QModelIndex& index, const QPoint& at) {
    const FriendActions actions = m_menu(index);
    if (actions.isEmpty())
        return;
    QMenu* menu = makeMenu(this);
    menu->setObjectName(QStringLiteral("personMenu"));
    const QPersistentModelIndex person = index;  // rows move while the menu is open
    for (const FriendAction action : actions) {
        const MenuLook& shown = lookOf(action);
        QAction* entry = menu->addAction(
            themedIcon(m_look, QString::fromLatin1(shown.icon), shown.isDestructive ? &Theme::danger : &Theme::text2),
            FriendTexts::action(action), this, [this, person, action] {
                if (person.isValid())
                    Q_EMIT triggered(action, person);
            });
        entry->setObjectName(QString::fromLatin1(shown.objectName));
    }
    menu->popup(at);
}

void PeopleView::mouseReleaseEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    QListView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && index.isValid() && isHeading(index))
        Q_EMIT headingActivated(index);
}

void PeopleView::focusInEvent(QFocusEvent* event) {
    QListView::focusInEvent(event);
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
        setCurrentIndex(model()->index(0, 0));
}

}  // namespace client

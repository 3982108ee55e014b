#pragma once

// A list of people with buttons in its rows and a menu for the current one, all of it with the keyboard too: Enter does
// what the row's last button does (or opens the menu), Delete what takes somebody away, the menu key opens the menu,
// and letters are handed on, to filter by. Main thread only.

#include "client/docks/friend_delegate.h"

#include <QListView>

namespace client {

class PeopleView : public QListView {
    Q_OBJECT

 public:
    // What a row offers, in order; of a menu the destructive ones last.
    using ActionsOf = std::function<FriendActions(const QModelIndex&)>;

    PeopleView(const Look& look, const QString& objectName, const QString& name, ActionsOf buttons, ActionsOf menu,
               QWidget* parent = nullptr);

    FriendDelegate* delegate() const { return m_delegate; }

 Q_SIGNALS:
    void triggered(client::FriendAction action, const QModelIndex& index);
    void headingActivated(const QModelIndex& index);
    void typed(const QString& text);

 protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

 private:
    void openMenu(const QModelIndex& index, const QPoint& at);
    void activate(const QModelIndex& index);
    void takeAway(const QModelIndex& index);

    const Look& m_look;
    ActionsOf m_buttons;
    ActionsOf m_menu;
    FriendDelegate* m_delegate;
};

}  // namespace client

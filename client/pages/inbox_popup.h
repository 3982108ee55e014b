#pragma once

// What the bell opens: the inbox, and which notifications one wants to be told of on this computer. Main thread only.
//
// Object names: inboxView, inboxEmpty, notificationSettingsButton, desktopSwitch, and notify1 to notify5 by kind.

#include <QFrame>
#include <QList>

class QAbstractItemModel;
class QListView;
class QStackedWidget;
class QToolButton;

namespace client {

class CheckBox;
class EmptyState;
class Look;

class InboxPopup : public QFrame {
    Q_OBJECT

 public:
    explicit InboxPopup(const Look& look, QWidget* parent = nullptr);

    // By the roles of client/models/notification_roles.h; not owned.
    void setModel(QAbstractItemModel* model);
    // `kind` 0: on the desktop, while the window is in the background.
    void setOn(int kind, bool on);
    // Below this widget, at its right edge.
    void openAt(const QWidget* anchor);

 Q_SIGNALS:
    void activated(const QModelIndex& notification);
    void switched(int kind, bool on);
    void opened();

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    QWidget* buildHead();
    QWidget* buildSettings();
    CheckBox* addSwitch(int kind, const QString& text, const QString& objectName);
    void showContent();

    const Look& m_look;
    QAbstractItemModel* m_model = nullptr;
    QToolButton* m_gear;
    QStackedWidget* m_stack;
    QListView* m_view;
    EmptyState* m_empty;
    QWidget* m_settings = nullptr;
    QList<CheckBox*> m_switches;  // each knows its kind
};

}  // namespace client

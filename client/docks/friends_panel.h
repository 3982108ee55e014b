#pragma once

// The friends dock's content: head line, the list in its groups, and the filter that appears with the first letter
// typed. It knows no sockets: what is wanted leaves as signals. What nobody listens to (a feature that this build does
// not have) is not offered. Main thread only.
//
// Object names: friendsPanel, addFriendButton, collapseDocksButton, friendFilter, friendsView, friendsEmpty,
// friendsError, addFirstFriendButton, retryFriendsButton.

#include "client/docks/friend_action.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;
class QModelIndex;
class QStackedWidget;
class QTimer;

namespace client {

class EmptyState;
class FriendsModel;
class Look;
class PeopleView;
class SkeletonRows;

class FriendsPanel : public QFrame {
    Q_OBJECT

 public:
    explicit FriendsPanel(const Look& look, QWidget* parent = nullptr);

    // Not owned.
    void setModel(FriendsModel* model);

    // The list is on its way / is here (shown as empty where it has nobody) / failed.
    void showLoading();
    void showPeople();
    void showError(const QString& text);

    // Opens the group and makes this person the current row.
    void select(qint64 userId);

 Q_SIGNALS:
    void addRequested();
    void collapseRequested();
    void retryRequested();
    void answerRequested(qint64 userId, bool accept);
    void withdrawRequested(qint64 userId);
    void removeRequested(qint64 userId, const QString& name);
    void blockRequested(qint64 userId, const QString& name);
    // For other features; offered while somebody is connected.
    void inviteRequested(qint64 userId, const QString& name);
    void messageRequested(qint64 userId, const QString& name);
    void watchRequested(qint64 matchId);
    void profileRequested(qint64 userId, const QString& name);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void buildHead(const Look& look);
    bool isOffered(FriendAction action) const;
    FriendActions buttonsOf(const QModelIndex& index) const;
    FriendActions menuOf(const QModelIndex& index) const;
    FriendActions offered(const FriendActions& actions) const;
    void trigger(FriendAction action, const QModelIndex& index);
    void toggle(const QModelIndex& heading);
    void beginFilter(const QString& text);
    void endFilter();
    void filter(const QString& text);
    void showCounts();

    QPointer<FriendsModel> m_model;
    QWidget* m_head;
    QLabel* m_counts;
    QLineEdit* m_filter;
    QStackedWidget* m_stack;
    PeopleView* m_view;
    EmptyState* m_empty;
    EmptyState* m_none;  // nobody whom the filter keeps
    EmptyState* m_error;
    SkeletonRows* m_skeleton;
    QTimer* m_skeletonDelay;
};

}  // namespace client

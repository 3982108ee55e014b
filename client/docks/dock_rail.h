#pragma once

// What is left of the docks when they are collapsed: a button that opens them, one with a badge for each, and room for
// the friends' pictures between. Main thread only.
//
// Object names: expandDocksButton, railFriendsButton, railChatButton.

#include <QFrame>

class QVBoxLayout;

namespace client {

class BadgeButton;
class Look;

class DockRail : public QFrame {
    Q_OBJECT

 public:
    static constexpr int railWidth = 56;

    explicit DockRail(const Look& look, QWidget* parent = nullptr);

    BadgeButton* friendsButton() const { return m_friends; }
    BadgeButton* chatButton() const { return m_chat; }
    // Between the buttons; owned from now on.
    void setPeople(QWidget* people);

 Q_SIGNALS:
    void expandRequested();
    void friendsRequested();
    void chatRequested();

 private:
    BadgeButton* m_friends;
    BadgeButton* m_chat;
    QVBoxLayout* m_middle;
};

}  // namespace client

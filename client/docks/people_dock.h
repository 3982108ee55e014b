#pragma once

// The upper part of the right column: the friends, and while a tournament is looked at, its participants in front of
// them, as two tabs. Main thread only.
//
// Object names: peopleDock, peopleTabs, participantsView, collapseParticipantsButton.

#include <QFrame>
#include <QPointer>

class QStackedWidget;
class QTabBar;
class QToolButton;

namespace client {

class Badge;
class Look;
class ParticipantsModel;
class ParticipantsView;

class PeopleDock : public QFrame {
    Q_OBJECT

 public:
    // The friends' panel is owned from now on.
    PeopleDock(const Look& look, QWidget* friends, QWidget* parent = nullptr);

    // Not owned; null: there is no tournament, and no tabs.
    void showParticipants(ParticipantsModel* model);
    // Who wait for an answer: on the friends' tab while it is not in front.
    void setRequests(int count);
    // The friends in front.
    void showFriends();

 Q_SIGNALS:
    void playerRequested(qint64 userId);
    void collapseRequested();

 private:
    enum Tab { Participants, Friends };

    void choose(int tab);
    void showBadges();

    QFrame* m_head;
    QTabBar* m_tabs;
    QToolButton* m_collapse;
    QStackedWidget* m_stack;
    QWidget* m_friends;
    ParticipantsView* m_view;
    QPointer<ParticipantsModel> m_model;
    Badge* m_count;  // of participants
    Badge* m_requests;
    int m_asking = 0;
};

}  // namespace client

#pragma once

// The selected match in full: who, the score, how long, when, and the latest meetings with the same opponent. Main
// thread only.

#include "client/match/match_driver.h"

#include <QFrame>
#include <QModelIndex>

class QGridLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace client {

class Avatar;
class Look;
class Meetings;
class ScoreDisplay;

class HistoryDetails : public QFrame {
    Q_OBJECT

 public:
    explicit HistoryDetails(const Look& look, QWidget* parent = nullptr);

    void setPlayer(const PlayerInfo& me);
    // Invalid: nothing is selected.
    void setMatch(const QModelIndex& index);
    // In a window too narrow for list and details there is a way back.
    void setBackShown(bool shown);

 Q_SIGNALS:
    void backRequested();
    // The page of the match's opponent is asked for.
    void playerRequested(qint64 userId);

 private:
    struct Person {
        Avatar* avatar;
        QLabel* name;
        QLabel* rating;
    };

    QWidget* buildMatch();
    QWidget* buildHead();
    QWidget* buildFacts();
    void addFact(QGridLayout* grid, int position, const QString& name, QLabel* value);
    void showMeetings(const QModelIndex& index);

    const Look& m_look;
    QStackedWidget* m_stack;
    QPushButton* m_back;
    Person m_me{};
    Person m_opponent{};
    ScoreDisplay* m_score = nullptr;
    QLabel* m_outcome = nullptr;
    QLabel* m_length = nullptr;
    QLabel* m_played = nullptr;
    QLabel* m_mode = nullptr;
    QLabel* m_ending = nullptr;
    QLabel* m_rating = nullptr;
    QPushButton* m_profile = nullptr;
    qint64 m_opponentId = 0;
    QLabel* m_meetingsTitle = nullptr;
    QLabel* m_balance = nullptr;
    Meetings* m_meetings = nullptr;
};

}  // namespace client

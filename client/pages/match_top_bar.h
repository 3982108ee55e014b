#pragma once

// Over a match: leave, what is played, the time, sound and full screen. Main thread only.

#include "client/match/match_driver.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace client {

class Look;

class MatchTopBar : public QFrame {
    Q_OBJECT

 public:
    explicit MatchTopBar(const Look& look, QWidget* parent = nullptr);

    void setMatch(const MatchInfo& info);
    // Of play, without pauses.
    void setTime(pong::Tick tick);
    void setSound(bool on);
    void setFullScreen(bool fullScreen);

 Q_SIGNALS:
    void leaveClicked();
    void pauseClicked();
    void soundClicked();
    void fullScreenClicked();

 private:
    const Look& m_look;
    QPushButton* m_leave;
    QLabel* m_title;
    QLabel* m_rated;
    QLabel* m_pointsToWin;
    QLabel* m_clock;
    QToolButton* m_pause;
    QToolButton* m_mute;
    QToolButton* m_fullScreen;
    int m_seconds = -1;
};

}  // namespace client

#pragma once

// The painted table at the top of the home page: Play stands where the left paddle would be, and the ball of an endless
// rally comes back to it. While an opponent is searched for, the time that passed and Cancel stand there instead. Main
// thread only.

#include "client/widgets/ball_trail.h"
#include "client/widgets/rally_show.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;

namespace client {

class Look;

class Hero : public QWidget {
    Q_OBJECT

 public:
    explicit Hero(const Look& look, QWidget* parent = nullptr);

    void setGreeting(const QString& greeting);
    // Won and lost today: the table's score.
    void setToday(int won, int lost);
    void setOnline(bool online);
    void setSearching(bool searching, int waiting);
    bool isSearching() const { return m_searching; }
    bool canPlay() const;
    // 248 high, 184 where the window is low.
    void setLow(bool low);

    QSize sizeHint() const override;

 Q_SIGNALS:
    void playRequested();
    void cancelRequested();

 protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

 private:
    void build();
    void showState();
    void placeToday();
    // A rally for where the button is now.
    void layOutShow();
    // Where a point of the rally's table (fixed-point units) is in this widget.
    QPointF place(int x, int y) const;
    void paintTable(QPainter& painter) const;
    void paintRally(QPainter& painter) const;

    const Look& m_look;
    QLabel* m_title = nullptr;
    QLabel* m_lead = nullptr;
    QLabel* m_today = nullptr;
    QPushButton* m_play = nullptr;
    QPushButton* m_cancel = nullptr;
    QWidget* m_playHint = nullptr;
    QWidget* m_cancelHint = nullptr;
    QString m_greeting;
    bool m_online = true;
    bool m_searching = false;
    bool m_low = false;
    int m_waiting = 0;
    int m_won = 0;
    int m_lost = 0;
    QElapsedTimer m_since;
    std::unique_ptr<RallyShow> m_show;
    BallTrail m_trail;
    QBasicTimer m_frames;
};

}  // namespace client

#pragma once

// How the matches between this person and another player went. Main thread only.

#include <QFrame>

class QLabel;

namespace client {

class Look;
class ShareBar;

class HeadToHead : public QFrame {
    Q_OBJECT

 public:
    explicit HeadToHead(const Look& look, QWidget* parent = nullptr);

    // `met` may be more than what was won: some matches nobody won.
    void setScore(const QString& opponent, int met, int won, int lost);

 private:
    QLabel* m_summary;
    QLabel* m_won;
    QLabel* m_lost;
    ShareBar* m_bar;
};

}  // namespace client

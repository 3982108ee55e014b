#pragma once

// A score in block numerals with a bit of net between: amber at the left, blue at the right. Main thread only.

#include <QWidget>

namespace client {

class Look;

class ScoreDisplay : public QWidget {
    Q_OBJECT

 public:
    // `cell`: pixels of one block.
    ScoreDisplay(const Look& look, int cell, QWidget* parent = nullptr);

    void setScore(int left, int right);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    const Look& m_look;
    int m_cell;
    int m_left = 0;
    int m_right = 0;
};

}  // namespace client

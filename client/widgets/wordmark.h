#pragma once

// "PONG" in blocks, with two paddles and a ball before it. Main thread only.

#include <QWidget>

namespace client {

class Look;

class Wordmark : public QWidget {
    Q_OBJECT

 public:
    // `cell` in pixels: 3 in bars, 5 on the login page.
    Wordmark(const Look& look, int cell, QWidget* parent = nullptr);

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    const Look& m_look;
    int m_cell;
};

}  // namespace client

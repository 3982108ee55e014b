#pragma once

// The ring around the control that the keyboard is on: shown once Tab or Backtab was pressed, gone at the next click.
// Fields and lists show their own edge instead. One a top-level window. Main thread only.

#include <QFocusFrame>

namespace client {

class Look;

class FocusRing : public QFocusFrame {
    Q_OBJECT

 public:
    // Follows the focus within `window`, which owns it.
    FocusRing(const Look& look, QWidget* window);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

 private:
    void follow(QWidget* focused);

    const Look& m_look;
    QWidget* m_window;
    bool m_byKeyboard = false;
};

}  // namespace client

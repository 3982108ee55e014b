#pragma once

// Turns the keys of one window into directions of a match, while it exists. It listens at the window itself, before any
// widget, so that a focused button cannot eat an arrow key; keys typed into a text field, and keys while a menu or a
// dialog is open, are left alone. Whoever begins to write has let go of every key that was held. A window that loses
// the keyboard gets no release from Qt: every key is let go then, and the match is told. Main thread only.

#include "client/match/held_keys.h"

#include <QObject>
#include <QPointer>

class QKeyEvent;
class QWindow;

namespace client {

class MatchDriver;

class KeySteering : public QObject {
    Q_OBJECT

 public:
    // Neither is owned; the steering rests once one of them is gone.
    KeySteering(QWindow* window, MatchDriver* driver, KeyBindings bindings, QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    bool steer(const QKeyEvent& event, bool pressed);
    void letGo();
    void rest();

    QPointer<MatchDriver> m_driver;
    HeldKeys m_held;
};

}  // namespace client

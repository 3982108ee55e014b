#include "client/match/key_steering.h"

#include "client/match/match_driver.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>
#include <QWindow>

namespace client {

namespace {

bool isWriting() {
    const QWidget* focused = QApplication::focusWidget();
    return focused && focused->testAttribute(Qt::WA_InputMethodEnabled);
}

bool typingElsewhere() {
    return QApplication::activePopupWidget() || QApplication::activeModalWidget() || isWriting();
}

}  // namespace

KeySteering::KeySteering(QWindow* window, MatchDriver* driver, KeyBindings bindings, QObject* parent)
    : QObject(parent), m_driver(driver), m_held(std::move(bindings)) {
    window->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this] {
        if (isWriting())
            rest();
    });
}

bool KeySteering::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::KeyPress:
            return steer(*static_cast<QKeyEvent*>(event), true);
        case QEvent::KeyRelease:
            return steer(*static_cast<QKeyEvent*>(event), false);
        case QEvent::FocusOut:
            letGo();
            return false;
        default:
            return QObject::eventFilter(watched, event);
    }
}

bool KeySteering::steer(const QKeyEvent& event, bool pressed) {
    const auto key = static_cast<Qt::Key>(event.key());
    const auto bound = m_held.bindings().find(key);
    if (!bound || !m_driver)
        return false;
    // A release is always heard: a key pressed before a dialog opened may be let go while it is open.
    if (pressed && (typingElsewhere() || (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier))))
        return false;
    if (event.isAutoRepeat())
        return true;
    const auto held = pressed ? m_held.press(key) : m_held.release(key);
    m_driver->setDirection(held->seat, held->direction);
    return pressed || !typingElsewhere();
}

void KeySteering::rest() {
    for (const pong::Side seat : {pong::Side::Left, pong::Side::Right})
        if (m_driver && m_held.directionOf(seat) != pong::Direction::None)
            m_driver->setDirection(seat, pong::Direction::None);
    m_held.clear();
}

void KeySteering::letGo() {
    m_held.clear();
    if (m_driver)
        m_driver->loseFocus();
}

}  // namespace client

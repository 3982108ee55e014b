#pragma once

// Notifications of the desktop, for while the window is not in front, and the tray icon they come from. Does nothing on
// a desktop without a tray. Main thread only.

#include <QObject>

#include <functional>

class QSystemTrayIcon;

namespace client {

class Look;

class DesktopNotifier : public QObject {
    Q_OBJECT

 public:
    explicit DesktopNotifier(const Look& look, QObject* parent = nullptr);

    // `activated` is called when the person clicks on it, or on the tray icon.
    void show(const QString& title, const QString& text, std::function<void()> activated);
    // Nothing waits any more: the tray icon goes.
    void clear();

 private:
    const Look& m_look;
    QSystemTrayIcon* m_tray = nullptr;  // from the first notification on
    std::function<void()> m_activated;
};

}  // namespace client

#pragma once

// Notifications of the desktop, for while the window is not in front, and a tray icon beside them where there is a
// tray; where the desktop has no notifications, the tray says it. Main thread only.

#include "client/desktop/notification_service.h"

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
    // Nothing waits any more: the tray icon goes, and what is still shown.
    void clear();

 private:
    void showTray();
    void showInTray(const QString& title, const QString& text);
    void act();

    const Look& m_look;
    NotificationService m_service;
    QSystemTrayIcon* m_tray = nullptr;  // from the first notification on
    std::function<void()> m_activated;
};

}  // namespace client

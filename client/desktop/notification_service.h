#pragma once

// The notifications of the desktop, as most Linux desktops have them, with a tray or without one
// (org.freedesktop.Notifications 1.2 on the session bus). One notification is shown at a time: a newer one replaces it.
// What people typed is text there, never markup. Main thread only.

#include <QObject>
#include <QStringList>

#include <chrono>

namespace client {

class NotificationService : public QObject {
    Q_OBJECT

 public:
    static constexpr std::chrono::milliseconds shownFor{8'000};

    explicit NotificationService(QObject* parent = nullptr);

    void show(const QString& title, const QString& text);
    void close();

 Q_SIGNALS:
    // The person clicked on it.
    void activated();
    // This desktop has no notifications; nothing is shown.
    void unavailable(const QString& title, const QString& text);

 private Q_SLOTS:
    void noteAction(uint id, const QString& action);

 private:
    static void takeAway(uint id);
    void notify(const QString& title, const QString& text, const QStringList& abilities);

    uint m_shown = 0;    // 0: none yet
    int m_closings = 0;  // what is under way to the desktop meanwhile is not wanted any more
};

}  // namespace client

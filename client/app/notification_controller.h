#pragma once

// The bell and its inbox: brings notifications there, tells the person of new ones by a toast, or on the desktop while
// the window is not in front, unless he turned that kind off on this computer. Main thread only.

#include "client/app/desktop_notifier.h"
#include "client/models/notifications_model.h"
#include "client/net/connection.h"

#include <QObject>

class QSettings;

namespace client {

class ChatController;
class InboxPopup;
class Look;
class MainWindow;
class SessionController;

class NotificationController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    NotificationController(MainWindow& window, const Look& look, Connection& connection, SessionController& session,
                           ChatController& chat, QSettings& settings);

 Q_SIGNALS:
    // The person wants to act on an invitation or a tournament call.
    void invitationOpened(std::int64_t invitationId);
    void tournamentOpened(std::int64_t tournamentId);
    // While the window is in front.
    void tournamentCalled(std::int64_t tournamentId, const QString& title, const QString& text);

 private:
    void connectParts(SessionController& session);
    void take(const pong::wire::ServerMessage& event);
    void tell(const pong::wire::Notification& notification);
    bool isOn(int kind) const;
    QCoro::Task<void> tellSeen(std::int64_t upToId);
    void open(pong::wire::NotificationKind kind, std::int64_t fromId, const QString& fromName, std::int64_t subject);

    MainWindow& m_window;
    Connection& m_connection;
    ChatController& m_chat;
    QSettings& m_settings;
    NotificationsModel m_model;
    DesktopNotifier m_desktop;
    InboxPopup* m_popup;
    pong::TaskScope m_tasks;
};

}  // namespace client

#include "server/notifications/notifications.h"

#include "server/async/drained.h"
#include "server/database/database.h"
#include "server/net/sessions.h"

namespace server {

namespace {
constexpr qsizetype longestText = 500;
}

Notifications::Notifications(Database& database, Sessions& sessions, QObject* parent)
    : QObject(parent), m_database(database), m_sessions(sessions), m_tasks(QStringLiteral("notifications")) {}

void Notifications::notify(UserId user, wire::NotificationKind kind, UserId from, const QString& text,
                           std::int64_t subject) {
    m_tasks.run(store({user, kind, from, text.left(longestText), subject}));
}

void Notifications::settle(UserId user, wire::NotificationKind kind, UserId from) {
    m_tasks.run(storeSettled(user, kind, from));
}

QCoro::Task<void> Notifications::store(notifications::NewNotification notification) {
    wire::ServerMessage message;
    *message.mutable_notification_received() = co_await m_database.transaction(&notifications::insert, notification);
    m_sessions.send(notification.user, message);
}

QCoro::Task<void> Notifications::storeSettled(UserId user, wire::NotificationKind kind, UserId from) {
    const std::optional<std::uint32_t> unseen =
        co_await m_database.transaction(&notifications::settle, user, kind, from);
    if (!unseen)
        co_return;
    wire::ServerMessage message;
    message.mutable_notifications_seen_notice()->set_unseen(*unseen);
    m_sessions.send(user, message);
}

QCoro::Task<void> Notifications::drain() {
    co_await drained(m_tasks);
}

}  // namespace server

#pragma once

// How a feature lets somebody know of something: stored first, for those who are away, then told to all devices of the
// user. Nobody waits for it, and what could not be stored is logged: the feature's own rows hold what matters. Whoever
// calls sees to it that the user may hear of that person at all (blocks). Main thread.
//
//     m_notifications.notify(user, wire::NOTIFICATION_INVITATION, from, {}, invitationId);
//     m_notifications.settle(user, wire::NOTIFICATION_INVITATION, from);  // answered, withdrawn or expired

#include "server/net/refusal.h"
#include "server/notifications/notifications_store.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>

namespace server {

class Database;
class Sessions;

class Notifications : public QObject {
    Q_OBJECT

 public:
    Notifications(Database& database, Sessions& sessions, QObject* parent = nullptr);

    // `from` 0: the server itself. `text` is plain, for a person; more than 500 characters are cut. An unseen one of
    // the same kind and person is replaced.
    void notify(UserId user, wire::NotificationKind kind, UserId from, const QString& text, std::int64_t subject);

    // It wants no attention any more; the devices are told how many are left.
    void settle(UserId user, wire::NotificationKind kind, UserId from);

    // Ends when nothing uses the database any more.
    QCoro::Task<void> drain();

 private:
    QCoro::Task<void> store(notifications::NewNotification notification);
    QCoro::Task<void> storeSettled(UserId user, wire::NotificationKind kind, UserId from);

    Database& m_database;
    Sessions& m_sessions;
    pong::TaskScope m_tasks;
};

}  // namespace server

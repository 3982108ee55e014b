#pragma once

// The inbox as its owner asks for it, and what he has seen of it, told to his other devices. Main thread.

#include "server/net/refusal.h"

#include <QCoroTask>

#include <shared/protocol/envelope.pb.h>

namespace server {

class Database;
class Router;
class Sessions;

class NotificationHandlers {
 public:
    NotificationHandlers(Router& router, Sessions& sessions, Database& database);

    QCoro::Task<wire::NotificationsReply> page(SessionId session, wire::NotificationsRequest request);
    QCoro::Task<wire::NotificationsSeenReply> seen(SessionId session, wire::NotificationsSeenRequest request);

 private:
    Sessions& m_sessions;
    Database& m_database;
};

}  // namespace server

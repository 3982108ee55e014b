#include "server/notifications/notification_handlers.h"

#include "server/database/database.h"
#include "server/net/router.h"
#include "server/net/sessions.h"
#include "server/notifications/notifications_store.h"

#include <limits>

namespace server {

namespace {
constexpr std::uint32_t largestPage = 50;
}

NotificationHandlers::NotificationHandlers(Router& router, Sessions& sessions, Database& database)
    : m_sessions(sessions), m_database(database) {
    router.handle<&NotificationHandlers::page>(Access::SignedIn, this);
    router.handle<&NotificationHandlers::seen>(Access::SignedIn, this);
}

QCoro::Task<wire::NotificationsReply> NotificationHandlers::page(SessionId session,
                                                                 wire::NotificationsRequest request) {
    const UserId user = m_sessions.requireUser(session);
    if (request.limit() < 1 || request.limit() > largestPage || request.before_id() < 0)
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("This page of the inbox cannot be asked for."));
    const std::int64_t before =
        request.before_id() == 0 ? std::numeric_limits<std::int64_t>::max() : request.before_id();
    co_return co_await m_database.transaction(&notifications::page, user, before, static_cast<int>(request.limit()));
}

QCoro::Task<wire::NotificationsSeenReply> NotificationHandlers::seen(SessionId session,
                                                                     wire::NotificationsSeenRequest request) {
    const UserId user = m_sessions.requireUser(session);
    if (request.up_to_id() < 1)
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("There is no such notification."));
    const std::uint32_t unseen = co_await m_database.transaction(&notifications::markSeen, user, request.up_to_id());
    wire::ServerMessage notice;
    notice.mutable_notifications_seen_notice()->set_up_to_id(request.up_to_id());
    notice.mutable_notifications_seen_notice()->set_unseen(unseen);
    m_sessions.sendToOthers(user, session, notice);
    wire::NotificationsSeenReply reply;
    reply.set_unseen(unseen);
    co_return reply;
}

}  // namespace server

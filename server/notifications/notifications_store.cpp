#include "server/notifications/notifications_store.h"

#include "server/play/match_columns.h"

#include <array>
#include <stdexcept>
#include <utility>

namespace server::notifications {

namespace {

constexpr std::array<std::pair<wire::NotificationKind, const char*>, 6> kinds{
    {{wire::NOTIFICATION_FRIEND_REQUEST, "friend_request"},
     {wire::NOTIFICATION_FRIEND_ACCEPTED, "friend_accepted"},
     {wire::NOTIFICATION_INVITATION, "invitation"},
     {wire::NOTIFICATION_DIRECT_MESSAGE, "direct_message"},
     {wire::NOTIFICATION_TOURNAMENT_CALL, "tournament_call"},
     {wire::NOTIFICATION_MODERATION, "moderation"}}};

QString kindText(wire::NotificationKind kind) {
    for (const auto& [value, text] : kinds)
        if (value == kind)
            return QString::fromLatin1(text);
    throw std::logic_error("a notification without a kind");
}

wire::NotificationKind kindOf(const QString& text) {
    for (const auto& [value, name] : kinds)
        if (text == QLatin1String(name))
            return value;
    throw std::logic_error("an unknown kind of notification");
}

// The card's columns are NULL for the server's own.
void fill(wire::Notification& out, const Row& row) {
    out.set_id(row.int64(u"id"));
    out.set_kind(kindOf(row.text(u"kind")));
    if (!row.isNull(u"from_id"))
        *out.mutable_from() = play::cardOf(row);
    out.set_text(row.text(u"text").toStdString());
    out.set_subject_id(row.int64(u"subject_id"));
    out.set_created_ms(row.dateTime(u"created_at").toMSecsSinceEpoch());
    out.set_seen(!row.isNull(u"seen_at"));
}

std::uint32_t unseenOf(Transaction& transaction, UserId user) {
    const Rows rows = transaction.execute(
        "SELECT count(*)::integer AS unseen FROM "
        "(SELECT FROM notifications WHERE user_id = $1 AND seen_at IS NULL LIMIT $2) AS counted",
        user, mostUnseen);
    return static_cast<std::uint32_t>(rows.one().integer(u"unseen"));
}

}  // namespace

wire::NotificationReceived insert(Transaction& transaction, NewNotification notification) {
    std::optional<std::int64_t> from;
    if (notification.from != 0)
        from = notification.from;
    // A new id: it is the newest now.
    const Rows rows = transaction.execute(
        "WITH written AS (INSERT INTO notifications (user_id, kind, from_id, text, subject_id) "
        "  VALUES ($1, $2, $3, $4, $5) ON CONFLICT (user_id, kind, from_id) WHERE seen_at IS NULL "
        "  DO UPDATE SET id = DEFAULT, created_at = now(), text = excluded.text, subject_id = excluded.subject_id "
        "  RETURNING *) "
        "SELECT written.id, written.kind, written.from_id, written.text, written.subject_id, written.created_at, "
        "  written.seen_at, player_cards.* FROM written LEFT JOIN player_cards ON player_cards.user_id = "
        "written.from_id",
        notification.user, kindText(notification.kind), from, notification.text, notification.subject);
    transaction.execute(
        "DELETE FROM notifications WHERE user_id = $1 AND id <= "
        "(SELECT id FROM notifications WHERE user_id = $1 ORDER BY id DESC OFFSET $2 LIMIT 1)",
        notification.user, mostKept);
    wire::NotificationReceived received;
    fill(*received.mutable_notification(), rows.one());
    received.set_unseen(unseenOf(transaction, notification.user));
    return received;
}

wire::NotificationsReply page(Transaction& transaction, UserId user, std::int64_t beforeId, int limit) {
    const Rows rows = transaction.execute(
        "SELECT notifications.id, notifications.kind, notifications.from_id, notifications.text, "
        "  notifications.subject_id, notifications.created_at, notifications.seen_at, player_cards.* "
        "FROM notifications LEFT JOIN player_cards ON player_cards.user_id = notifications.from_id "
        "WHERE notifications.user_id = $1 AND notifications.id < $2 ORDER BY notifications.id DESC LIMIT $3",
        user, beforeId, limit + 1);  // one more than asked for tells whether there is more
    wire::NotificationsReply reply;
    for (const Row row : rows) {
        if (reply.notifications_size() == limit) {
            reply.set_more(true);
            break;
        }
        fill(*reply.add_notifications(), row);
    }
    reply.set_unseen(unseenOf(transaction, user));
    return reply;
}

std::uint32_t markSeen(Transaction& transaction, UserId user, std::int64_t upToId) {
    transaction.execute("UPDATE notifications SET seen_at = now() WHERE user_id = $1 AND id <= $2 AND seen_at IS NULL",
                        user, upToId);
    return unseenOf(transaction, user);
}

std::optional<std::uint32_t> settle(Transaction& transaction, UserId user, wire::NotificationKind kind, UserId from) {
    const Rows seen = transaction.execute(
        "UPDATE notifications SET seen_at = now() "
        "WHERE user_id = $1 AND kind = $2 AND from_id = $3 AND seen_at IS NULL",
        user, kindText(kind), from);
    if (seen.affected() == 0)
        return std::nullopt;
    return unseenOf(transaction, user);
}

void sweep(Transaction& transaction) {
    transaction.execute(
        "DELETE FROM notifications WHERE created_at < now() - interval '30 days' "
        "AND (seen_at IS NOT NULL OR created_at < now() - interval '180 days')");
}

}  // namespace server::notifications

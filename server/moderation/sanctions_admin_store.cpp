#include "server/moderation/sanctions_admin_store.h"

#include "server/accounts/audit_store.h"
#include "server/notifications/notifications_store.h"

namespace server::moderation {

namespace {

bool endAll(Transaction& transaction, UserId user, SanctionKind kind) {
    const Rows ended = transaction.execute(
        "UPDATE sanctions SET lifted_at = now() WHERE user_id = $1 AND kind = $2 AND lifted_at IS NULL"
        " AND (ends_at IS NULL OR ends_at > now())",
        user, columnText(kind));
    return ended.affected() > 0;
}

}  // namespace

std::vector<SanctionLine> sanctionsInForce(Transaction& transaction, int limit) {
    const Rows rows = transaction.execute(
        "SELECT users.username::text AS username, sanctions.created_at, sanctions.kind, reason, ends_at"
        " FROM sanctions JOIN users ON users.id = user_id"
        " WHERE lifted_at IS NULL AND (ends_at IS NULL OR ends_at > now()) ORDER BY sanctions.id DESC LIMIT $1",
        limit);
    std::vector<SanctionLine> lines;
    for (const Row row : rows) {
        const SanctionKind kind = row.text(u"kind") == u"mute" ? SanctionKind::Mute : SanctionKind::Ban;
        lines.push_back({row.text(u"username"),
                         {kind, row.text(u"reason"), row.optionalDateTime(u"ends_at")},
                         row.dateTime(u"created_at")});
    }
    return lines;
}

Sanction impose(Transaction& transaction, UserId user, SanctionKind kind, const QString& reason,
                std::optional<std::chrono::minutes> duration) {
    endAll(transaction, user, kind);
    const std::optional<std::int64_t> minutes =
        duration ? std::optional<std::int64_t>(duration->count()) : std::nullopt;
    const Rows rows = transaction.execute(
        "INSERT INTO sanctions (user_id, kind, reason, ends_at)"
        " VALUES ($1, $2, $3, now() + $4::bigint * interval '1 minute') RETURNING ends_at",
        user, columnText(kind), reason, minutes);
    const Sanction sanction{kind, reason, rows.one().optionalDateTime(u"ends_at")};
    accounts::auditByOperator(
        transaction, user, columnText(kind),
        {{QStringLiteral("reason"), reason},
         {QStringLiteral("until"),
          sanction.endsAt ? sanction.endsAt->toUTC().toString(Qt::ISODate) : QStringLiteral("for good")}});
    // Who is banned is told at the log in; who is muted would only find out by trying.
    if (kind == SanctionKind::Mute) {
        notifications::NewNotification notice;
        notice.user = user;
        notice.kind = wire::NOTIFICATION_MODERATION;
        notice.text = sanctionRefusal(sanction).text().left(notifications::longestText);
        notifications::insert(transaction, notice);
    }
    return sanction;
}

bool lift(Transaction& transaction, UserId user, SanctionKind kind) {
    if (!endAll(transaction, user, kind))
        return false;
    accounts::auditByOperator(transaction, user, QStringLiteral("un") + columnText(kind));
    return true;
}

}  // namespace server::moderation

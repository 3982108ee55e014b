#include "server/moderation/reports_store.h"

#include "server/accounts/audit_store.h"
#include "server/database/sql_error.h"

namespace server::moderation {

namespace {

void requireThere(const Rows& rows, const QString& what) {
    if (rows.isEmpty())
        throw Refusal(wire::REFUSAL_NOT_FOUND, what);
}

// Nobody learns from this what others wrote to each other: a message of a conversation of two is there for its
// receiver.
void requireMessage(Transaction& transaction, const NewReport& report) {
    requireThere(transaction.execute("SELECT id FROM messages WHERE id = $1 AND sender_id = $2"
                                     " AND (receiver_id IS NULL OR (receiver_id = $3 AND NOT is_withheld))",
                                     report.message, report.user, report.reporter),
                 QStringLiteral("This message is not there any more."));
}

std::vector<ContextLine> linesOf(const Rows& rows, std::int64_t reported) {
    std::vector<ContextLine> lines;
    for (const Row row : rows)
        lines.push_back(
            {row.dateTime(u"sent_at"), row.text(u"sender"), row.text(u"message"), row.int64(u"id") == reported});
    return lines;
}

std::vector<ContextLine> aroundMessage(Transaction& transaction, std::int64_t message) {
    const Rows rows = transaction.execute(
        "WITH reported AS (SELECT id, channel_id FROM messages WHERE id = $1), around AS ("
        " (SELECT messages.* FROM messages JOIN reported USING (channel_id)"
        "   WHERE messages.id <= reported.id ORDER BY messages.id DESC LIMIT 4)"
        " UNION ALL"
        " (SELECT messages.* FROM messages JOIN reported USING (channel_id)"
        "   WHERE messages.id > reported.id ORDER BY messages.id LIMIT 3))"
        " SELECT around.id, sent_at, username::text AS sender, message FROM around JOIN users ON users.id = sender_id"
        " ORDER BY around.id",
        message);
    return linesOf(rows, message);
}

std::vector<ContextLine> saidLast(Transaction& transaction, UserId user) {
    const Rows rows = transaction.execute(
        "WITH said AS (SELECT * FROM messages WHERE sender_id = $1 AND receiver_id IS NULL ORDER BY id DESC LIMIT 5)"
        " SELECT said.id, sent_at, username::text AS sender, message FROM said JOIN users ON users.id = sender_id"
        " ORDER BY said.id",
        user);
    return linesOf(rows, 0);
}

}  // namespace

void insertReport(Transaction& transaction, NewReport report) {
    requireThere(transaction.execute("SELECT id FROM users WHERE id = $1 AND kind = 'human' AND deleted_at IS NULL",
                                     report.user),
                 QStringLiteral("There is no such player."));
    std::optional<std::int64_t> message;
    if (report.message != 0) {
        requireMessage(transaction, report);
        message = report.message;
    }
    try {
        transaction.execute("INSERT INTO reports (reporter_id, user_id, message_id, reason) VALUES ($1, $2, $3, $4)",
                            report.reporter, report.user, message, report.reason);
    } catch (const SqlError& error) {
        if (error.violates(u"reports_once"))
            throw Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("You have reported this. The host will look at it."));
        throw;
    }
}

std::vector<ReportLine> openReports(Transaction& transaction, int limit) {
    const Rows rows = transaction.execute(
        "SELECT reports.id, reports.created_at, reports.user_id, coalesce(message_id, 0) AS message_id, reason,"
        " reporters.username::text AS reporter, people.username::text AS reported"
        " FROM reports JOIN users AS reporters ON reporters.id = reporter_id JOIN users AS people ON people.id = "
        "user_id"
        " WHERE closed_at IS NULL ORDER BY reports.id LIMIT $1",
        limit);
    std::vector<ReportLine> lines;
    for (const Row row : rows) {
        const std::int64_t message = row.int64(u"message_id");
        lines.push_back(
            {row.int64(u"id"), row.dateTime(u"created_at"), row.text(u"reporter"), row.text(u"reported"),
             row.text(u"reason"),
             message != 0 ? aroundMessage(transaction, message) : saidLast(transaction, row.int64(u"user_id"))});
    }
    return lines;
}

bool closeReport(Transaction& transaction, std::int64_t id) {
    const Rows closed = transaction.execute(
        "UPDATE reports SET closed_at = now() WHERE id = $1 AND closed_at IS NULL RETURNING user_id", id);
    if (closed.isEmpty())
        return false;
    accounts::auditByOperator(transaction, closed.one().int64(u"user_id"), QStringLiteral("close-report"));
    return true;
}

}  // namespace server::moderation

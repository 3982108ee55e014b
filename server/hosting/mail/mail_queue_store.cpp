#include "server/hosting/mail/mail_queue_store.h"

namespace server::mail {

void enqueue(Transaction& transaction, QueuedMail mail) {
    const std::optional<std::int64_t> user = mail.user == 0 ? std::nullopt : std::optional<std::int64_t>(mail.user);
    transaction.execute("INSERT INTO mail_queue (user_id, kind, content, status) VALUES ($1, $2, $3, $4)", user,
                        mail.kind, mail.content, mail.isBlank ? QStringLiteral("blank") : QStringLiteral("waiting"));
}

void tryAllNow(Transaction& transaction) {
    transaction.execute(
        "UPDATE mail_queue SET next_attempt_at = now() WHERE status = 'waiting' AND next_attempt_at > now()");
}

std::vector<DueMail> due(Transaction& transaction, int limit) {
    const Rows rows = transaction.execute(
        "SELECT id, content, created_at FROM mail_queue WHERE status = 'waiting' AND next_attempt_at <= now()"
        " ORDER BY next_attempt_at LIMIT $1",
        limit);
    std::vector<DueMail> mails;
    for (const Row row : rows)
        mails.push_back({row.int64(u"id"), row.bytes(u"content"), row.dateTime(u"created_at")});
    return mails;
}

void markSent(Transaction& transaction, std::int64_t id) {
    transaction.execute("DELETE FROM mail_queue WHERE id = $1", id);
}

bool markFailed(Transaction& transaction, std::int64_t id, QString error, bool isFinal, RetryRule rule) {
    const auto firstMs = static_cast<std::int64_t>(rule.firstDelay.count());
    const auto longestMs = static_cast<std::int64_t>(rule.longestDelay.count());
    const auto giveUpMs = static_cast<std::int64_t>(rule.giveUpAfter.count());
    const Rows rows = transaction.execute(
        "WITH judged AS (SELECT id, $3 OR created_at + $6 * interval '1 ms' <= now() AS is_dead"
        "                FROM mail_queue WHERE id = $1)"
        " UPDATE mail_queue SET attempts = attempts + 1, last_error = $2,"
        "  next_attempt_at = now() + least($4 * power(2, least(attempts, 20)), $5) * interval '1 ms',"
        "  status = CASE WHEN is_dead THEN 'dead' ELSE 'waiting' END,"
        "  content = CASE WHEN is_dead THEN NULL ELSE content END"
        " FROM judged WHERE mail_queue.id = judged.id RETURNING is_dead",
        id, error, isFinal, firstMs, longestMs, giveUpMs);
    return !rows.isEmpty() && rows.one().boolean(u"is_dead");
}

void sweep(Transaction& transaction) {
    transaction.execute(
        "DELETE FROM mail_queue WHERE (status = 'dead' AND created_at < now() - interval '30 days')"
        " OR (status = 'blank' AND created_at < now() - interval '1 hour')");
}

}  // namespace server::mail

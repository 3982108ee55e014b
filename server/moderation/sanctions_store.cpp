#include "server/moderation/sanctions_store.h"

namespace server::moderation {

namespace {

std::optional<Sanction> find(Transaction& transaction, UserId user, SanctionKind kind) {
    const Rows rows = transaction.execute(
        "SELECT reason, ends_at FROM sanctions"
        " WHERE user_id = $1 AND kind = $2 AND lifted_at IS NULL AND (ends_at IS NULL OR ends_at > now())"
        " ORDER BY ends_at DESC NULLS FIRST, id DESC LIMIT 1",
        user, columnText(kind));
    if (rows.isEmpty())
        return std::nullopt;
    const Row row = rows.one();
    return Sanction{kind, row.text(u"reason"), row.optionalDateTime(u"ends_at")};
}

// "... until 2026-11-28 17:05 UTC: reason"
QString sentence(const QString& what, const Sanction& sanction) {
    const QString until =
        sanction.endsAt
            ? QStringLiteral("until %1 UTC").arg(sanction.endsAt->toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm")))
            : QStringLiteral("for good");
    return QStringLiteral("%1 %2: %3").arg(what, until, sanction.reason);
}

}  // namespace

QString columnText(SanctionKind kind) {
    return kind == SanctionKind::Mute ? QStringLiteral("mute") : QStringLiteral("ban");
}

std::optional<Sanction> muteOf(Transaction& transaction, UserId user) {
    return find(transaction, user, SanctionKind::Mute);
}

std::optional<Sanction> banOf(Transaction& transaction, UserId user) {
    return find(transaction, user, SanctionKind::Ban);
}

Refusal sanctionRefusal(const Sanction& sanction) {
    const QString what = sanction.kind == SanctionKind::Mute ? QStringLiteral("You may not write in chats")
                                                             : QStringLiteral("You are banned from this server");
    return Refusal(wire::REFUSAL_FORBIDDEN, sentence(what, sanction));
}

QString describe(const Sanction& sanction) {
    return sentence(sanction.kind == SanctionKind::Mute ? QStringLiteral("muted") : QStringLiteral("banned"), sanction);
}

}  // namespace server::moderation

#pragma once

// The SQL of mutes (no chat) and bans (no signing in). Whoever lets somebody do something asks in the transaction that
// does it, so that what the host decides beside a running server holds from the next message on. Store functions, for a
// database thread.

#include "server/database/transaction.h"
#include "server/net/refusal.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace server::moderation {

enum class SanctionKind { Mute, Ban };
// sanctions.kind
QString columnText(SanctionKind kind);

struct Sanction {
    SanctionKind kind;
    QString reason;
    std::optional<QDateTime> endsAt;  // none: for good
};

// What holds now; of several the one that ends last. The refusal that goes with it is sanctionRefusal().
std::optional<Sanction> muteOf(Transaction& transaction, UserId user);
std::optional<Sanction> banOf(Transaction& transaction, UserId user);

// REFUSAL_FORBIDDEN, for the person: what, why and until when.
Refusal sanctionRefusal(const Sanction& sanction);
// The same for the host.
QString describe(const Sanction& sanction);

}  // namespace server::moderation

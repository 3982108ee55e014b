#pragma once

// The SQL of what the host decides: mutes and bans, for a time or for good, and their end. Each leaves a row of
// `audit`. A running server needs not be told: chat asks for mutes at every message, and accounts/sign_in_watch finds
// bans. Store functions; any thread with a connection.

#include "server/moderation/sanctions_store.h"

#include <chrono>
#include <vector>

namespace server::moderation {

struct SanctionLine {
    QString username;
    Sanction sanction;
    QDateTime since;
};

// That hold now, the newest first, at most `limit`.
std::vector<SanctionLine> sanctionsInForce(Transaction& transaction, int limit);

// In the place of what the person has of this kind. Without a duration it is for good.
Sanction impose(Transaction& transaction, UserId user, SanctionKind kind, const QString& reason,
                std::optional<std::chrono::minutes> duration);

// False: there was nothing to lift.
bool lift(Transaction& transaction, UserId user, SanctionKind kind);

}  // namespace server::moderation

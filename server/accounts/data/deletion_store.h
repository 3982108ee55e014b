#pragma once

// The SQL of an account's end: asked for by its owner, with seven days to think again (logging in keeps the account),
// and then done. A deleted account stays as a row with a name that nobody else can have, so that the matches and
// messages of others stay whole. Store functions, for a database thread.

#include "server/accounts/data/account_data.h"
#include "server/hosting/mail/mail_queue_store.h"
#include "server/net/refusal.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace server::accounts {

inline constexpr int graceDays = 7;

struct DeletionRequest {
    QString passwordHash;  // what was found right; if it is not the account's any more, nothing happens
    QString address;
    std::optional<QueuedMail> notice;
};

// When it is due; every sign-in and trusted computer is void. None: the password was changed meanwhile.
std::optional<QDateTime> requestDeletion(Transaction& transaction, UserId user, DeletionRequest request);

// Erases accounts that are due, some at a time; how many it were.
int eraseDue(Transaction& transaction, std::vector<Sql> erasures);

// At once and for good. The caller has locked the account's row and writes the row of `audit`.
void eraseAccount(Transaction& transaction, UserId user, const std::vector<Sql>& erasures);

}  // namespace server::accounts

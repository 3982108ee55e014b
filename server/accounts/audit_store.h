#pragma once

// Rows of `audit`: who did what to an account that its owner may want to know of. Written in the transaction that does
// it. Store functions, for a database thread.

#include "server/database/transaction.h"
#include "server/net/refusal.h"

#include <QJsonObject>
#include <QString>

namespace server::accounts {

// The owner, from this address (empty: not noted). Never secrets.
void auditByUser(Transaction& transaction, UserId user, const QString& action, const QString& address = {},
                 const QJsonObject& detail = {});

// The operator at the command line, or the server by itself.
void auditByOperator(Transaction& transaction, UserId user, const QString& action, const QJsonObject& detail = {});
void auditByServer(Transaction& transaction, UserId user, const QString& action);

}  // namespace server::accounts

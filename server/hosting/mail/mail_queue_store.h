#pragma once

// The SQL of the mail queue. A mail is queued in the transaction that makes what it speaks of (a code), so that neither
// is ever without the other; a row stays until the mail server has taken the mail. Only one mailer works on a database,
// because only one server does. Store functions, for a database thread.

#include "server/database/transaction.h"
#include "server/net/refusal.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <cstdint>
#include <vector>

namespace server {

// A mail ready for the queue; MailOutbox makes them.
struct QueuedMail {
    UserId user = 0;     // 0: nobody's
    QString kind;        // "reset_password": what the operator sees of it
    QByteArray content;  // encrypted
    // For nobody: takes the same way into the queue as a real one, but is never sent.
    bool isBlank = false;
};

}  // namespace server

namespace server::mail {

struct DueMail {
    std::int64_t id;
    QByteArray content;
    QDateTime createdAt;
};

struct RetryRule {
    std::chrono::milliseconds firstDelay{30'000};  // doubled after every failure
    std::chrono::milliseconds longestDelay{3'600'000};
    std::chrono::milliseconds giveUpAfter{86'400'000};
};

void enqueue(Transaction& transaction, QueuedMail mail);

// Whatever waits for its next try waits no longer.
void tryAllNow(Transaction& transaction);

// At most `limit`, those that have waited longest first.
std::vector<DueMail> due(Transaction& transaction, int limit);

void markSent(Transaction& transaction, std::int64_t id);

// Dead when it is `final`, or older than giveUpAfter; its content is then erased. Answers whether it is dead.
bool markFailed(Transaction& transaction, std::int64_t id, QString error, bool isFinal, RetryRule rule);

// Dead ones after a month, blank ones after an hour.
void sweep(Transaction& transaction);

}  // namespace server::mail

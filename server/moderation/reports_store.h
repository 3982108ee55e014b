#pragma once

// The SQL of reports: what somebody wrote, or somebody, for the host to look at. Store functions, for a database
// thread; those of the host for any thread with a connection.

#include "server/database/transaction.h"
#include "server/net/refusal.h"

#include <QDateTime>
#include <QString>

#include <vector>

namespace server::moderation {

struct NewReport {
    UserId reporter = 0;
    UserId user = 0;
    std::int64_t message = 0;  // 0: the person as such
    QString reason;
};

// Throws Refusal: NOT_FOUND for nobody, or for a message that is not this person's or not for the reporter to read;
// CONFLICT where the reporter has an open report of the same.
void insertReport(Transaction& transaction, NewReport report);

struct ContextLine {
    QDateTime sentAt;
    QString sender;
    QString text;
    bool isReported;
};

struct ReportLine {
    std::int64_t id;
    QDateTime createdAt;
    QString reporter;
    QString reported;
    QString reason;
    // What was said around the message, in the order it was said; of a person what they said last where all can read.
    std::vector<ContextLine> context;
};

// The oldest first.
std::vector<ReportLine> openReports(Transaction& transaction, int limit);

// False: there is no such open report. Leaves a row of `audit`.
bool closeReport(Transaction& transaction, std::int64_t id);

}  // namespace server::moderation

#pragma once

// The SQL of `pong-server account`: what the operator sees of people's accounts and does to them. Each change leaves a
// row of `audit`. A running server needs not be told: it looks by itself (accounts/sign_in_watch). Store functions; any
// thread with a connection.

#include "server/database/transaction.h"
#include "server/net/refusal.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace server::admin {

struct AccountLine {
    UserId user;
    QString username;
    QString email;
    QDateTime createdAt;
    std::optional<QDateTime> lastSeenAt;  // of the sign-ins that are left
    std::optional<QDateTime> disabledAt;
    std::optional<QDateTime> deletionDueAt;
    QString twoFactor;  // "app, email"
};

// People's accounts in the order they were made; `after` is the last id of the page before.
std::vector<AccountLine> accountsAfter(Transaction& transaction, UserId after, int limit);

struct AccountDetails {
    AccountLine line;
    bool isEmailConfirmed;
    QString pendingEmail;
    int recoveryCodesLeft;
    int signIns;
    int trustedDevices;
    std::int64_t gamesPlayed;
    std::int64_t gamesWon;
    std::vector<QString> sanctions;  // that hold, as sentences
};

// By name or e-mail address; none: nobody's, or deleted.
std::optional<UserId> findAccount(Transaction& transaction, const QString& nameOrEmail);
AccountDetails detailsOf(Transaction& transaction, UserId user);

// A code that the forgotten-password page takes, for a day, once.
void handOverResetCode(Transaction& transaction, UserId user, const QByteArray& codeHash);

// These answer whether there was anything to do; if not, nothing is noted.
bool disable(Transaction& transaction, UserId user);
bool enable(Transaction& transaction, UserId user);
bool disableTwoFactor(Transaction& transaction, UserId user);

// At once and for good, without the days of grace.
void eraseNow(Transaction& transaction, UserId user, const std::vector<Sql>& erasures);

}  // namespace server::admin

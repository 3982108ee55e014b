#pragma once

// The SQL of accounts and their sign-ins. Plain functions that run on a database thread inside a transaction
// (Database::transaction); plain values in and out.

#include "server/database/transaction.h"
#include "server/net/refusal.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

namespace server::accounts {

struct NewUser {
    QString username;
    QString email;
    QString passwordHash;
};

struct NewSignIn {
    QByteArray tokenHash;
    QString device;
};

// Somebody who is signed in from now on.
struct SignIn {
    std::int64_t id;  // of the row in `sessions`
    wire::PlayerCard user;
};

struct Credentials {
    UserId user;
    QString passwordHash;
};

// Throws Refusal(REFUSAL_TAKEN) with the field that is in use.
void checkFree(Transaction& transaction, QString username, QString email);

// The account and its first sign-in. Throws as checkFree() does: somebody may have been faster.
SignIn insertUser(Transaction& transaction, NewUser user, NewSignIn signIn);

std::optional<Credentials> findCredentials(Transaction& transaction, QString usernameOrEmail);

SignIn insertSignIn(Transaction& transaction, UserId user, NewSignIn signIn);

// Moves the end of the sign-in on; none if the token is unknown or expired.
std::optional<SignIn> resumeSignIn(Transaction& transaction, QByteArray tokenHash);

void deleteSignIn(Transaction& transaction, std::int64_t id);

}  // namespace server::accounts

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
    QString address;
    // What was found right; if it is not the account's any more, nobody signs in.
    QString passwordHash;
};

// Somebody who is signed in from now on.
struct SignIn {
    std::int64_t id;  // of the row in `sessions`
    wire::PlayerCard user;
    bool isEmailConfirmed = false;
    bool isDeletionCancelled = false;
};

struct Credentials {
    UserId user;
    QString passwordHash;
};

// Of somebody who is signed in.
struct OwnAccount {
    UserId user;
    QString username;
    QString email;
    bool isEmailConfirmed;
    QString passwordHash;
};

// Throws Refusal(REFUSAL_TAKEN) with the field that is in use.
void checkFree(Transaction& transaction, QString username, QString email);

// The account and its first sign-in. Throws as checkFree() does: somebody may have been faster.
SignIn insertUser(Transaction& transaction, NewUser user, NewSignIn signIn);

std::optional<Credentials> findCredentials(Transaction& transaction, QString usernameOrEmail);

// Locks the account's row until the transaction ends. Throws Refusal where nobody may sign in to it: disabled, banned,
// deleted.
void requireOpen(Transaction& transaction, UserId user);

// Throws Refusal as requireOpen() does, and when the password was changed meanwhile. Keeps an account that was to be
// deleted.
SignIn insertSignIn(Transaction& transaction, UserId user, NewSignIn signIn);

// Moves the end of the sign-in on; none if the token is unknown or expired. Throws Refusal as requireOpen() does.
std::optional<SignIn> resumeSignIn(Transaction& transaction, QByteArray tokenHash, QString address);

OwnAccount findOwnAccount(Transaction& transaction, UserId user);

void deleteSignIn(Transaction& transaction, std::int64_t id);

}  // namespace server::accounts

#pragma once

// The SQL of one's own account: what it holds, and a new name, address or password for it. Each change locks the
// account's row first and leaves a row of `audit`. Store functions, for a database thread.

#include "server/accounts/recovery_store.h"

#include <shared/protocol/profile.pb.h>

namespace server::accounts {

wire::Profile findProfile(Transaction& transaction, UserId user);

// Throws Refusal(REFUSAL_TAKEN), with the field, as sign-up does.
void changeUsername(Transaction& transaction, UserId user, QString username, QString address);

// At once, unconfirmed: where there is no mail. Throws as changeUsername() does.
void changeEmail(Transaction& transaction, UserId user, QString email, QString address);

// The new address is the pending one until its code is entered. `notice` tells the present address.
void startEmailChange(Transaction& transaction, UserId user, SentCode change, QueuedMail notice, QString address);

struct ConfirmedEmail {
    QByteArray codeHash;
    std::optional<QueuedMail> notice;  // to the address that was
};

// False: the code is wrong or no longer good, and that is counted. Throws Refusal(REFUSAL_TAKEN) when the address
// became somebody else's meanwhile.
bool confirmEmailChange(Transaction& transaction, UserId user, ConfirmedEmail change, QString address);

void cancelEmailChange(Transaction& transaction, UserId user);

struct ChangedPassword {
    QString oldHash;  // what was found right; if it is not the account's any more, nothing happens
    QString newHash;
    std::int64_t signIn;   // goes on, with
    QByteArray tokenHash;  // another token
    std::optional<QueuedMail> notice;
};

// Every other sign-in, every trusted computer and every code on its way is void. False: the password was changed
// meanwhile, or this sign-in was ended.
bool changePassword(Transaction& transaction, UserId user, ChangedPassword change, QString address);

}  // namespace server::accounts

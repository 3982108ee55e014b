#pragma once

// The SQL of confirming e-mail addresses and of new passwords for forgotten ones. Store functions, for a database
// thread.

#include "server/accounts/accounts_store.h"
#include "server/accounts/email_codes_store.h"
#include "server/hosting/mail/mail_queue_store.h"

namespace server::accounts {

// A code for an address, and the mail that carries it.
struct SentCode {
    NewEmailCode code;
    QueuedMail mail;
};

// The account, its first sign-in and, where there is mail, the code that confirms its address. Throws as insertUser().
SignIn signUp(Transaction& transaction, NewUser user, NewSignIn signIn, std::optional<SentCode> confirmation);

void queueConfirmation(Transaction& transaction, UserId user, SentCode confirmation);

// The address that is confirmed now; none: the code is wrong, and that is counted.
std::optional<QString> confirmEmail(Transaction& transaction, UserId user, QByteArray codeHash);

// Whose forgotten password that would be: somebody who could log in.
std::optional<OwnAccount> findForReset(Transaction& transaction, QString usernameOrEmail);

// Without a user the same work, for nobody.
void queueReset(Transaction& transaction, std::optional<std::int64_t> user, SentCode reset);

struct NewPassword {
    QString hash;
    QByteArray codeHash;
    std::optional<QueuedMail> notice;  // tells the owner
};

// False: the code is wrong, and that is counted. Else every session and every trusted computer of the account is void.
bool resetPassword(Transaction& transaction, std::optional<std::int64_t> user, NewPassword password);

}  // namespace server::accounts

#pragma once

// The SQL of codes that were sent by e-mail (or handed over by the host). At most one a user and purpose is good; a new
// one takes the old one's place. Store functions, for a database thread.

#include "server/database/transaction.h"
#include "server/net/refusal.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace server::accounts {

enum class CodePurpose { LogIn, TwoFactor, ConfirmEmail, ChangeEmail, ResetPassword };

struct NewEmailCode {
    CodePurpose purpose;
    QString email;    // where it is sent; empty where the host hands it over
    QByteArray hash;  // one_time_code::hash()
    int goodForMinutes;
};

// Without a user the same work is done, for a code that is good for nobody.
void replaceEmailCode(Transaction& transaction, std::optional<std::int64_t> user, NewEmailCode code);

// Where the code was sent, and it is good no longer; none if it is not the one, or too old. A wrong try is counted, so
// the transaction must be committed: six digits are void after five, and letters, which nobody guesses, after so many
// that a stranger's nonsense does not take an owner's code away.
std::optional<QString> takeEmailCode(Transaction& transaction, std::int64_t user, CodePurpose purpose, QByteArray hash);

void deleteEmailCode(Transaction& transaction, std::int64_t user, CodePurpose purpose);

}  // namespace server::accounts

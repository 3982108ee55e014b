#pragma once

// The SQL of asking for a second factor at log in. The code and the sign-in it leads to are one transaction, so a code
// is good once, however many try it at once. Store functions, for a database thread.

#include "server/accounts/accounts_store.h"
#include "server/accounts/email_codes_store.h"
#include "server/hosting/mail/mail_queue_store.h"
#include "server/hosting/server_key.h"

#include <shared/protocol/two_factor.pb.h>

namespace server::accounts {

struct SecondFactors {
    bool email = false;
    bool app = false;
    bool recovery = false;   // a recovery code is left
    bool isTrusted = false;  // this computer: no factor is asked for

    bool areAsked() const { return (email || app) && !isTrusted; }
};

// What was typed as a second factor, in every form that a check may need. A value that may travel to a database thread.
struct FactorCode {
    FactorCode(wire::TwoFactorMethod factorMethod, const std::string& typed, ServerKey serverKey,
               std::int64_t nowSeconds);

    wire::TwoFactorMethod method;
    QByteArray digits;  // empty: not six of them
    QByteArray hash;
    ServerKey key;
    std::int64_t unixSeconds;
};

// Throws Refusal as requireOpen() does. `trustHash` is the token's of a trusted computer, whose use is noted.
SecondFactors findSecondFactors(Transaction& transaction, UserId user, QByteArray trustHash, QString address);

// A code for somebody whose password was right.
void queueLogInCode(Transaction& transaction, UserId user, NewEmailCode code, QueuedMail mail);

// None: the code is wrong, and that is counted. With a `trustHash` this computer is trusted from now on.
std::optional<SignIn> signInWithFactor(Transaction& transaction, UserId user, FactorCode code, NewSignIn signIn,
                                       std::optional<QByteArray> trustHash);

// Accepts the app's code and with it every earlier one; false if it is wrong or was used. `isOn`: of the app that is
// on, else of the one that is being set up.
bool takeAppCode(Transaction& transaction, UserId user, const FactorCode& code, bool isOn);

}  // namespace server::accounts

#pragma once

// What every account feature needs to ask, bundled, so that each of them can stay small: the way to the database, the
// password hashes, the limits, who is signed in, mails and codes. Holds no rules of its own. Main thread.

#include "server/accounts/account_guards.h"
#include "server/accounts/account_mails.h"
#include "server/accounts/pending_log_ins.h"
#include "server/accounts/sign_ins.h"
#include "server/hosting/mail/mail_outbox.h"
#include "server/hosting/server_key.h"
#include "server/net/admission.h"

#include <QCoroTask>

#include <shared/protocol/two_factor.pb.h>

namespace server {

class Database;
class PasswordHasher;
class Sessions;

struct AccountOptions {
    QString serverName;
    ServerKey key = ServerKey::make();
    AccountLimits limits;
    AccountClock clock = AccountClock::real();
    // How soon a connection learns that its sign-in was taken away from beside the server.
    std::chrono::milliseconds checkSignInsEvery;
    std::chrono::milliseconds sweepEvery;
};

class AccountServices {
 public:
    AccountServices(Sessions& sessions, Admission& serverAdmission, Database& openDatabase,
                    PasswordHasher& passwordHasher, MailOutbox& mailOutbox, AccountOptions options);

    // Checks the password of whoever is signed in on this session, counted among all tries for that account. Throws
    // Refusal, with the field "password".
    QCoro::Task<accounts::OwnAccount> confirmPassword(SessionId session, std::string typed);

    // Throws Refusal(REFUSAL_TOO_MANY): this account or address has asked for too many mails. `receiver` is what counts
    // as one: an address, known or not.
    void enterMail(const QString& receiver, const QHostAddress& address);
    wire::CodeSent codeSent(const QString& receiver, int goodForMinutes) const;

    Admission& admission;
    Database& database;
    PasswordHasher& hasher;
    MailOutbox& outbox;
    const ServerKey key;
    const AccountMails mails;
    const QString serverName;
    AccountGuards guards;
    SignIns signIns;
    PendingLogIns pending;
};

}  // namespace server

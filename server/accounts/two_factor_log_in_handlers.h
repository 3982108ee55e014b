#pragma once

// The second step of a log in: a code by e-mail, of the authenticator app, or a recovery code, for a challenge that
// AccountHandlers gave. Tries are counted by account and by address. One at a time per session. Main thread.

#include "server/net/refusal.h"

#include <QCoroTask>

#include <shared/protocol/accounts.pb.h>
#include <shared/protocol/two_factor.pb.h>

namespace server {

class AccountServices;
class Router;
struct PendingLogIn;

class TwoFactorLogInHandlers {
 public:
    TwoFactorLogInHandlers(Router& router, AccountServices& services);

    QCoro::Task<wire::CodeSent> sendCode(SessionId session, wire::LogInSendCodeRequest request);
    QCoro::Task<wire::SignedIn> enterCode(SessionId session, wire::LogInCodeRequest request);

 private:
    PendingLogIn pending(const std::string& challenge) const;

    AccountServices& m_services;
};

}  // namespace server

#pragma once

// Setting two-factor up, turning it off, and new recovery codes, on the profile page. Each asks for the password again;
// the owner is told by mail where there is mail. One at a time per session. Main thread.

#include "server/accounts/two_factor_store.h"

#include <QCoroTask>

#include <shared/protocol/two_factor.pb.h>

namespace server {

class AccountServices;
class Router;

class TwoFactorHandlers {
 public:
    TwoFactorHandlers(Router& router, AccountServices& services);

    QCoro::Task<wire::TwoFactorAppStartReply> startApp(SessionId session, wire::TwoFactorAppStartRequest request);
    QCoro::Task<wire::CodeSent> startEmail(SessionId session, wire::TwoFactorEmailStartRequest request);
    QCoro::Task<wire::TwoFactorOn> confirm(SessionId session, wire::TwoFactorConfirmRequest request);
    QCoro::Task<wire::TwoFactorOffReply> turnOff(SessionId session, wire::TwoFactorOffRequest request);
    QCoro::Task<wire::RecoveryCodesReply> renewRecoveryCodes(SessionId session, wire::RecoveryCodesRequest request);

 private:
    std::optional<QueuedMail> notice(const accounts::OwnAccount& account, const QString& what);

    AccountServices& m_services;
};

}  // namespace server

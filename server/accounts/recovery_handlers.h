#pragma once

// Confirming an e-mail address, and a new password for a forgotten one. Asking for a reset is answered in the same way
// after the same work, with the same number of rows written, whether there is such an account or not; a reset signs
// nobody in. Main thread.

#include "server/accounts/recovery_store.h"

#include <QCoroTask>

#include <shared/protocol/recovery.pb.h>
#include <shared/protocol/two_factor.pb.h>

namespace server {

class AccountServices;
class Router;

class RecoveryHandlers {
 public:
    RecoveryHandlers(Router& router, AccountServices& services);

    QCoro::Task<wire::CodeSent> sendConfirmation(SessionId session, wire::EmailConfirmSendRequest request);
    QCoro::Task<wire::EmailConfirmReply> confirmEmail(SessionId session, wire::EmailConfirmRequest request);
    QCoro::Task<wire::PasswordResetReply> requestReset(SessionId session, wire::PasswordResetRequest request);
    QCoro::Task<wire::PasswordResetDone> resetPassword(SessionId session, wire::PasswordResetConfirmRequest request);

 private:
    accounts::SentCode resetCode(const std::optional<accounts::OwnAccount>& account, const QString& typedEmail);
    QueuedMail resetNotice(const std::optional<accounts::OwnAccount>& account, const QString& typedName);

    AccountServices& m_services;
};

}  // namespace server

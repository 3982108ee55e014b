#pragma once

// One's own account on the profile page: what it holds, and a new name, e-mail address or password. Each change asks
// for the password again. A new address is confirmed with a code sent to it where there is mail, and the old one is
// told; a new password ends every other session. One at a time per session. Main thread.

#include "server/accounts/profile/profile_store.h"

#include <QCoroTask>

namespace server {

class AccountServices;
class Router;

class ProfileHandlers {
 public:
    ProfileHandlers(Router& router, AccountServices& services);

    QCoro::Task<wire::Profile> profile(SessionId session, wire::ProfileRequest request);
    QCoro::Task<wire::Profile> changeUsername(SessionId session, wire::ChangeUsernameRequest request);
    QCoro::Task<wire::Profile> changeEmail(SessionId session, wire::ChangeEmailRequest request);
    QCoro::Task<wire::Profile> confirmEmail(SessionId session, wire::ChangeEmailConfirmRequest request);
    QCoro::Task<wire::Profile> cancelEmail(SessionId session, wire::ChangeEmailCancelRequest request);
    QCoro::Task<wire::ChangePasswordReply> changePassword(SessionId session, wire::ChangePasswordRequest request);

 private:
    QCoro::Task<wire::Profile> read(UserId user);
    QCoro::Task<void> sendEmailChange(SessionId session, accounts::OwnAccount account, QString email);

    AccountServices& m_services;
};

}  // namespace server

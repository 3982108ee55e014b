#pragma once

// Sign-up, log in, resume with a token and log out. Unknown users and wrong passwords get the same answer after the
// same work; guessing is slowed down by account and by address. A log in ends signed in, or with a challenge that
// TwoFactorLogInHandlers answer. One at a time per session (the router sees to it). Main thread.

#include "server/accounts/second_factor_store.h"
#include "server/net/refusal.h"

#include <QCoroTask>

#include <shared/protocol/envelope.pb.h>

namespace server {

class AccountServices;
class Router;

class AccountHandlers {
 public:
    AccountHandlers(Router& router, AccountServices& services);

    QCoro::Task<wire::SignedIn> signUp(SessionId session, wire::SignUpRequest request);
    QCoro::Task<wire::LogInReply> logIn(SessionId session, wire::LogInRequest request);
    QCoro::Task<wire::SignedIn> resume(SessionId session, wire::ResumeRequest request);
    QCoro::Task<wire::LogOutReply> logOut(SessionId session, wire::LogOutRequest request);

 private:
    QCoro::Task<accounts::Credentials> checkPassword(SessionId session, QString name, QByteArray password);
    QCoro::Task<wire::TwoFactorChallenge> challenge(accounts::Credentials credentials, accounts::SecondFactors factors,
                                                    QString device);

    AccountServices& m_services;
};

}  // namespace server

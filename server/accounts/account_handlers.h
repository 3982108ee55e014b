#pragma once

// Sign-up, log in, resume with a token and log out. Unknown users and wrong passwords get the same answer after the
// same work; guessing is slowed down by account and by address. One at a time per session (the router sees to it). Main
// thread.

#include "server/accounts/accounts_store.h"
#include "server/accounts/attempt_guard.h"
#include "server/net/refusal.h"

#include <QCoroTask>

#include <shared/protocol/envelope.pb.h>

namespace server {

class Database;
class PasswordHasher;
class Router;
class Sessions;

struct LogInLimits {
    AttemptRule account{5, std::chrono::seconds(1), std::chrono::minutes(1), std::chrono::minutes(15)};
    // Many people can share an address.
    AttemptRule address{50, std::chrono::seconds(1), std::chrono::minutes(15), std::chrono::hours(1)};
};

class AccountHandlers {
 public:
    AccountHandlers(Router& router, Sessions& sessions, Database& database, PasswordHasher& hasher,
                    LogInLimits limits = {});

    QCoro::Task<wire::SignedIn> signUp(SessionId session, wire::SignUpRequest request);
    QCoro::Task<wire::LogInReply> logIn(SessionId session, wire::LogInRequest request);
    QCoro::Task<wire::SignedIn> resume(SessionId session, wire::ResumeRequest request);
    QCoro::Task<wire::LogOutReply> logOut(SessionId session, wire::LogOutRequest request);

 private:
    void checkAttempt(AttemptGuard& guard, const QByteArray& key);
    wire::SignedIn signIn(SessionId session, const accounts::SignIn& signIn, const QByteArray& token);
    void signOutOthers(UserId user, std::int64_t signInId);

    Sessions& m_sessions;
    Database& m_database;
    PasswordHasher& m_hasher;
    AttemptGuard m_byAccount;
    AttemptGuard m_byAddress;
};

}  // namespace server

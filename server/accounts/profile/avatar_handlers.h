#pragma once

// One's own picture, and everybody's for whoever is signed in. Main thread.

#include "server/net/refusal.h"

#include <QCoroTask>

#include <shared/protocol/profile.pb.h>

namespace server {

class AccountServices;
class Router;
class Sessions;

class AvatarHandlers {
 public:
    AvatarHandlers(Router& router, const Sessions& sessions, AccountServices& services);

    QCoro::Task<wire::Profile> upload(SessionId session, wire::AvatarUploadRequest request);
    QCoro::Task<wire::Profile> remove(SessionId session, wire::AvatarRemoveRequest request);
    QCoro::Task<wire::AvatarReply> avatar(SessionId session, wire::AvatarRequest request);

 private:
    const Sessions& m_sessions;
    AccountServices& m_services;
};

}  // namespace server

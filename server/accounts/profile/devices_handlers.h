#pragma once

// The devices page: where the account is signed in, which computers it trusts, and taking that away from one of them or
// from all others. Connections that lose their sign-in are told. Main thread.

#include "server/net/refusal.h"

#include <QCoroTask>

#include <shared/protocol/devices.pb.h>

namespace server {

class AccountServices;
class Router;

class DevicesHandlers {
 public:
    DevicesHandlers(Router& router, AccountServices& services);

    QCoro::Task<wire::DevicesReply> devices(SessionId session, wire::DevicesRequest request);
    QCoro::Task<wire::DevicesReply> revoke(SessionId session, wire::DeviceRevokeRequest request);
    QCoro::Task<wire::DevicesReply> revokeOthers(SessionId session, wire::DevicesRevokeOthersRequest request);

 private:
    // As the owner of this sign-in sees them: it comes first.
    QCoro::Task<wire::DevicesReply> read(UserId user, std::int64_t signIn);

    AccountServices& m_services;
};

}  // namespace server

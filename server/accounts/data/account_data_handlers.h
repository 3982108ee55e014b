#pragma once

// A copy of everything the server knows of one's account, and the account's end. Main thread.

#include "server/accounts/data/account_data.h"
#include "server/net/refusal.h"

#include <QCoroTask>

#include <shared/protocol/account_data.pb.h>

namespace server {

class AccountServices;
class Router;
class Sessions;

class AccountDataHandlers {
 public:
    AccountDataHandlers(Router& router, const Sessions& sessions, AccountServices& services, AccountData data);

    QCoro::Task<wire::ExportChunk> exportData(SessionId session, wire::ExportRequest request);
    QCoro::Task<wire::AccountDeleteReply> deleteAccount(SessionId session, wire::AccountDeleteRequest request);

 private:
    const Sessions& m_sessions;
    AccountServices& m_services;
    const AccountData m_data;
};

}  // namespace server

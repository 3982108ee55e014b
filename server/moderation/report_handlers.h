#pragma once

// "Report" on a message or a person: kept for the host, who reads it with `pong-server moderation reports`. Main
// thread.

#include "server/net/refusal.h"

#include <QCoroTask>

#include <shared/protocol/chat.pb.h>

namespace server {

class AccountServices;
class Router;

class ReportHandlers {
 public:
    ReportHandlers(Router& router, AccountServices& services);

    QCoro::Task<wire::ReportReply> report(SessionId session, wire::ReportRequest request);

 private:
    AccountServices& m_services;
};

}  // namespace server

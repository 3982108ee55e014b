#pragma once

// What clients ask about invitations. Main thread.

#include "server/net/refusal.h"

#include <QCoroTask>

#include <shared/protocol/invitations.pb.h>

namespace server {

class Invitations;
class Router;
class Session;
class Sessions;

class InvitationHandlers {
 public:
    InvitationHandlers(Router& router, Sessions& sessions, Invitations& invitations);

    QCoro::Task<wire::InviteReply> invite(SessionId session, wire::InviteRequest request);
    QCoro::Task<wire::InvitationAnswerReply> answer(SessionId session, wire::InvitationAnswerRequest request);
    wire::InvitationCancelReply cancel(Session& session, const wire::InvitationCancelRequest& request);

 private:
    Sessions& m_sessions;
    Invitations& m_invitations;
};

}  // namespace server

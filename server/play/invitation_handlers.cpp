#include "server/play/invitation_handlers.h"

#include "server/net/router.h"
#include "server/net/sessions.h"
#include "server/play/invitations.h"

namespace server {

InvitationHandlers::InvitationHandlers(Router& router, Sessions& sessions, Invitations& invitations)
    : m_sessions(sessions), m_invitations(invitations) {
    router.handle<&InvitationHandlers::invite>(Access::SignedIn, this);
    router.handle<&InvitationHandlers::answer>(Access::SignedIn, this);
    router.handle<&InvitationHandlers::cancel>(Access::SignedIn, this);
}

QCoro::Task<wire::InviteReply> InvitationHandlers::invite(SessionId session, wire::InviteRequest request) {
    const UserId user = m_sessions.requireUser(session);
    wire::InviteReply reply;
    *reply.mutable_invitation() = co_await m_invitations.invite(user, request.user_id());
    co_return reply;
}

QCoro::Task<wire::InvitationAnswerReply> InvitationHandlers::answer(SessionId session,
                                                                    wire::InvitationAnswerRequest request) {
    const UserId user = m_sessions.requireUser(session);
    co_await m_invitations.answer(user, request.invitation_id(), request.accept());
    wire::InvitationAnswerReply reply;
    co_return reply;
}

wire::InvitationCancelReply InvitationHandlers::cancel(Session& session, const wire::InvitationCancelRequest& request) {
    m_invitations.cancel(session.userId(), request.invitation_id());
    return {};
}

}  // namespace server

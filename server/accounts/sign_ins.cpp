#include "server/accounts/sign_ins.h"

#include "server/accounts/account_refusals.h"
#include "server/accounts/token.h"
#include "server/hosting/mail/mail_outbox.h"
#include "server/net/session.h"
#include "server/net/sessions.h"

#include <QLoggingCategory>

#include <algorithm>

namespace server {

namespace {

Q_LOGGING_CATEGORY(accountsLog, "accounts", QtInfoMsg)

const Session& present(const Sessions& sessions, SessionId id) {
    const Session* session = sessions.find(id);
    if (session == nullptr)
        throw goneRefusal();
    return *session;
}

}  // namespace

QHostAddress SignIns::addressOf(SessionId session) const {
    return present(m_sessions, session).address();
}

UserId SignIns::userOf(SessionId session) const {
    return present(m_sessions, session).userId();
}

std::int64_t SignIns::signInOf(SessionId session) const {
    return present(m_sessions, session).signInId();
}

accounts::NewSignIn SignIns::prepare(SessionId session, const QByteArray& token, const QString& device,
                                     const QString& passwordHash) const {
    return {token::hash(token), device, addressOf(session).toString(), passwordHash};
}

wire::SignedIn SignIns::complete(SessionId session, const accounts::SignIn& signIn, const QByteArray& token,
                                 const char* how) const {
    qCInfo(accountsLog, "signed in how=%s user=%lld session=%llu", how, static_cast<long long>(signIn.user.user_id()),
           static_cast<unsigned long long>(session));
    m_sessions.signIn(session, signIn.user.user_id(), signIn.id);
    wire::SignedIn reply;
    *reply.mutable_me() = signIn.user;
    reply.set_token(token.toStdString());
    reply.set_email_unconfirmed(m_outbox.isAvailable() && !signIn.isEmailConfirmed);
    reply.set_deletion_cancelled(signIn.isDeletionCancelled);
    return reply;
}

void SignIns::signOut(SessionId session) const {
    m_sessions.signOut(session);
}

void SignIns::end(UserId user, std::int64_t signIn, const QString& why) const {
    endWhere(user, why, [signIn](const Session& session) { return session.signInId() == signIn; });
}

void SignIns::endAll(UserId user, const QString& why) const {
    endWhere(user, why, [](const Session&) { return true; });
}

void SignIns::endOthers(UserId user, std::int64_t signIn, const QString& why) const {
    endWhere(user, why, [signIn](const Session& session) { return session.signInId() != signIn; });
}

bool SignIns::isInUse(UserId user, std::int64_t signIn) const {
    const std::vector<Session*> connections = m_sessions.sessionsOf(user);
    return std::any_of(connections.begin(), connections.end(),
                       [signIn](const Session* session) { return session->signInId() == signIn; });
}

template <typename Predicate>
void SignIns::endWhere(UserId user, const QString& why, Predicate isMeant) const {
    wire::ServerMessage message;
    *message.mutable_signed_out()->mutable_reason() = Refusal(wire::REFUSAL_NOT_SIGNED_IN, why).toWire();
    for (Session* session : m_sessions.sessionsOf(user)) {
        if (!isMeant(*session))
            continue;
        session->send(message);
        m_sessions.signOut(session->id());
    }
}

}  // namespace server

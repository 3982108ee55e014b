#pragma once

// From a row of `sessions` to a connection that is somebody's, and back: how every way of signing in ends, and how
// sign-ins are taken away from connections that use them. Main thread.

#include "server/accounts/accounts_store.h"

#include <QHostAddress>

#include <shared/protocol/accounts.pb.h>

namespace server {

class MailOutbox;
class Sessions;

class SignIns {
 public:
    SignIns(Sessions& sessions, const MailOutbox& outbox) : m_sessions(sessions), m_outbox(outbox) {}

    // These throw Refusal when the connection has gone.
    QHostAddress addressOf(SessionId session) const;
    UserId userOf(SessionId session) const;
    std::int64_t signInOf(SessionId session) const;

    // The row for a new token.
    accounts::NewSignIn prepare(SessionId session, const QByteArray& token, const QString& device,
                                const QString& passwordHash) const;

    // The connection is this user's from now on. `how` is for the log.
    wire::SignedIn complete(SessionId session, const accounts::SignIn& signIn, const QByteArray& token,
                            const char* how) const;

    void signOut(SessionId session) const;
    // Tells the connections that use this sign-in, or any of the user's, why they are nobody's any more. Their rows are
    // gone already.
    void end(UserId user, std::int64_t signIn, const QString& why) const;
    void endAll(UserId user, const QString& why) const;
    void endOthers(UserId user, std::int64_t signIn, const QString& why) const;
    // Whether a connection uses this sign-in now.
    bool isInUse(UserId user, std::int64_t signIn) const;

 private:
    template <typename Predicate>
    void endWhere(UserId user, const QString& why, Predicate isMeant) const;

    Sessions& m_sessions;
    const MailOutbox& m_outbox;
};

}  // namespace server

#include "server/accounts/sign_in_watch.h"

#include "server/accounts/accounts_store.h"
#include "server/accounts/sign_ins.h"
#include "server/async/drained.h"
#include "server/database/database.h"
#include "server/database/database_unavailable.h"
#include "server/database/sql_array.h"
#include "server/net/sessions.h"

namespace server {

namespace {

// Why somebody may not be signed in; a device that was signed out otherwise is told so.
QString reasonOf(Transaction& transaction, UserId user) {
    try {
        accounts::requireOpen(transaction, user);
    } catch (const Refusal& refusal) {
        return refusal.text();
    }
    return QStringLiteral("You are signed out here. Log in again.");
}

}  // namespace

std::vector<accounts::EndedSignIn> accounts::findEnded(Transaction& transaction, QString signIns, QString users) {
    const Rows rows = transaction.execute(
        "SELECT sign_in, user_id FROM unnest($1::bigint[], $2::bigint[]) AS asked (sign_in, user_id)"
        " WHERE NOT EXISTS (SELECT FROM sessions JOIN users ON users.id = sessions.user_id"
        "                   WHERE sessions.id = sign_in AND users.deleted_at IS NULL AND users.disabled_at IS NULL)"
        " OR EXISTS (SELECT FROM sanctions WHERE sanctions.user_id = asked.user_id AND kind = 'ban'"
        "            AND lifted_at IS NULL AND (ends_at IS NULL OR ends_at > now()))",
        signIns, users);
    std::vector<EndedSignIn> ended;
    for (const Row row : rows) {
        const UserId user = row.int64(u"user_id");
        ended.push_back({user, row.int64(u"sign_in"), reasonOf(transaction, user)});
    }
    transaction.execute(
        "UPDATE sessions SET last_seen_at = now(), expires_at = now() + interval '30 days'"
        " WHERE id = ANY ($1::bigint[]) AND last_seen_at < now() - interval '10 minutes'",
        signIns);
    return ended;
}

SignInWatch::SignInWatch(Database& database, const Sessions& sessions, const SignIns& signIns,
                         std::chrono::milliseconds every, QObject* parent)
    : QObject(parent)
    , m_database(database)
    , m_sessions(sessions)
    , m_signIns(signIns)
    , m_tasks(QStringLiteral("sign-ins")) {
    m_timer.setInterval(every);
    // One look at a time: a slow database is not asked more because it is slow.
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_tasks.running() == 0)
            m_tasks.run(look());
    });
}

QCoro::Task<void> SignInWatch::drain() {
    m_timer.stop();
    co_await drained(m_tasks);
}

QCoro::Task<void> SignInWatch::look() {
    SqlArray signIns;
    SqlArray users;
    for (const Sessions::SignedInSession& session : m_sessions.signedInSessions()) {
        signIns.add(session.signIn);
        users.add(session.user);
    }
    try {
        const std::vector<accounts::EndedSignIn> ended =
            co_await m_database.transaction(&accounts::findEnded, signIns.text(), users.text());
        for (const accounts::EndedSignIn& end : ended)
            m_signIns.end(end.user, end.signIn, end.why);
    } catch (const DatabaseUnavailable&) {
        // The next look finds the same.
    }
}

}  // namespace server

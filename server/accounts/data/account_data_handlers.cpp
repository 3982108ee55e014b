#include "server/accounts/data/account_data_handlers.h"

#include "server/accounts/account_refusals.h"
#include "server/accounts/account_services.h"
#include "server/accounts/data/deletion_store.h"
#include "server/accounts/data/export_store.h"
#include "server/database/database.h"
#include "server/net/router.h"
#include "server/net/sessions.h"

#include <QLoggingCategory>

namespace server {

namespace {
Q_LOGGING_CATEGORY(accountsLog, "accounts", QtInfoMsg)
}

AccountDataHandlers::AccountDataHandlers(Router& router, const Sessions& sessions, AccountServices& services,
                                         AccountData data)
    : m_sessions(sessions), m_services(services), m_data(std::move(data)) {
    router.handle<&AccountDataHandlers::exportData>(Access::SignedIn, this);
    router.handle<&AccountDataHandlers::deleteAccount>(Access::SignedIn, this, Order::OneAtATime);
}

QCoro::Task<wire::ExportChunk> AccountDataHandlers::exportData(SessionId session, wire::ExportRequest request) {
    const UserId user = m_services.signIns.userOf(session);
    const std::optional<accounts::ExportCursor> from = accounts::ExportCursor::fromText(request.cursor());
    if (!from)
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("There is no such piece."));
    if (from->isStart())
        m_services.guards.exports.enter(AccountGuards::keyOf(user));
    const accounts::ExportPiece piece =
        co_await m_services.database.transaction(&accounts::exportPiece, user, *from, m_data.sections);
    m_sessions.requireRoom(session, piece.json.size());
    wire::ExportChunk chunk;
    chunk.set_json(piece.json.toStdString());
    if (piece.next)
        chunk.set_next_cursor(piece.next->text());
    co_return chunk;
}

QCoro::Task<wire::AccountDeleteReply> AccountDataHandlers::deleteAccount(SessionId session,
                                                                         wire::AccountDeleteRequest request) {
    accounts::DeletionRequest deletion;
    deletion.address = m_services.signIns.addressOf(session).toString();
    const accounts::OwnAccount account = co_await m_services.confirmPassword(session, request.password());
    deletion.passwordHash = account.passwordHash;
    if (m_services.outbox.isAvailable()) {
        const Mail mail = m_services.mails.deletionAsked(account.email, account.username, accounts::graceDays);
        deletion.notice = m_services.outbox.prepare(QStringLiteral("deletion_asked"), account.user, mail);
    }
    const std::optional<QDateTime> due =
        co_await m_services.database.transaction(&accounts::requestDeletion, account.user, deletion);
    if (!due)
        throw wrongPasswordRefusal();
    qCInfo(accountsLog, "deletion asked for user=%lld", static_cast<long long>(account.user));
    m_services.outbox.noteQueued();
    m_services.pending.removeAll(account.user);
    m_services.signIns.signOut(session);  // who asked gets the reply instead
    m_services.signIns.endAll(account.user, QStringLiteral("Your account is to be deleted. Logging in keeps it."));
    wire::AccountDeleteReply reply;
    reply.set_due_ms(due->toMSecsSinceEpoch());
    co_return reply;
}

}  // namespace server

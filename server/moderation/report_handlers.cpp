#include "server/moderation/report_handlers.h"

#include "server/accounts/account_services.h"
#include "server/database/database.h"
#include "server/moderation/reports_store.h"
#include "server/net/router.h"

namespace server {

namespace {

constexpr int longestReason = 500;

QString checkReason(const std::string& text) {
    const QString reason = QString::fromStdString(text).trimmed();
    if (reason.isEmpty() || reason.size() > longestReason)
        throw Refusal(wire::REFUSAL_INVALID_FIELD,
                      QStringLiteral("Say what is wrong, in at most %1 characters.").arg(longestReason),
                      QStringLiteral("reason"));
    return reason;
}

}  // namespace

ReportHandlers::ReportHandlers(Router& router, AccountServices& services) : m_services(services) {
    router.handle<&ReportHandlers::report>(Access::SignedIn, this);
}

QCoro::Task<wire::ReportReply> ReportHandlers::report(SessionId session, wire::ReportRequest request) {
    moderation::NewReport report;
    report.reporter = m_services.signIns.userOf(session);
    report.user = request.user_id();
    report.message = request.message_id();
    report.reason = checkReason(request.reason());
    if (report.user == report.reporter)
        throw Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("That is you."));
    m_services.guards.reports.enter(AccountGuards::keyOf(report.reporter));
    co_await m_services.database.transaction(&moderation::insertReport, report);
    co_return wire::ReportReply();
}

}  // namespace server

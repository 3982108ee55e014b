#include "server/accounts/audit_store.h"

#include <QJsonDocument>

namespace server::accounts {

namespace {

void insert(Transaction& transaction, const QString& actor, std::optional<std::int64_t> actorId, UserId user,
            const QString& action, const QString& address, const QJsonObject& detail) {
    transaction.execute(
        "INSERT INTO audit (actor, actor_id, user_id, action, address, detail)"
        " VALUES ($1, $2, $3, $4, $5, $6::jsonb)",
        actor, actorId, user, action, address, QString::fromUtf8(QJsonDocument(detail).toJson(QJsonDocument::Compact)));
}

}  // namespace

void auditByUser(Transaction& transaction, UserId user, const QString& action, const QString& address,
                 const QJsonObject& detail) {
    insert(transaction, QStringLiteral("user"), user, user, action, address, detail);
}

void auditByOperator(Transaction& transaction, UserId user, const QString& action, const QJsonObject& detail) {
    insert(transaction, QStringLiteral("operator"), std::nullopt, user, action, {}, detail);
}

void auditByServer(Transaction& transaction, UserId user, const QString& action) {
    insert(transaction, QStringLiteral("server"), std::nullopt, user, action, {}, {});
}

}  // namespace server::accounts

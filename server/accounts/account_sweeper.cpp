#include "server/accounts/account_sweeper.h"

#include "server/async/drained.h"
#include "server/database/database.h"
#include "server/database/database_unavailable.h"
#include "server/hosting/mail/mail_queue_store.h"
#include "server/notifications/notifications_store.h"

#include <QLoggingCategory>

namespace server {

namespace {
Q_LOGGING_CATEGORY(accountsLog, "accounts", QtInfoMsg)
}

void accounts::sweepExpired(Transaction& transaction) {
    transaction.execute("DELETE FROM sessions WHERE expires_at <= now()");
    transaction.execute("DELETE FROM email_codes WHERE expires_at <= now()");
    transaction.execute("DELETE FROM trusted_devices WHERE expires_at <= now()");
    mail::sweep(transaction);
    notifications::sweep(transaction);
}

AccountSweeper::AccountSweeper(Database& database, std::chrono::milliseconds every, QObject* parent)
    : QObject(parent), m_database(database), m_tasks(QStringLiteral("sweep")) {
    m_timer.setInterval(every);
    connect(&m_timer, &QTimer::timeout, this, [this] { m_tasks.run(sweep()); });
}

void AccountSweeper::start() {
    m_tasks.run(sweep());
    m_timer.start();
}

QCoro::Task<void> AccountSweeper::drain() {
    m_timer.stop();
    co_await drained(m_tasks);
}

QCoro::Task<void> AccountSweeper::sweep() {
    try {
        co_await m_database.transaction(&accounts::sweepExpired);
    } catch (const DatabaseUnavailable&) {
        qCInfo(accountsLog, "the database is away, nothing was swept");  // next time
    }
}

}  // namespace server

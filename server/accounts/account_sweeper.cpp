#include "server/accounts/account_sweeper.h"

#include "server/accounts/data/deletion_store.h"
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
    // Whose code is good no longer, confirms it no more.
    transaction.execute(
        "UPDATE users SET pending_email = NULL WHERE pending_email IS NOT NULL AND NOT EXISTS ("
        " SELECT FROM email_codes WHERE user_id = users.id AND purpose = 'change_email')");
    mail::sweep(transaction);
    notifications::sweep(transaction);
}

AccountSweeper::AccountSweeper(Database& database, std::vector<Sql> erasures, std::chrono::milliseconds every,
                               QObject* parent)
    : QObject(parent), m_database(database), m_erasures(std::move(erasures)), m_tasks(QStringLiteral("sweep")) {
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
        int erased = 0;
        do {
            erased = co_await m_database.transaction(&accounts::eraseDue, m_erasures);
            if (erased > 0)
                qCInfo(accountsLog, "accounts deleted count=%d", erased);
        } while (erased > 0);
    } catch (const DatabaseUnavailable&) {
        qCInfo(accountsLog, "the database is away, nothing was swept");  // next time
    }
}

}  // namespace server

#pragma once

// Takes mails from the queue, oldest first, and hands them to the mail server on a thread of its own, one at a time. A
// mail that was not taken stays in the queue and is tried again, later and later, and given up after a day. A mail may
// arrive twice (the server was killed between sending and noting it), with the same Message-ID; none is lost. Main
// thread.

#include "server/async/main_queue.h"
#include "server/async/worker_pool.h"
#include "server/hosting/mail/mail_queue_store.h"
#include "server/hosting/mail/smtp_client.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace server {

class Database;
class MailOutbox;

struct MailerTimes {
    std::chrono::milliseconds look{30'000};  // for mails whose next try is due
    mail::RetryRule retry;
};

class SmtpMailer : public QObject {
    Q_OBJECT

 public:
    SmtpMailer(MainQueue& queue, Database& database, MailOutbox& outbox, SmtpSettings settings, MailerTimes times = {},
               QObject* parent = nullptr);
    ~SmtpMailer() override;  // waits for the mail thread

    // Sends what waits from earlier runs too, at once: the operator may have put right what held it up.
    void start();
    // Breaks off the mail under way, which stays in the queue. Ends when nothing uses the database any more.
    QCoro::Task<void> drain();
    // Waits for the mail thread. What it ended with is then in the MainQueue.
    void stopThread();

    std::uint64_t sent() const { return m_sent; }

 private:
    struct Delivery {
        std::int64_t id;
        SmtpOutcome outcome;
    };

    void wake();
    QCoro::Task<void> deliverDue();
    QCoro::Task<bool> deliverSome();
    QCoro::Task<SmtpOutcome> deliver(mail::DueMail mail);
    QCoro::Task<void> record();

    MainQueue& m_queue;
    Database& m_database;
    MailOutbox& m_outbox;
    const SmtpSettings m_settings;
    const MailerTimes m_times;
    std::atomic<bool> m_cancelled = false;
    std::unique_ptr<SmtpClient> m_client;  // of the mail thread
    WorkerPool m_pool;
    std::optional<Delivery> m_unrecorded;  // what the database does not know yet
    std::uint64_t m_sent = 0;
    bool m_isFirstLook = true;
    bool m_delivering = false;
    bool m_again = false;  // something was queued meanwhile
    QTimer m_timer;
    pong::TaskScope m_tasks;
};

}  // namespace server

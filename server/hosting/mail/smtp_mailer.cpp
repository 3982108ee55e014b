#include "server/hosting/mail/smtp_mailer.h"

#include "server/async/drained.h"
#include "server/database/database.h"
#include "server/database/database_unavailable.h"
#include "server/hosting/mail/mail_outbox.h"
#include "server/hosting/mail/mime_message.h"
#include "shared/async/completion.h"

#include <QLoggingCategory>

namespace server {

namespace {

Q_LOGGING_CATEGORY(mailLog, "mail", QtInfoMsg)

constexpr int mailsAtOnce = 20;

}  // namespace

SmtpMailer::SmtpMailer(MainQueue& queue, Database& database, MailOutbox& outbox, SmtpSettings settings,
                       MailerTimes times, QObject* parent)
    : QObject(parent)
    , m_queue(queue)
    , m_database(database)
    , m_outbox(outbox)
    , m_settings(std::move(settings))
    , m_times(times)
    , m_client(std::make_unique<SmtpClient>(m_settings, m_cancelled))
    , m_pool("mail", 1, 1)
    , m_tasks(QStringLiteral("mail")) {
    connect(&outbox, &MailOutbox::queued, this, &SmtpMailer::wake);
    connect(&m_timer, &QTimer::timeout, this, &SmtpMailer::wake);
}

SmtpMailer::~SmtpMailer() {
    stopThread();
}

void SmtpMailer::stopThread() {
    m_cancelled = true;
    m_pool.stop(WorkerPool::Stop::Drain);
}

void SmtpMailer::start() {
    m_timer.start(m_times.look);
    wake();
}

QCoro::Task<void> SmtpMailer::drain() {
    m_cancelled = true;
    m_timer.stop();
    co_await drained(m_tasks);
}

void SmtpMailer::wake() {
    m_again = true;
    if (!m_delivering && !m_cancelled)
        m_tasks.run(deliverDue());
}

QCoro::Task<void> SmtpMailer::deliverDue() {
    m_delivering = true;
    try {
        if (m_isFirstLook)
            co_await m_database.transaction(&mail::tryAllNow);
        m_isFirstLook = false;
        bool isMore = true;
        while (isMore && !m_cancelled) {
            m_again = false;
            isMore = co_await deliverSome();
            isMore = isMore || m_again;
        }
    } catch (const DatabaseUnavailable&) {
        qCInfo(mailLog, "the database is away, mails wait");  // and are looked for again by the timer
    }
    m_delivering = false;
}

// Answers whether there may be more.
QCoro::Task<bool> SmtpMailer::deliverSome() {
    co_await record();
    const std::vector<mail::DueMail> due = co_await m_database.transaction(&mail::due, mailsAtOnce);
    for (const mail::DueMail& mail : due) {
        const SmtpOutcome outcome = co_await deliver(mail);
        if (m_cancelled && outcome.kind != SmtpOutcome::Kind::Sent)
            co_return false;  // broken off: not its failure
        m_unrecorded = Delivery{mail.id, outcome};
        co_await record();
        if (m_cancelled)
            co_return false;
    }
    co_return !due.empty();
}

QCoro::Task<SmtpOutcome> SmtpMailer::deliver(mail::DueMail due) {
    const std::optional<Mail> mail = m_outbox.open(due.content);
    if (!mail) {
        const SmtpOutcome unreadable{SmtpOutcome::Kind::Refused, QStringLiteral("encrypted with another server's key")};
        co_return unreadable;
    }
    const QByteArray id = "pong-" + QByteArray::number(static_cast<qlonglong>(due.id)) + '.' +
                          QByteArray::number(due.createdAt.toMSecsSinceEpoch(), 36);
    const QByteArray message = mimeMessage(*mail, m_settings.from, id, due.createdAt);
    pong::Completion<SmtpOutcome> completion;
    // The pool takes one job at a time and there is only one.
    m_pool.post([this, to = mail->to, message, completion] {
        const SmtpOutcome outcome = m_client->send(to, message);
        m_queue.post([completion, outcome]() mutable { completion.complete(outcome); });
    });
    co_return co_await completion;
}

// Kept until the database knows: a mail that was sent is not sent again because of a moment without a database.
QCoro::Task<void> SmtpMailer::record() {
    if (!m_unrecorded)
        co_return;
    const Delivery delivery = *m_unrecorded;
    if (delivery.outcome.kind == SmtpOutcome::Kind::Sent) {
        co_await m_database.transaction(&mail::markSent, delivery.id);
        ++m_sent;
        qCInfo(mailLog, "sent mail=%lld", static_cast<long long>(delivery.id));
    } else {
        const bool isFinal = delivery.outcome.kind == SmtpOutcome::Kind::Refused;
        const bool isDead = co_await m_database.transaction(&mail::markFailed, delivery.id, delivery.outcome.text,
                                                            isFinal, m_times.retry);
        qCWarning(mailLog, "not sent mail=%lld given_up=%d why=\"%s\"", static_cast<long long>(delivery.id), isDead,
                  qUtf8Printable(delivery.outcome.text));
    }
    m_unrecorded.reset();
}

}  // namespace server

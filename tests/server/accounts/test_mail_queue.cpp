// From a transaction to the receiver: the queue in a real database and the mailer against a real mail server. Nothing
// is lost when either side is down, nothing is sent that was not committed, and what cannot be sent is given up and
// kept.

#include "server/async/main_queue.h"
#include "server/database/database.h"
#include "server/hosting/mail/mail_outbox.h"
#include "server/hosting/mail/smtp_mailer.h"
#include "tests/support/server_test_main.h"
#include "tests/support/smtp_server.h"
#include "tests/support/test_database.h"

#include <QtTest>

#include <stdexcept>

using server::QueuedMail;
using server::Transaction;

namespace {

const QString mara = QStringLiteral("mara@example.org");

server::Mail mailTo(const QString& to, const QString& subject = QStringLiteral("Hello")) {
    return {to, subject, QStringLiteral("The code is 123456.\n"), QStringLiteral("<p>The code is 123456.</p>\n")};
}

void enqueueAndFail(Transaction& transaction, QueuedMail mail) {
    server::mail::enqueue(transaction, mail);
    throw std::runtime_error("changed my mind");
}

server::MailerTimes quick() {
    server::MailerTimes times;
    times.look = std::chrono::milliseconds(20);
    times.retry.firstDelay = std::chrono::milliseconds(10);
    times.retry.longestDelay = std::chrono::milliseconds(50);
    return times;
}

}  // namespace

class TestMailQueue : public QObject {
    Q_OBJECT

 private:
    void queue(const QueuedMail& mail) {
        test::result(m_database->transaction(&server::mail::enqueue, mail));
        m_outbox->noteQueued();
    }
    void queue(const QString& to) { queue(m_outbox->prepare(QStringLiteral("test"), 0, mailTo(to))); }
    void startMailer(const server::MailerTimes& times = quick()) {
        m_mailer = std::make_unique<server::SmtpMailer>(m_queue, *m_database, *m_outbox, m_server->settings(), times);
        m_mailer->start();
    }
    void stopMailer() {
        test::result(m_mailer->drain());
        m_mailer.reset();
    }
    qint64 rows(const char* status) {
        return m_testDatabase->number(
            QStringLiteral("SELECT count(*) FROM mail_queue WHERE status = '%1'").arg(QLatin1StringView(status)));
    }

    std::unique_ptr<test::SmtpServer> m_server;
    std::unique_ptr<test::TestDatabase> m_testDatabase;
    server::MainQueue m_queue;
    std::unique_ptr<server::Database> m_database;
    std::unique_ptr<server::MailOutbox> m_outbox;
    std::unique_ptr<server::SmtpMailer> m_mailer;

 private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<test::SmtpServer>(); }
    void init();
    void cleanup();
    void isSentAndForgotten();
    void waitsInSecret();
    void aTransactionThatFailsSendsNothing();
    void aBlankOneIsNeverSent();
    void survivesAMailServerThatIsAway();
    void survivesARestartOfOurs();
    void waitsLongerAndLonger();
    void aReceiverThatIsRefusedIsGivenUp();
    void isGivenUpAfterADay();
    void anotherServersKeyIsNoReasonToStop();
    void oneBadReceiverDoesNotHoldUpOthers();
    void stopsInTheMiddleOfAMail();
    void whatIsOverIsSwept();
};

void TestMailQueue::init() {
    m_testDatabase = std::make_unique<test::TestDatabase>();
    m_database = std::make_unique<server::Database>(m_queue, m_testDatabase->settings());
    m_database->open();
    server::MailOptions options;
    options.isAvailable = true;
    m_outbox = std::make_unique<server::MailOutbox>(server::ServerKey::make(), options);
    m_server->behave(QStringLiteral("take"));
}

void TestMailQueue::cleanup() {
    if (m_mailer)
        stopMailer();
    m_outbox.reset();
    m_database.reset();
    m_testDatabase.reset();
    while (m_server->waiting() > 0)
        m_server->take();
}

void TestMailQueue::isSentAndForgotten() {
    startMailer();
    queue(mara);
    const std::optional<test::ReceivedMail> mail = m_server->take();
    QVERIFY(mail);
    QCOMPARE(mail->receivers, QStringList{mara});
    QVERIFY(mail->text.contains(QStringLiteral("123456")));
    QVERIFY(mail->html.contains(QStringLiteral("123456")));
    QTRY_COMPARE(m_mailer->sent(), 1u);
    QCOMPARE(m_testDatabase->number(QStringLiteral("SELECT count(*) FROM mail_queue")), 0);
}

void TestMailQueue::waitsInSecret() {
    queue(mara);
    QCOMPARE(m_testDatabase->number(
                 QStringLiteral("SELECT count(*) FROM mail_queue WHERE position('123456'::bytea IN content) > 0"
                                " OR position('mara'::bytea IN content) > 0 OR mail_queue::text LIKE '%mara%'")),
             0);
    QCOMPARE(rows("waiting"), 1);
}

void TestMailQueue::aTransactionThatFailsSendsNothing() {
    startMailer();
    const QueuedMail mail = m_outbox->prepare(QStringLiteral("test"), 0, mailTo(mara));
    QVERIFY_EXCEPTION_THROWN(test::result(m_database->transaction(&enqueueAndFail, mail)), std::runtime_error);
    m_outbox->noteQueued();
    queue(QStringLiteral("next@example.org"));
    const std::optional<test::ReceivedMail> next = m_server->take();
    QVERIFY(next);
    QCOMPARE(next->receivers, QStringList{QStringLiteral("next@example.org")});
}

void TestMailQueue::aBlankOneIsNeverSent() {
    startMailer();
    const int before = m_server->tries(mara);
    queue(m_outbox->prepareBlank(QStringLiteral("test"), mailTo(mara)));
    queue(QStringLiteral("next@example.org"));
    QVERIFY(m_server->take());
    QTRY_COMPARE(rows("waiting"), 0);
    QCOMPARE(rows("blank"), 1);
    QCOMPARE(m_server->tries(mara), before);
    QCOMPARE(m_outbox->prepared(), 2u);
}

void TestMailQueue::survivesAMailServerThatIsAway() {
    startMailer();
    m_server->stop();
    queue(mara);
    QTRY_VERIFY(m_testDatabase->number(QStringLiteral("SELECT max(attempts) FROM mail_queue")) >= 2);
    QCOMPARE(rows("waiting"), 1);
    QVERIFY(!m_testDatabase->value(QStringLiteral("SELECT last_error FROM mail_queue")).toString().isEmpty());
    m_server->start();
    QVERIFY(m_server->take());
    QTRY_COMPARE(rows("waiting"), 0);
}

void TestMailQueue::survivesARestartOfOurs() {
    queue(mara);
    queue(QStringLiteral("second@example.org"));
    // One of them was tried before, and would not be due for a long time.
    m_testDatabase->execute(
        QStringLiteral("UPDATE mail_queue SET next_attempt_at = now() + interval '1 hour' WHERE id = (SELECT min(id) "
                       "FROM mail_queue)"));
    startMailer();
    QVERIFY(m_server->take());
    QVERIFY(m_server->take());
    QTRY_COMPARE(rows("waiting"), 0);
}

void TestMailQueue::waitsLongerAndLonger() {
    server::mail::RetryRule rule;
    queue(mara);
    const auto id = m_testDatabase->number(QStringLiteral("SELECT id FROM mail_queue"));
    const QString error = QStringLiteral("no");
    for (const int expected : {30, 60, 120, 240, 480, 960, 1920, 3600, 3600}) {
        QVERIFY(!test::result(m_database->transaction(&server::mail::markFailed, id, error, false, rule)));
        const double wait = m_testDatabase
                                ->value(QStringLiteral("SELECT extract(epoch FROM next_attempt_at - now())::float8"
                                                       " FROM mail_queue"))
                                .toDouble();
        // The column rounds to milliseconds, also upwards.
        QVERIFY2(wait <= expected + 0.001 && wait > expected - 20, qPrintable(QString::number(wait)));
        QCOMPARE(test::result(m_database->transaction(&server::mail::due, 10)).size(), 0u);
    }
}

void TestMailQueue::aReceiverThatIsRefusedIsGivenUp() {
    m_server->behave(QStringLiteral("refuse 550"));
    startMailer();
    queue(mara);
    QTRY_COMPARE(rows("dead"), 1);
    QCOMPARE(m_testDatabase->number(QStringLiteral("SELECT count(*) FROM mail_queue WHERE content IS NULL")), 1);
    QVERIFY(m_testDatabase->value(QStringLiteral("SELECT last_error FROM mail_queue"))
                .toString()
                .contains(QStringLiteral("550")));
}

void TestMailQueue::isGivenUpAfterADay() {
    m_server->behave(QStringLiteral("refuse 450"));
    startMailer();
    queue(mara);
    QTRY_VERIFY(m_testDatabase->number(QStringLiteral("SELECT max(attempts) FROM mail_queue")) >= 2);
    QCOMPARE(rows("waiting"), 1);
    m_testDatabase->execute(QStringLiteral("UPDATE mail_queue SET created_at = created_at - interval '1 day'"));
    QTRY_COMPARE(rows("dead"), 1);
}

void TestMailQueue::anotherServersKeyIsNoReasonToStop() {
    server::MailOutbox stranger(server::ServerKey::make(), {});
    queue(stranger.prepare(QStringLiteral("test"), 0, mailTo(mara)));
    queue(QStringLiteral("next@example.org"));
    startMailer();
    const std::optional<test::ReceivedMail> next = m_server->take();
    QVERIFY(next);
    QCOMPARE(next->receivers, QStringList{QStringLiteral("next@example.org")});
    QCOMPARE(rows("dead"), 1);
}

void TestMailQueue::oneBadReceiverDoesNotHoldUpOthers() {
    m_server->behave(QStringLiteral("refuse 450"));
    server::MailerTimes times = quick();
    times.retry.firstDelay = times.retry.longestDelay = std::chrono::hours(1);
    startMailer(times);
    queue(mara);
    QTRY_COMPARE(m_testDatabase->number(QStringLiteral("SELECT attempts FROM mail_queue")), 1);
    m_server->behave(QStringLiteral("take"));
    queue(QStringLiteral("next@example.org"));
    QVERIFY(m_server->take());
    QTRY_COMPARE(rows("waiting"), 1);
}

void TestMailQueue::stopsInTheMiddleOfAMail() {
    m_server->behave(QStringLiteral("stall"));
    const int before = m_server->tries(mara);
    startMailer();
    queue(mara);
    QTRY_COMPARE(m_server->tries(mara), before + 1);
    stopMailer();
    QCOMPARE(m_testDatabase->number(QStringLiteral("SELECT attempts FROM mail_queue")), 0);
    m_server->behave(QStringLiteral("take"));
    startMailer();
    QVERIFY(m_server->take());
}

void TestMailQueue::whatIsOverIsSwept() {
    m_testDatabase->execute(QStringLiteral(
        "INSERT INTO mail_queue (kind, status, content, created_at) VALUES"
        " ('old', 'dead', NULL, now() - interval '31 days'), ('new', 'dead', NULL, now() - interval '29 days'),"
        " ('old', 'blank', NULL, now() - interval '2 hours'), ('new', 'blank', NULL, now()),"
        " ('new', 'waiting', 'x', now() - interval '31 days')"));
    test::result(m_database->transaction(&server::mail::sweep));
    QCOMPARE(m_testDatabase->number(QStringLiteral("SELECT count(*) FROM mail_queue WHERE kind = 'old'")), 0);
    QCOMPARE(m_testDatabase->number(QStringLiteral("SELECT count(*) FROM mail_queue WHERE kind = 'new'")), 3);
}

PONG_SERVER_TEST_MAIN(TestMailQueue)
#include "test_mail_queue.moc"

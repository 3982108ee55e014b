// Codes by e-mail: confirming an address after sign-up; ten minutes, five tries, once; asking for another; sweeping.

#include "account_fixture.h"
#include "server/accounts/account_sweeper.h"
#include "server/database/transaction_runner.h"
#include "tests/support/server_test_main.h"

#include <QCryptographicHash>
#include <QtTest>

namespace {

namespace wire = pong::wire;
using test::AccountFixture;

wire::EmailConfirmRequest confirm(const std::string& code) {
    wire::EmailConfirmRequest request;
    request.set_code(code);
    return request;
}

}  // namespace

class TestEmailCodes : public QObject {
    Q_OBJECT

 private:
    void execute(const char* sql) { m_fixture->database().execute(QString::fromLatin1(sql)); }
    qint64 number(const char* sql) { return m_fixture->database().number(QString::fromLatin1(sql)); }
    std::string code() const { return m_fixture->confirmation.toStdString(); }
    void start(const server::FeatureOptions& options = AccountFixture::patient()) {
        m_mara.reset();
        m_fixture = std::make_unique<AccountFixture>(m_smtp.get(), options);
        m_mara = m_fixture->signUp(QStringLiteral("mara"));
    }

    std::unique_ptr<test::SmtpServer> m_smtp;
    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<test::TestClient> m_mara;

 private Q_SLOTS:
    void initTestCase() { m_smtp = std::make_unique<test::SmtpServer>(); }
    void init() {
        start();
        QVERIFY(m_mara);
    }
    void cleanup() {
        m_mara.reset();
        m_fixture.reset();
        while (m_smtp->waiting() > 0)
            m_smtp->take();
    }
    void signUpSendsOne();
    void confirmsTheAddress();
    void isStoredAsAHash();
    void isGoodOnce();
    void isVoidAfterFiveTries();
    void isVoidAfterItsTime();
    void aNewOneReplacesTheOld();
    void isNoGoodForAnotherAddress();
    void isNoGoodForAnotherAccount();
    void askingAgainMustWait();
    void signUpsOfOneAddressAreSlowedDown();
    void signUpThatFailsSendsNothing();
    void withoutMailNobodyIsAsked();
    void whatHasExpiredIsSwept();
};

void TestEmailCodes::signUpSendsOne() {
    QCOMPARE(code().size(), 6u);
    wire::LogInRequest request = m_fixture->logIn("mara");
    const auto answer = m_fixture->connect()->request(request);
    QVERIFY(answer);
    QVERIFY(answer.reply->signed_in().email_unconfirmed());
}

void TestEmailCodes::confirmsTheAddress() {
    const auto answer = m_mara->request(confirm(code()));
    QVERIFY(answer);
    QCOMPARE(answer.reply->email(), std::string("mara@example.org"));
    QCOMPARE(number("SELECT count(*) FROM users WHERE email_verified_at IS NOT NULL"), 1);
    QVERIFY(!m_fixture->connect()->request(m_fixture->logIn("mara")).reply->signed_in().email_unconfirmed());
    QCOMPARE(m_mara->request(wire::EmailConfirmSendRequest()).refusal.code(), wire::REFUSAL_CONFLICT);
}

void TestEmailCodes::isStoredAsAHash() {
    QCOMPARE(number("SELECT octet_length(code_hash) FROM email_codes"), 32);
    const QString row =
        m_fixture->database().value(QStringLiteral("SELECT email_codes::text FROM email_codes")).toString();
    QVERIFY(!row.contains(m_fixture->confirmation));
    // Not as a hash that a million tries turn back into the code: it takes the server's key.
    const QByteArray stored =
        m_fixture->database().value(QStringLiteral("SELECT code_hash FROM email_codes")).toByteArray();
    QVERIFY(stored != QCryptographicHash::hash(m_fixture->confirmation.toLatin1(), QCryptographicHash::Sha256));
}

void TestEmailCodes::isGoodOnce() {
    QVERIFY(m_mara->request(confirm(code())));
    const auto again = m_mara->request(confirm(code()));
    QCOMPARE(again.refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(again.refusal.field(), std::string("code"));
}

void TestEmailCodes::isVoidAfterFiveTries() {
    const std::string wrong = AccountFixture::otherThan(code());
    for (int round = 0; round < 5; ++round) {
        QCOMPARE(number("SELECT attempts FROM email_codes"), round);
        QVERIFY(!m_mara->request(confirm(wrong)));
    }
    QVERIFY(!m_mara->request(confirm(code())));
    QVERIFY(m_mara->request(wire::EmailConfirmSendRequest()));
    QVERIFY(m_mara->request(confirm(m_fixture->nextCode().toStdString())));
}

void TestEmailCodes::isVoidAfterItsTime() {
    QCOMPARE(number("SELECT extract(epoch FROM expires_at - created_at)::bigint FROM email_codes"), 24 * 3600);
    execute("UPDATE email_codes SET expires_at = now()");
    QVERIFY(!m_mara->request(confirm(code())));
    // Those of a second factor are for ten minutes.
    wire::TwoFactorEmailStartRequest twoFactor;
    twoFactor.set_password(AccountFixture::password);
    QVERIFY(m_mara->request(twoFactor));
    QCOMPARE(number("SELECT extract(epoch FROM expires_at - created_at)::bigint FROM email_codes"
                    " WHERE purpose = 'two_factor'"),
             600);
}

void TestEmailCodes::aNewOneReplacesTheOld() {
    const auto sent = m_mara->request(wire::EmailConfirmSendRequest());
    QVERIFY(sent);
    QCOMPARE(sent.reply->masked_email(), std::string("m***@e***.org"));
    const QString second = m_fixture->nextCode();
    QCOMPARE(second.size(), 6);
    if (second != m_fixture->confirmation)
        QVERIFY(!m_mara->request(confirm(code())));
    QVERIFY(m_mara->request(confirm(second.toStdString())));
}

void TestEmailCodes::isNoGoodForAnotherAddress() {
    execute("UPDATE users SET email = 'else@example.org'");
    QVERIFY(!m_mara->request(confirm(code())));
    QCOMPARE(number("SELECT count(*) FROM users WHERE email_verified_at IS NOT NULL"), 0);
}

void TestEmailCodes::isNoGoodForAnotherAccount() {
    const std::string maras = code();
    const auto kaito = m_fixture->signUp(QStringLiteral("kaito"));
    QVERIFY(kaito);
    if (maras != code())
        QVERIFY(!kaito->request(confirm(maras)));
    QVERIFY(m_mara->request(confirm(maras)));
    QCOMPARE(number("SELECT count(*) FROM users WHERE email_verified_at IS NOT NULL"), 1);
}

void TestEmailCodes::askingAgainMustWait() {
    server::FeatureOptions options = AccountFixture::patient();
    options.accountLimits.mail = server::AccountLimits().mail;
    start(options);
    const auto first = m_mara->request(wire::EmailConfirmSendRequest());
    QVERIFY(first);
    QCOMPARE(first.reply->resend_after_s(), 30u);
    const auto second = m_mara->request(wire::EmailConfirmSendRequest());
    QCOMPARE(second.refusal.code(), wire::REFUSAL_TOO_MANY);
    QCOMPARE(second.refusal.retry_after_ms(), 30'000u);
    m_fixture->steadyUs += 30'000'000;
    const auto third = m_mara->request(wire::EmailConfirmSendRequest());
    QVERIFY(third);
    QCOMPARE(third.reply->resend_after_s(), 60u);
}

void TestEmailCodes::signUpsOfOneAddressAreSlowedDown() {
    server::FeatureOptions options = AccountFixture::patient();
    options.accountLimits.signUpAddress.freeTries = 2;
    start(options);
    const auto client = m_fixture->connect();
    QVERIFY(client->request(test::TestServer::signUpRequest("kaito")));
    const auto other = m_fixture->connect();
    const auto refused = other->request(test::TestServer::signUpRequest("jo-ann"));
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_TOO_MANY);
    QCOMPARE(number("SELECT count(*) FROM users WHERE kind = 'human'"), 2);
    m_fixture->steadyUs += 1'000'000;
    QVERIFY(other->request(test::TestServer::signUpRequest("jo-ann")));
}

void TestEmailCodes::signUpThatFailsSendsNothing() {
    const auto client = m_fixture->connect();
    const std::uint64_t before = m_fixture->server().features().mailOutbox().prepared();
    QCOMPARE(client->request(test::TestServer::signUpRequest("mara")).refusal.code(), wire::REFUSAL_TAKEN);
    QCOMPARE(m_fixture->server().features().mailOutbox().prepared(), before);
    QCOMPARE(number("SELECT count(*) FROM email_codes"), 1);
}

void TestEmailCodes::withoutMailNobodyIsAsked() {
    m_mara.reset();
    m_fixture = std::make_unique<AccountFixture>(nullptr);
    test::TestClient client(m_fixture->server().url());
    wire::Hello hello;
    hello.set_protocol(pong::protocolVersion);
    QVERIFY(client.waitUntilOpen());
    const auto welcome = client.request(hello);
    QVERIFY(welcome);
    QVERIFY(!welcome.reply->has_mail());
    QCOMPARE(welcome.reply->contact(), std::string("Mara in room 3"));
    const auto signedUp = client.request(test::TestServer::signUpRequest("mara"));
    QVERIFY(signedUp);
    QVERIFY(!signedUp.reply->email_unconfirmed());
    const auto refused = client.request(wire::EmailConfirmSendRequest());
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_FORBIDDEN);
    QVERIFY(refused.refusal.text().find("Mara in room 3") != std::string::npos);
    QCOMPARE(number("SELECT count(*) FROM email_codes"), 0);
    QCOMPARE(number("SELECT count(*) FROM mail_queue"), 0);
}

void TestEmailCodes::whatHasExpiredIsSwept() {
    execute("INSERT INTO trusted_devices (user_id, token, expires_at) SELECT id, sha256('old'), now() FROM users");
    execute(
        "INSERT INTO trusted_devices (user_id, token, expires_at)"
        " SELECT id, sha256('new'), now() + interval '1 day' FROM users");
    execute("INSERT INTO sessions (user_id, token, expires_at) SELECT id, sha256('old'), now() FROM users");
    execute("UPDATE email_codes SET expires_at = now()");
    m_fixture->inTransaction(server::accounts::sweepExpired);
    QCOMPARE(number("SELECT count(*) FROM trusted_devices"), 1);
    QCOMPARE(number("SELECT count(*) FROM sessions"), 1);
    QCOMPARE(number("SELECT count(*) FROM email_codes"), 0);
}

PONG_SERVER_TEST_MAIN(TestEmailCodes)
#include "test_email_codes.moc"

// Every limit on guessing, and on what an address or an account may cause, at the requests that it is for. How the
// delays grow is tested where they are made (test_account_parts); here is that nothing goes round them.

#include "account_fixture.h"
#include "tests/support/server_test_main.h"

#include <QtTest>

namespace {

namespace wire = pong::wire;
using test::AccountFixture;
using test::TestClient;

}  // namespace

class TestAccountLimits : public QObject {
    Q_OBJECT

 private:
    // With this limit at two tries, and none in the way otherwise.
    void start(server::AttemptRule server::AccountLimits::*limit, test::SmtpServer* smtp = nullptr) {
        server::FeatureOptions options = AccountFixture::patient();
        (options.accountLimits.*limit).freeTries = 2;
        m_mara.reset();
        m_fixture = std::make_unique<AccountFixture>(smtp, options);
        m_mara = m_fixture->signUp(QStringLiteral("mara"));
        QVERIFY(m_mara);
    }
    // Twice it is refused for what it is, then for being too many; and after the delay for what it is again.
    template <typename Request>
    void isLimited(TestClient& client, const Request& request, wire::RefusalCode code) {
        QCOMPARE(client.request(request).refusal.code(), code);
        QCOMPARE(client.request(request).refusal.code(), code);
        const wire::Refusal refusal = client.request(request).refusal;
        QCOMPARE(refusal.code(), wire::REFUSAL_TOO_MANY);
        QVERIFY(refusal.retry_after_ms() > 0);
        m_fixture->steadyUs += std::int64_t{refusal.retry_after_ms()} * 1000;
        QCOMPARE(client.request(request).refusal.code(), code);
        const wire::Refusal next = client.request(request).refusal;
        QCOMPARE(next.code(), wire::REFUSAL_TOO_MANY);
        QVERIFY(next.retry_after_ms() > refusal.retry_after_ms());
    }
    std::string challenge(TestClient& client) {
        const auto first = client.request(m_fixture->logIn("mara"));
        return first ? first.reply->two_factor().challenge() : std::string();
    }

    std::unique_ptr<test::SmtpServer> m_smtp;
    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<TestClient> m_mara;

 private Q_SLOTS:
    void initTestCase() { m_smtp = std::make_unique<test::SmtpServer>(); }
    void cleanup() {
        m_mara.reset();
        m_fixture.reset();
        while (m_smtp->waiting() > 0)
            m_smtp->take();
    }
    void passwordsByAccount();
    void passwordsByAddress();
    void theAccountsOwnerTypesTooManyWrongPasswords_data();
    void theAccountsOwnerTypesTooManyWrongPasswords();
    void secondFactorsByAccount();
    void secondFactorsByAddress();
    void codesOfAddressesByAccount();
    void resetCodesByAddress();
    void mailsByReceiver();
    void mailsByAddress();
    void signUpsByAddress();
    void sessionsAskForCredentialsRarely();
};

void TestAccountLimits::passwordsByAccount() {
    start(&server::AccountLimits::account);
    wire::LogInRequest request = m_fixture->logIn("mara");
    request.set_password("wrong horse");
    isLimited(*m_fixture->connect(), request, wire::REFUSAL_WRONG_CREDENTIALS);
}

void TestAccountLimits::passwordsByAddress() {
    start(&server::AccountLimits::address);
    const auto guesser = m_fixture->connect();
    for (const char* name : {"anna", "bert"})
        QCOMPARE(guesser->request(m_fixture->logIn(name)).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(m_fixture->connect()->request(m_fixture->logIn("carl")).refusal.code(), wire::REFUSAL_TOO_MANY);
}

void TestAccountLimits::theAccountsOwnerTypesTooManyWrongPasswords_data() {
    QTest::addColumn<int>("request");
    QTest::newRow("name") << 0;
    QTest::newRow("address") << 1;
    QTest::newRow("password") << 2;
    QTest::newRow("deletion") << 3;
    QTest::newRow("two-factor") << 4;
}

// Whoever finds a computer that is signed in has no more tries than anybody else.
void TestAccountLimits::theAccountsOwnerTypesTooManyWrongPasswords() {
    QFETCH(int, request);
    start(&server::AccountLimits::account);
    const auto limited = [this](auto typed) {
        typed.set_password("wrong horse");
        isLimited(*m_mara, typed, wire::REFUSAL_WRONG_CREDENTIALS);
    };
    wire::ChangeUsernameRequest name;
    name.set_username("other");
    wire::ChangeEmailRequest email;
    email.set_email("new@example.org");
    wire::ChangePasswordRequest password;
    password.set_new_password("battery staple");
    switch (request) {
        case 0:
            limited(name);
            break;
        case 1:
            limited(email);
            break;
        case 2:
            limited(password);
            break;
        case 3:
            limited(wire::AccountDeleteRequest());
            break;
        default:
            limited(wire::TwoFactorAppStartRequest());
            break;
    }
}

void TestAccountLimits::secondFactorsByAccount() {
    start(&server::AccountLimits::code);
    const test::AuthenticatorApp app(*m_fixture, *m_mara);
    QVERIFY(app.isOn);
    const auto client = m_fixture->connect();
    wire::LogInCodeRequest request;
    request.set_challenge(challenge(*client));
    request.set_method(wire::TWO_FACTOR_RECOVERY);
    request.set_code("wrong");
    isLimited(*client, request, wire::REFUSAL_WRONG_CREDENTIALS);
}

void TestAccountLimits::secondFactorsByAddress() {
    start(&server::AccountLimits::address);
    const test::AuthenticatorApp app(*m_fixture, *m_mara);
    const auto client = m_fixture->connect();
    wire::LogInCodeRequest request;
    request.set_challenge(challenge(*client));
    request.set_method(wire::TWO_FACTOR_APP);
    request.set_code(AccountFixture::otherThan(app.code()));
    isLimited(*client, request, wire::REFUSAL_WRONG_CREDENTIALS);
}

void TestAccountLimits::codesOfAddressesByAccount() {
    start(&server::AccountLimits::code, m_smtp.get());
    wire::EmailConfirmRequest confirm;
    confirm.set_code("000000");
    isLimited(*m_mara, confirm, wire::REFUSAL_WRONG_CREDENTIALS);
    wire::ChangeEmailConfirmRequest change;
    change.set_code("000000");
    QCOMPARE(m_mara->request(change).refusal.code(), wire::REFUSAL_TOO_MANY);
    m_fixture->steadyUs += std::int64_t{3600} * 1'000'000;
    QCOMPARE(m_mara->request(change).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
}

void TestAccountLimits::resetCodesByAddress() {
    start(&server::AccountLimits::address);
    wire::PasswordResetConfirmRequest request;
    request.set_account("mara");
    request.set_code("AAAAA-AAAAA");
    request.set_password("battery staple");
    isLimited(*m_fixture->connect(), request, wire::REFUSAL_WRONG_CREDENTIALS);
}

void TestAccountLimits::mailsByReceiver() {
    start(&server::AccountLimits::mail, m_smtp.get());
    wire::PasswordResetRequest request;
    request.set_email("nobody@example.org");
    const auto client = m_fixture->connect();
    QVERIFY(client->request(request));
    QVERIFY(client->request(request));
    QCOMPARE(client->request(request).refusal.code(), wire::REFUSAL_TOO_MANY);
    request.set_email("else@example.org");
    QVERIFY(client->request(request));
}

void TestAccountLimits::mailsByAddress() {
    start(&server::AccountLimits::mailAddress, m_smtp.get());
    wire::PasswordResetRequest request;
    const auto client = m_fixture->connect();
    for (const char* receiver : {"anna@example.org", "bert@example.org"}) {
        request.set_email(receiver);
        QVERIFY(client->request(request));
    }
    request.set_email("carl@example.org");
    QCOMPARE(client->request(request).refusal.code(), wire::REFUSAL_TOO_MANY);
    QCOMPARE(m_mara->request(wire::EmailConfirmSendRequest()).refusal.code(), wire::REFUSAL_TOO_MANY);
}

void TestAccountLimits::signUpsByAddress() {
    start(&server::AccountLimits::signUpAddress);
    QVERIFY(m_fixture->signUp(QStringLiteral("kaito")));
    const auto third = m_fixture->connect();
    QCOMPARE(third->request(test::TestServer::signUpRequest("juno")).refusal.code(), wire::REFUSAL_TOO_MANY);
}

// Before any of the above: a connection cannot ask for what costs a password hash or a mail all the time.
void TestAccountLimits::sessionsAskForCredentialsRarely() {
    server::FeatureOptions options = AccountFixture::patient();
    options.sessionLimits.credentials = {0.001F, 5};
    m_fixture = std::make_unique<AccountFixture>(nullptr, options);
    m_mara = m_fixture->signUp(QStringLiteral("mara"));  // the first of the five
    QVERIFY(m_mara);
    wire::ChangeUsernameRequest request;
    request.set_username("other");
    request.set_password("wrong horse");
    for (int tries = 0; tries < 4; ++tries)
        QCOMPARE(m_mara->request(request).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(m_mara->request(request).refusal.code(), wire::REFUSAL_TOO_MANY);
    QCOMPARE(m_mara->request(wire::ChangeEmailRequest()).refusal.code(), wire::REFUSAL_TOO_MANY);
    QCOMPARE(m_mara->request(wire::ChangePasswordRequest()).refusal.code(), wire::REFUSAL_TOO_MANY);
    QCOMPARE(m_mara->request(wire::ChangeEmailConfirmRequest()).refusal.code(), wire::REFUSAL_TOO_MANY);
    QCOMPARE(m_mara->request(wire::AccountDeleteRequest()).refusal.code(), wire::REFUSAL_TOO_MANY);
    QVERIFY(m_mara->request(wire::ProfileRequest()));
}

PONG_SERVER_TEST_MAIN(TestAccountLimits)
#include "test_account_limits.moc"

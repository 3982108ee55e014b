// One's own account over real sockets and a real mail server: what it holds, and a new name, address or password.

#include "account_fixture.h"
#include "server/accounts/account_sweeper.h"
#include "tests/support/server_test_main.h"

#include <QtTest>

namespace {

namespace wire = pong::wire;
using test::AccountFixture;
using test::TestClient;

wire::ChangeUsernameRequest newName(const std::string& name, const std::string& password = AccountFixture::password) {
    wire::ChangeUsernameRequest request;
    request.set_password(password);
    request.set_username(name);
    return request;
}

wire::ChangeEmailRequest newEmail(const std::string& email, const std::string& password = AccountFixture::password) {
    wire::ChangeEmailRequest request;
    request.set_password(password);
    request.set_email(email);
    return request;
}

wire::ChangeEmailConfirmRequest confirmation(const QString& code) {
    wire::ChangeEmailConfirmRequest request;
    request.set_code(code.toStdString());
    return request;
}

wire::ChangePasswordRequest newPassword(const std::string& password,
                                        const std::string& old = AccountFixture::password) {
    wire::ChangePasswordRequest request;
    request.set_password(old);
    request.set_new_password(password);
    return request;
}

wire::ResumeRequest resume(const std::string& token) {
    wire::ResumeRequest request;
    request.set_token(token);
    return request;
}

}  // namespace

class TestProfile : public QObject {
    Q_OBJECT

 private:
    void start(test::SmtpServer* smtp) {
        m_mara.reset();
        m_fixture.reset();
        m_fixture = std::make_unique<AccountFixture>(smtp);
        m_mara = m_fixture->signUp(QStringLiteral("mara"));
        QVERIFY(m_mara);
    }
    wire::Profile profile() { return m_mara->request(wire::ProfileRequest()).reply.value_or(wire::Profile()); }
    qint64 number(const char* sql) { return m_fixture->database().number(QString::fromLatin1(sql)); }
    qint64 audited(const QString& action) {
        return m_fixture->database().number(
            QStringLiteral("SELECT count(*) FROM audit WHERE action = '%1' AND actor = 'user' AND actor_id = user_id"
                           " AND address <> ''")
                .arg(action));
    }

    std::unique_ptr<test::SmtpServer> m_smtp;
    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<TestClient> m_mara;

 private Q_SLOTS:
    void initTestCase() { m_smtp = std::make_unique<test::SmtpServer>(); }
    void init() { start(m_smtp.get()); }
    void cleanup() {
        m_mara.reset();
        m_fixture.reset();
        while (m_smtp->waiting() > 0)
            m_smtp->take();
    }
    void holdsTheAccount();
    void strangersHaveNone();
    void aNewNameIsOnEveryCard();
    void aNewNameMustBeFree();
    void theCaseOfANameMayChange();
    void aNewAddressIsConfirmedThere();
    void theOldAddressIsTold();
    void aNewAddressCanBeCancelled();
    void wrongCodesConfirmNothing();
    void addressesThatCannotBe();
    void anAddressThatIsTakenMeanwhile();
    void oneCanAskForSoManyMails();
    void withoutMailAnAddressChangesAtOnce();
    void pendingAddressesEnd();
    void aNewPasswordRotatesTheToken();
    void aNewPasswordEndsEverythingElse();
    void newPasswordsHaveTheirRules();
    void everyChangeAsksForThePassword();
    void wrongPasswordsMustWait();
};

void TestProfile::holdsTheAccount() {
    wire::Profile answer = profile();
    QCOMPARE(answer.username(), std::string("mara"));
    QCOMPARE(answer.email(), std::string("mara@example.org"));
    QVERIFY(!answer.email_confirmed());
    QVERIFY(answer.pending_email().empty() && answer.avatar_url().empty());
    QCOMPARE(answer.two_factor_size(), 0);
    QCOMPARE(answer.recovery_codes_left(), 0u);
    QCOMPARE(answer.deletion_due_ms(), 0);
    QCOMPARE(
        answer.created_ms(),
        m_fixture->database().value(QStringLiteral("SELECT created_at FROM users")).toDateTime().toMSecsSinceEpoch());
    const test::AuthenticatorApp app(*m_fixture, *m_mara);
    QVERIFY(app.isOn);
    answer = profile();
    QCOMPARE(answer.two_factor_size(), 1);
    QCOMPARE(answer.two_factor(0), wire::TWO_FACTOR_APP);
    QCOMPARE(answer.recovery_codes_left(), 10u);
}

void TestProfile::strangersHaveNone() {
    const auto stranger = m_fixture->connect();
    QCOMPARE(stranger->request(wire::ProfileRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(stranger->request(newName("kaito")).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(stranger->request(newEmail("a@example.org")).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(stranger->request(confirmation(QStringLiteral("123456"))).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(stranger->request(wire::ChangeEmailCancelRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(stranger->request(newPassword("battery staple")).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
}

void TestProfile::aNewNameIsOnEveryCard() {
    const auto changed = m_mara->request(newName("mara_2"));
    QVERIFY(changed);
    QCOMPARE(changed.reply->username(), std::string("mara_2"));
    const auto device = m_fixture->connect();
    QCOMPARE(device->request(m_fixture->logIn("mara")).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    const auto loggedIn = device->request(m_fixture->logIn("mara_2"));
    QVERIFY(loggedIn);
    QCOMPARE(loggedIn.reply->signed_in().me().username(), std::string("mara_2"));
    QCOMPARE(audited(QStringLiteral("change-username")), 1);
    QVERIFY(m_fixture->signUp(QStringLiteral("other")));
}

void TestProfile::aNewNameMustBeFree() {
    QVERIFY(m_fixture->signUp(QStringLiteral("kaito")));
    const auto taken = m_mara->request(newName("KAITO"));
    QCOMPARE(taken.refusal.code(), wire::REFUSAL_TAKEN);
    QCOMPARE(taken.refusal.field(), std::string("username"));
    const auto invalid = m_mara->request(newName("deleted player 5"));
    QCOMPARE(invalid.refusal.code(), wire::REFUSAL_INVALID_FIELD);
    QCOMPARE(invalid.refusal.field(), std::string("username"));
    QCOMPARE(profile().username(), std::string("mara"));
}

void TestProfile::theCaseOfANameMayChange() {
    QVERIFY(m_mara->request(newName("Mara")));
    QCOMPARE(profile().username(), std::string("Mara"));
}

void TestProfile::aNewAddressIsConfirmedThere() {
    const auto asked = m_mara->request(newEmail("new@example.org"));
    QVERIFY(asked);
    QCOMPARE(asked.reply->email(), std::string("mara@example.org"));
    QCOMPARE(asked.reply->pending_email(), std::string("new@example.org"));
    const std::optional<test::ReceivedMail> mail = m_smtp->take();
    QVERIFY(mail);
    QCOMPARE(mail->receivers, QStringList{QStringLiteral("new@example.org")});
    const auto confirmed = m_mara->request(confirmation(AccountFixture::codeIn(mail)));
    QVERIFY(confirmed);
    QCOMPARE(confirmed.reply->email(), std::string("new@example.org"));
    QVERIFY(confirmed.reply->email_confirmed());
    QVERIFY(confirmed.reply->pending_email().empty());
    QVERIFY(m_fixture->connect()->request(m_fixture->logIn("new@example.org")));
    QCOMPARE(m_fixture->connect()->request(m_fixture->logIn("mara@example.org")).refusal.code(),
             wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(audited(QStringLiteral("change-email")), 1);
}

void TestProfile::theOldAddressIsTold() {
    QVERIFY(m_mara->request(newEmail("new@example.org")));
    const QString code = m_fixture->nextCode();
    const std::optional<test::ReceivedMail> warning = m_smtp->take();
    QVERIFY(warning);
    QCOMPARE(warning->receivers, QStringList{QStringLiteral("mara@example.org")});
    QVERIFY(AccountFixture::codeIn(warning).isEmpty());
    QVERIFY(!warning->text.contains(QStringLiteral("new@example.org")));
    QVERIFY(m_mara->request(confirmation(code)));
    const std::optional<test::ReceivedMail> told = m_smtp->take();
    QVERIFY(told);
    QCOMPARE(told->receivers, QStringList{QStringLiteral("mara@example.org")});
}

void TestProfile::aNewAddressCanBeCancelled() {
    QVERIFY(m_mara->request(newEmail("new@example.org")));
    const QString code = m_fixture->nextCode();
    const auto cancelled = m_mara->request(wire::ChangeEmailCancelRequest());
    QVERIFY(cancelled);
    QVERIFY(cancelled.reply->pending_email().empty());
    QCOMPARE(m_mara->request(confirmation(code)).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(profile().email(), std::string("mara@example.org"));
}

void TestProfile::wrongCodesConfirmNothing() {
    QVERIFY(m_mara->request(newEmail("new@example.org")));
    const QString code = m_fixture->nextCode();
    const QString wrong = QString::fromStdString(AccountFixture::otherThan(code.toStdString()));
    for (int tries = 0; tries < 5; ++tries) {
        const auto refused = m_mara->request(confirmation(wrong));
        QCOMPARE(refused.refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
        QCOMPARE(refused.refusal.field(), std::string("code"));
    }
    QCOMPARE(m_mara->request(confirmation(code)).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);  // void by now
    QCOMPARE(profile().email(), std::string("mara@example.org"));
    // The code of the account's own address is no code for another one.
    QVERIFY(m_mara->request(newEmail("new@example.org")));
    QCOMPARE(m_mara->request(confirmation(m_fixture->confirmation)).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
}

void TestProfile::addressesThatCannotBe() {
    QVERIFY(m_fixture->signUp(QStringLiteral("kaito")));
    const auto taken = m_mara->request(newEmail("Kaito@Example.org"));
    QCOMPARE(taken.refusal.code(), wire::REFUSAL_TAKEN);
    QCOMPARE(taken.refusal.field(), std::string("email"));
    for (const char* address : {"nowhere", "MARA@example.org"}) {
        const auto refused = m_mara->request(newEmail(address));
        QCOMPARE(refused.refusal.code(), wire::REFUSAL_INVALID_FIELD);
        QCOMPARE(refused.refusal.field(), std::string("email"));
    }
    QVERIFY(profile().pending_email().empty());
}

void TestProfile::anAddressThatIsTakenMeanwhile() {
    QVERIFY(m_mara->request(newEmail("kaito@example.org")));
    const QString code = m_fixture->nextCode();
    QVERIFY(m_smtp->take());
    QVERIFY(m_fixture->signUp(QStringLiteral("kaito")));
    QCOMPARE(m_mara->request(confirmation(code)).refusal.code(), wire::REFUSAL_TAKEN);
    QCOMPARE(profile().email(), std::string("mara@example.org"));
}

void TestProfile::oneCanAskForSoManyMails() {
    server::FeatureOptions options = AccountFixture::patient();
    options.accountLimits.mail.freeTries = 1;
    m_mara.reset();
    m_fixture = std::make_unique<AccountFixture>(m_smtp.get(), options);
    m_mara = m_fixture->signUp(QStringLiteral("mara"));
    QVERIFY(m_mara->request(newEmail("new@example.org")));
    const auto again = m_mara->request(newEmail("new@example.org"));
    QCOMPARE(again.refusal.code(), wire::REFUSAL_TOO_MANY);
    QVERIFY(again.refusal.retry_after_ms() > 0);
}

void TestProfile::withoutMailAnAddressChangesAtOnce() {
    start(nullptr);
    const auto changed = m_mara->request(newEmail("new@example.org"));
    QVERIFY(changed);
    QCOMPARE(changed.reply->email(), std::string("new@example.org"));
    QVERIFY(!changed.reply->email_confirmed());
    QVERIFY(changed.reply->pending_email().empty());
    QCOMPARE(number("SELECT count(*) FROM mail_queue"), 0);
    QCOMPARE(m_mara->request(confirmation(QStringLiteral("123456"))).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
}

void TestProfile::pendingAddressesEnd() {
    QVERIFY(m_mara->request(newEmail("new@example.org")));
    m_fixture->database().execute(QStringLiteral("UPDATE email_codes SET expires_at = now() - interval '1 second'"));
    m_fixture->inTransaction(server::accounts::sweepExpired);
    QVERIFY(profile().pending_email().empty());
}

void TestProfile::aNewPasswordRotatesTheToken() {
    const auto device = m_fixture->connect();
    const auto loggedIn = device->request(m_fixture->logIn("mara"));
    QVERIFY(loggedIn);
    const std::string old = loggedIn.reply->signed_in().token();
    const auto changed = device->request(newPassword("battery staple"));
    QVERIFY(changed);
    QVERIFY(changed.reply->token() != old);
    QVERIFY(device->request(wire::ProfileRequest()));  // goes on
    const auto later = m_fixture->connect();
    QCOMPARE(later->request(resume(old)).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QVERIFY(later->request(resume(changed.reply->token())));
}

void TestProfile::aNewPasswordEndsEverythingElse() {
    m_fixture->database().execute(
        QStringLiteral("INSERT INTO trusted_devices (user_id, token, expires_at)"
                       " SELECT id, sha256('t'), now() + interval '1 day' FROM users"));
    const auto device = m_fixture->connect();
    QVERIFY(device->request(m_fixture->logIn("mara")));
    QVERIFY(device->request(newPassword("battery staple")));
    const auto told = m_mara->take(pong::ServerBody::kSignedOut);
    QVERIFY(told);
    QCOMPARE(told->signed_out().reason().code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(m_mara->request(wire::ProfileRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(number("SELECT count(*) FROM sessions"), 1);
    QCOMPARE(number("SELECT count(*) FROM trusted_devices"), 0);
    QCOMPARE(audited(QStringLiteral("change-password")), 1);
    QCOMPARE(m_fixture->connect()->request(m_fixture->logIn("mara")).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    const std::optional<test::ReceivedMail> mail = m_smtp->take();
    QVERIFY(mail);
    QVERIFY(mail->text.contains(QStringLiteral("new password")));
}

void TestProfile::newPasswordsHaveTheirRules() {
    for (const char* bad : {"short", "password123", "mara@example.org", AccountFixture::password}) {
        const auto refused = m_mara->request(newPassword(bad));
        QCOMPARE(refused.refusal.code(), wire::REFUSAL_INVALID_FIELD);
        QCOMPARE(refused.refusal.field(), std::string("new_password"));
    }
    QVERIFY(m_fixture->connect()->request(m_fixture->logIn("mara")));
}

void TestProfile::everyChangeAsksForThePassword() {
    const auto check = [](const wire::Refusal& refusal, wire::RefusalCode code) {
        QCOMPARE(refusal.code(), code);
        QCOMPARE(refusal.field(), std::string("password"));
    };
    const std::string wrong = "wrong horse";
    check(m_mara->request(newName("other", wrong)).refusal, wire::REFUSAL_WRONG_CREDENTIALS);
    check(m_mara->request(newEmail("new@example.org", wrong)).refusal, wire::REFUSAL_WRONG_CREDENTIALS);
    check(m_mara->request(newPassword("battery staple", wrong)).refusal, wire::REFUSAL_WRONG_CREDENTIALS);
    check(m_mara->request(newName("other", {})).refusal, wire::REFUSAL_INVALID_FIELD);
    check(m_mara->request(newEmail("new@example.org", {})).refusal, wire::REFUSAL_INVALID_FIELD);
    check(m_mara->request(newPassword("battery staple", {})).refusal, wire::REFUSAL_INVALID_FIELD);
    QCOMPARE(number("SELECT count(*) FROM users WHERE username = 'mara' AND pending_email IS NULL"), 1);
}

void TestProfile::wrongPasswordsMustWait() {
    server::FeatureOptions options = AccountFixture::patient();
    options.accountLimits.account.freeTries = 2;
    m_mara.reset();
    m_fixture = std::make_unique<AccountFixture>(m_smtp.get(), options);
    m_mara = m_fixture->signUp(QStringLiteral("mara"));
    const std::string wrong = "wrong horse";
    QCOMPARE(m_mara->request(newName("other", wrong)).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(m_mara->request(newPassword("battery staple", wrong)).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(m_mara->request(newEmail("new@example.org")).refusal.code(), wire::REFUSAL_TOO_MANY);
    // They are tries for the account: a log in waits for them as well.
    QCOMPARE(m_fixture->connect()->request(m_fixture->logIn("mara")).refusal.code(), wire::REFUSAL_TOO_MANY);
}

PONG_SERVER_TEST_MAIN(TestProfile)
#include "test_profile.moc"

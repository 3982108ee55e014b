// Forgotten passwords over real sockets and a real mail server: the way through it, that nobody learns from it who has
// an account (the same answers, hashes, mails and rows, counted), and that it opens nothing but the password.

#include "account_fixture.h"
#include "server/accounts/one_time_code.h"
#include "tests/support/server_test_main.h"

#include <QUrl>
#include <QUrlQuery>
#include <QtTest>

namespace {

namespace wire = pong::wire;
using test::AccountFixture;
using test::TestClient;

const char* const newPassword = "battery staple";

wire::PasswordResetRequest reset(const std::string& email) {
    wire::PasswordResetRequest request;
    request.set_email(email);
    return request;
}

wire::PasswordResetConfirmRequest confirm(const std::string& account, const std::string& code,
                                          const std::string& password = newPassword) {
    wire::PasswordResetConfirmRequest request;
    request.set_account(account);
    request.set_code(code);
    request.set_password(password);
    return request;
}

}  // namespace

class TestPasswordReset : public QObject {
    Q_OBJECT

 private:
    // What a request costs; the same for everybody. (Rows are counted by the numbers that were given out: a mail that
    // was sent leaves none.)
    struct Work {
        std::uint64_t hashes;
        std::uint64_t mails;
        qint64 queued;
        qint64 codes;
        bool operator==(const Work&) const = default;
    };
    Work work() {
        return {
            m_fixture->server().features().hasher().started(), m_fixture->server().features().mailOutbox().prepared(),
            number("SELECT last_value FROM mail_queue_id_seq"), number("SELECT last_value FROM email_codes_id_seq")};
    }
    static Work difference(const Work& before, const Work& after) {
        return {after.hashes - before.hashes, after.mails - before.mails, after.queued - before.queued,
                after.codes - before.codes};
    }
    template <typename Request>
    std::pair<Work, test::Answer<typename pong::ClientMessageTraits<Request>::Reply>> costOf(const Request& request) {
        const Work before = work();
        const auto client = m_fixture->connect();
        const auto answer = client->request(request);
        return {difference(before, work()), answer};
    }
    std::string askForCode(const std::string& email = "mara@example.org") {
        return m_fixture->connect()->request(reset(email)) ? m_fixture->nextCode().toStdString() : std::string();
    }
    bool canLogIn(const std::string& password) {
        wire::LogInRequest request = m_fixture->logIn("mara");
        request.set_password(password);
        const auto client = m_fixture->connect();
        return static_cast<bool>(client->request(request));
    }
    void execute(const char* sql) { m_fixture->database().execute(QString::fromLatin1(sql)); }
    qint64 number(const char* sql) { return m_fixture->database().number(QString::fromLatin1(sql)); }

    std::unique_ptr<test::SmtpServer> m_smtp;
    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<TestClient> m_mara;

 private Q_SLOTS:
    void initTestCase() { m_smtp = std::make_unique<test::SmtpServer>(); }
    void init() {
        m_fixture = std::make_unique<AccountFixture>(m_smtp.get());
        m_mara = m_fixture->signUp(QStringLiteral("mara"));
        QVERIFY(m_mara);
    }
    void cleanup() {
        m_mara.reset();
        m_fixture.reset();
        while (m_smtp->waiting() > 0)
            m_smtp->take();
    }
    void theWholeWay();
    void theLinkHoldsWhatIsNeeded();
    void endsEverySession();
    void aStrangerLearnsNothingByAsking();
    void aStrangerLearnsNothingByTrying();
    void theReceiverOfNothingGetsNothing();
    void theCodeIsGoodOnceAndForAWhile();
    void strangersCannotUseItUp();
    void neverGoesRoundTwoFactor();
    void aChallengeOfBeforeIsVoid();
    void trustedComputersAreForgotten();
    void newPasswordsHaveTheirRules();
    void askingAgainMustWaitForAnybody();
    void disabledAccountsAreNobodys();
    void withoutMailTheHostHelps();
    void tellsTheOwner();
};

void TestPasswordReset::theWholeWay() {
    const auto client = m_fixture->connect();
    const auto asked = client->request(reset("Mara@Example.org"));
    QVERIFY(asked);
    QCOMPARE(asked.reply->expires_in_s(), 1800u);
    const std::optional<test::ReceivedMail> mail = m_smtp->take();
    QVERIFY(mail);
    QCOMPARE(mail->receivers, QStringList{QStringLiteral("mara@example.org")});
    const std::string code = AccountFixture::codeIn(mail).toStdString();
    QCOMPARE(code.size(), 11u);
    QVERIFY(client->request(confirm("mara@example.org", code)));
    // Nobody is signed in by it, and the old password is nobody's.
    QCOMPARE(client->request(wire::QuickMatchRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QVERIFY(!canLogIn(AccountFixture::password));
    QVERIFY(canLogIn(newPassword));
    QCOMPARE(number("SELECT count(*) FROM audit WHERE action = 'reset-password'"), 1);
    // Who has read the mail has the address.
    QCOMPARE(number("SELECT count(*) FROM users WHERE email_verified_at IS NOT NULL"), 1);
}

void TestPasswordReset::theLinkHoldsWhatIsNeeded() {
    QVERIFY(m_fixture->connect()->request(reset("mara@example.org")));
    const std::optional<test::ReceivedMail> mail = m_smtp->take();
    QVERIFY(mail);
    static const QRegularExpression link(QStringLiteral("^pong://reset\\?\\S+$"), QRegularExpression::MultilineOption);
    const QUrlQuery query(QUrl(link.match(mail->text).captured(0)));
    const auto item = [&query](const char* name) {
        return query.queryItemValue(QLatin1StringView(name), QUrl::FullyDecoded).toStdString();
    };
    QVERIFY(m_fixture->connect()->request(confirm(item("account"), item("code"))));
}

void TestPasswordReset::endsEverySession() {
    const auto other = m_fixture->connect();
    const auto signedIn = other->request(m_fixture->logIn("mara"));
    QVERIFY(signedIn);
    const auto kaito = m_fixture->signUp(QStringLiteral("kaito"));
    QVERIFY(kaito);
    const std::string code = askForCode();
    QVERIFY(m_fixture->connect()->request(confirm("mara", code)));
    QVERIFY(m_mara->take(pong::ServerBody::kSignedOut));
    QVERIFY(other->take(pong::ServerBody::kSignedOut));
    QCOMPARE(m_mara->request(wire::QuickMatchRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    wire::ResumeRequest resume;
    resume.set_token(signedIn.reply->signed_in().token());
    QCOMPARE(m_fixture->connect()->request(resume).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QVERIFY(kaito->request(wire::QuickMatchRequest()));  // nobody else's
}

void TestPasswordReset::aStrangerLearnsNothingByAsking() {
    const auto [known, knownAnswer] = costOf(reset("mara@example.org"));
    const auto [unknown, unknownAnswer] = costOf(reset("nobody@example.org"));
    QVERIFY(knownAnswer);
    QVERIFY(unknownAnswer);
    QCOMPARE(knownAnswer.reply->SerializeAsString(), unknownAnswer.reply->SerializeAsString());
    QVERIFY(known == unknown);
    const Work expected{0, 1, 1, 1};
    QVERIFY(known == expected);
}

void TestPasswordReset::aStrangerLearnsNothingByTrying() {
    QVERIFY(!askForCode().empty());
    const auto [known, knownAnswer] = costOf(confirm("mara", "AAAAA-AAAAA"));
    const auto [unknown, unknownAnswer] = costOf(confirm("nobody", "AAAAA-AAAAA"));
    QCOMPARE(knownAnswer.refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(knownAnswer.refusal.field(), std::string("code"));
    QCOMPARE(knownAnswer.refusal.SerializeAsString(), unknownAnswer.refusal.SerializeAsString());
    QVERIFY(known == unknown);
    const Work expected{1, 1, 0, 0};
    QVERIFY(known == expected);
    // An account without a code, and one whose code is too old, are no different.
    execute("UPDATE email_codes SET expires_at = now()");
    const auto [expired, expiredAnswer] = costOf(confirm("mara", "AAAAA-AAAAA"));
    QCOMPARE(expiredAnswer.refusal.SerializeAsString(), unknownAnswer.refusal.SerializeAsString());
    QVERIFY(expired == unknown);
}

void TestPasswordReset::theReceiverOfNothingGetsNothing() {
    const QString nobody = QStringLiteral("nobody@example.org");
    QVERIFY(m_fixture->connect()->request(reset(nobody.toStdString())));
    QVERIFY(!askForCode().empty());  // behind it in the queue
    QTRY_COMPARE(number("SELECT count(*) FROM mail_queue WHERE status = 'waiting'"), 0);
    QCOMPARE(m_smtp->tries(nobody), 0);
    QCOMPARE(number("SELECT count(*) FROM email_codes WHERE user_id IS NULL"), 1);
}

void TestPasswordReset::theCodeIsGoodOnceAndForAWhile() {
    const std::string first = askForCode();
    const std::string second = askForCode();
    QVERIFY(!m_fixture->connect()->request(confirm("mara", first)));  // replaced
    QVERIFY(m_fixture->connect()->request(confirm("mara", second)));
    QVERIFY(!m_fixture->connect()->request(confirm("mara", second, "another password")));
    QVERIFY(m_smtp->take());  // the owner is told
    const std::string third = askForCode();
    execute("UPDATE email_codes SET expires_at = now()");
    QVERIFY(!m_fixture->connect()->request(confirm("mara", third)));
    QVERIFY(canLogIn(newPassword));
}

void TestPasswordReset::strangersCannotUseItUp() {
    const std::string code = askForCode();
    const auto stranger = m_fixture->connect();
    for (int round = 0; round < 20; ++round)
        QVERIFY(!stranger->request(confirm("mara", "AAAAA-AAAAA")));
    QVERIFY(m_fixture->connect()->request(confirm("mara", code)));
}

void TestPasswordReset::neverGoesRoundTwoFactor() {
    const test::AuthenticatorApp app(*m_fixture, *m_mara);
    QVERIFY(app.isOn);
    QVERIFY(m_smtp->take());  // the owner is told
    const std::string code = askForCode();
    QVERIFY(m_fixture->connect()->request(confirm("mara", code)));
    wire::LogInRequest request = m_fixture->logIn("mara");
    request.set_password(newPassword);
    const auto client = m_fixture->connect();
    const auto answer = client->request(request);
    QVERIFY(answer);
    QVERIFY(answer.reply->has_two_factor());
    wire::LogInCodeRequest factor;
    factor.set_challenge(answer.reply->two_factor().challenge());
    factor.set_method(wire::TWO_FACTOR_APP);
    factor.set_code(app.code());
    QVERIFY(client->request(factor));
    QCOMPARE(number("SELECT count(*) FROM recovery_codes WHERE used_at IS NULL"), 10);
}

void TestPasswordReset::aChallengeOfBeforeIsVoid() {
    const test::AuthenticatorApp app(*m_fixture, *m_mara);
    QVERIFY(app.isOn);
    QVERIFY(m_smtp->take());
    const auto thief = m_fixture->connect();  // knows the old password
    const auto answer = thief->request(m_fixture->logIn("mara"));
    QVERIFY(answer && answer.reply->has_two_factor());
    const std::string code = askForCode();
    QVERIFY(m_fixture->connect()->request(confirm("mara", code)));
    wire::LogInCodeRequest factor;
    factor.set_challenge(answer.reply->two_factor().challenge());
    factor.set_method(wire::TWO_FACTOR_APP);
    factor.set_code(app.code());
    QCOMPARE(thief->request(factor).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
}

void TestPasswordReset::trustedComputersAreForgotten() {
    execute(
        "INSERT INTO trusted_devices (user_id, token, expires_at)"
        " SELECT id, sha256('t'), now() + interval '1 day' FROM users WHERE username = 'mara'");
    const std::string code = askForCode();
    QVERIFY(m_fixture->connect()->request(confirm("mara", code)));
    QCOMPARE(number("SELECT count(*) FROM trusted_devices"), 0);
}

void TestPasswordReset::newPasswordsHaveTheirRules() {
    const std::string code = askForCode();
    const auto client = m_fixture->connect();
    const auto expectRefused = [&client](const wire::PasswordResetConfirmRequest& request, const char* field) {
        const auto answer = client->request(request);
        QCOMPARE(answer.refusal.code(), wire::REFUSAL_INVALID_FIELD);
        QCOMPARE(answer.refusal.field(), std::string(field));
    };
    expectRefused(confirm("mara", code, "short"), "password");
    expectRefused(confirm("mara", code, "password1234"), "password");
    expectRefused(confirm("mara@example.org", code, "mara@example.org"), "password");
    expectRefused(confirm("", code), "account");
    expectRefused(confirm(std::string(300, 'a'), code), "account");
    QCOMPARE(client->request(reset("nowhere")).refusal.field(), std::string("email"));
    QVERIFY(client->request(confirm("mara", code)));  // none of that has used the code up
}

void TestPasswordReset::askingAgainMustWaitForAnybody() {
    m_mara.reset();
    server::FeatureOptions options = AccountFixture::patient();
    options.accountLimits.mail = server::AccountLimits().mail;
    m_fixture = std::make_unique<AccountFixture>(m_smtp.get(), options);
    m_mara = m_fixture->signUp(QStringLiteral("mara"));
    for (const char* email : {"mara@example.org", "nobody@example.org"}) {
        const auto first = m_fixture->connect()->request(reset(email));
        QVERIFY(first);
        QCOMPARE(first.reply->resend_after_s(), 30u);
        QCOMPARE(m_fixture->connect()->request(reset(email)).refusal.code(), wire::REFUSAL_TOO_MANY);
    }
}

void TestPasswordReset::disabledAccountsAreNobodys() {
    execute("UPDATE users SET disabled_at = now()");
    const auto [work, answer] = costOf(reset("mara@example.org"));
    QVERIFY(answer);
    const Work expected{0, 1, 1, 1};
    QVERIFY(work == expected);
    QCOMPARE(number("SELECT count(*) FROM email_codes WHERE purpose = 'reset_password' AND user_id IS NOT NULL"), 0);
}

void TestPasswordReset::withoutMailTheHostHelps() {
    m_mara.reset();
    server::FeatureOptions options = AccountFixture::patient();
    m_fixture = std::make_unique<AccountFixture>(nullptr, options);
    m_mara = m_fixture->signUp(QStringLiteral("mara"));
    const auto refused = m_fixture->connect()->request(reset("mara@example.org"));
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_FORBIDDEN);
    QVERIFY(refused.refusal.text().find("Mara in room 3") != std::string::npos);
    // The code that the host made and said.
    const QString code = server::one_time_code::makeLetters();
    const QByteArray hash = server::one_time_code::hash(options.key, code);
    m_fixture->database().execute(
        QStringLiteral("INSERT INTO email_codes (user_id, purpose, email, code_hash, expires_at)"
                       " SELECT id, 'reset_password', '', decode('%1', 'hex'), now() + interval '1 hour' FROM users")
            .arg(QString::fromLatin1(hash.toHex())));
    QVERIFY(m_fixture->connect()->request(confirm("mara", code.toLower().toStdString())));
    QVERIFY(canLogIn(newPassword));
    QCOMPARE(number("SELECT count(*) FROM users WHERE email_verified_at IS NOT NULL"), 0);
    QCOMPARE(number("SELECT count(*) FROM mail_queue"), 0);
}

void TestPasswordReset::tellsTheOwner() {
    const std::string code = askForCode();
    QVERIFY(m_fixture->connect()->request(confirm("mara", code)));
    const std::optional<test::ReceivedMail> mail = m_smtp->take();
    QVERIFY(mail);
    QCOMPARE(mail->receivers, QStringList{QStringLiteral("mara@example.org")});
    QVERIFY(mail->text.contains(QStringLiteral("new password")));
    QVERIFY(AccountFixture::codeIn(mail).isEmpty());
}

PONG_SERVER_TEST_MAIN(TestPasswordReset)
#include "test_password_reset.moc"

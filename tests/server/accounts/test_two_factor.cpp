// Two-factor over real sockets: setting it up, logging in with an app (codes by oathtool), with a code by e-mail
// (received by a real mail server) and with a recovery code; and every way in which it says no.

#include "account_fixture.h"
#include "tests/support/server_test_main.h"

#include <QtTest>

#include <set>

namespace {

namespace wire = pong::wire;
using test::AccountFixture;
using test::AuthenticatorApp;
using test::TestClient;

wire::LogInCodeRequest codeRequest(const std::string& challenge, wire::TwoFactorMethod method,
                                   const std::string& code) {
    wire::LogInCodeRequest request;
    request.set_challenge(challenge);
    request.set_method(method);
    request.set_code(code);
    return request;
}

}  // namespace

class TestTwoFactor : public QObject {
    Q_OBJECT

 private:
    // Logs in on a new connection, up to the challenge.
    struct Step {
        std::unique_ptr<TestClient> client;
        wire::TwoFactorChallenge challenge;
    };
    Step logIn() {
        Step step{m_fixture->connect(), {}};
        const auto answer = step.client->request(m_fixture->logIn("mara"));
        if (answer && answer.reply->has_two_factor())
            step.challenge = answer.reply->two_factor();
        return step;
    }
    bool turnEmailOn() {
        wire::TwoFactorEmailStartRequest start;
        start.set_password(AccountFixture::password);
        if (!m_mara->request(start))
            return false;
        wire::TwoFactorConfirmRequest confirm;
        confirm.set_method(wire::TWO_FACTOR_EMAIL);
        confirm.set_code(m_fixture->nextCode().toStdString());
        return m_mara->request(confirm) && m_smtp->take();  // the notice
    }
    std::unique_ptr<AuthenticatorApp> turnAppOn() {
        auto app = std::make_unique<AuthenticatorApp>(*m_fixture, *m_mara);
        return app->isOn && m_smtp->take() ? std::move(app) : nullptr;
    }
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
    void withoutItThePasswordIsEnough();
    void anAppIsAskedFor();
    void theSecretIsStoredEncrypted();
    void aCodeOfTheAppIsGoodOnce();
    void aCodeOfTheAppIsGoodOnceForManyAtOnce();
    void theClockMayBeOffByOneStep();
    void aCodeByEmail();
    void bothMethodsAreOffered();
    void recoveryCodesAreGoodOnceEach();
    void newRecoveryCodesReplaceTheOldOnes();
    void everyStepAsksForThePassword();
    void nothingIsOnBeforeItsFirstCode();
    void aSecondAppIsRefused();
    void turningItOff();
    void theLastMethodTakesTheRestWithIt();
    void theOwnerIsTold();
    void challengesAreNotForOthers();
    void aChallengeEnds();
    void aChallengeSurvivesALostConnection();
    void guessingIsSlowedDown();
    void aDisabledAccountStaysOut();
    void withoutMailOnlyTheAppIsOffered();
};

void TestTwoFactor::withoutItThePasswordIsEnough() {
    const auto client = m_fixture->connect();
    const auto answer = client->request(m_fixture->logIn("mara"));
    QVERIFY(answer);
    QVERIFY(answer.reply->has_signed_in());
    QVERIFY(answer.reply->signed_in().trust_token().empty());
}

void TestTwoFactor::anAppIsAskedFor() {
    const auto app = turnAppOn();
    QVERIFY(app);
    QVERIFY(app->uri.find("otpauth://totp/Pong%20%28Test%29:mara?secret=") == 0);
    Step step = logIn();
    QCOMPARE(step.challenge.methods_size(), 2);
    QCOMPARE(step.challenge.methods(0), wire::TWO_FACTOR_APP);
    QCOMPARE(step.challenge.methods(1), wire::TWO_FACTOR_RECOVERY);
    QVERIFY(step.challenge.masked_email().empty());
    QVERIFY(step.challenge.expires_in_s() == 600);
    // The password alone is nobody's sign-in.
    const auto refused = step.client->request(wire::QuickMatchRequest());
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    const auto answer =
        step.client->request(codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_APP, app->code()));
    QVERIFY(answer);
    QCOMPARE(answer.reply->me().username(), std::string("mara"));
    QCOMPARE(answer.reply->token().size(), 43u);
    QVERIFY(answer.reply->trust_token().empty());
    QVERIFY(step.client->request(wire::QuickMatchRequest()));
}

void TestTwoFactor::theSecretIsStoredEncrypted() {
    const auto app = turnAppOn();
    QVERIFY(app);
    const QByteArray stored =
        m_fixture->database().value(QStringLiteral("SELECT secret_key FROM two_factor_auth")).toByteArray();
    QVERIFY(stored.size() > 20);
    QProcess oathtool;
    oathtool.start(QStringLiteral("oathtool"), {QStringLiteral("-v"), QStringLiteral("--base32"),
                                                QString::fromStdString(app->secret).remove(QLatin1Char(' '))});
    QVERIFY(oathtool.waitForFinished());
    static const QRegularExpression hexLine(QStringLiteral("Hex secret: ([0-9a-f]+)"));
    const QString hex = hexLine.match(QString::fromLatin1(oathtool.readAllStandardOutput())).captured(1);
    QCOMPARE(hex.size(), 40);
    QVERIFY(!stored.contains(QByteArray::fromHex(hex.toLatin1())));
    QCOMPARE(number("SELECT count(*) FROM recovery_codes WHERE octet_length(code_hash) = 32"), 10);
}

void TestTwoFactor::aCodeOfTheAppIsGoodOnce() {
    const auto app = turnAppOn();
    QVERIFY(app);
    const std::string code = app->code();
    Step first = logIn();
    QVERIFY(first.client->request(codeRequest(first.challenge.challenge(), wire::TWO_FACTOR_APP, code)));
    Step second = logIn();
    auto again = second.client->request(codeRequest(second.challenge.challenge(), wire::TWO_FACTOR_APP, code));
    QCOMPARE(again.refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(again.refusal.field(), std::string("code"));
    // Nor is the one that turned it on, a step ago.
    again = second.client->request(codeRequest(second.challenge.challenge(), wire::TWO_FACTOR_APP, app->code(-30)));
    QCOMPARE(again.refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QVERIFY(second.client->request(codeRequest(second.challenge.challenge(), wire::TWO_FACTOR_APP, app->code(30))));
    // And a challenge that was met is none any more.
    const auto third = m_fixture->connect();
    const auto used = third->request(codeRequest(second.challenge.challenge(), wire::TWO_FACTOR_APP, app->code(60)));
    QCOMPARE(used.refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
}

void TestTwoFactor::aCodeOfTheAppIsGoodOnceForManyAtOnce() {
    const auto app = turnAppOn();
    QVERIFY(app);
    std::vector<Step> steps;
    for (int client = 0; client < 6; ++client)
        steps.push_back(logIn());
    std::vector<std::uint32_t> requests;
    for (Step& step : steps)
        requests.push_back(
            step.client->start(codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_APP, app->code())));
    int signedIn = 0;
    for (std::size_t client = 0; client < steps.size(); ++client)
        signedIn += steps[client].client->answer<wire::LogInCodeRequest>(requests[client]) ? 1 : 0;
    QCOMPARE(signedIn, 1);
}

void TestTwoFactor::theClockMayBeOffByOneStep() {
    const auto app = turnAppOn();
    QVERIFY(app);
    m_fixture->nowSeconds += 300;
    Step step = logIn();
    const auto tryCode = [&](std::int64_t later) {
        return static_cast<bool>(
            step.client->request(codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_APP, app->code(later))));
    };
    QVERIFY(!tryCode(-60));
    QVERIFY(!tryCode(60));
    QVERIFY(tryCode(-30));
}

void TestTwoFactor::aCodeByEmail() {
    QVERIFY(turnEmailOn());
    Step step = logIn();
    QCOMPARE(step.challenge.methods(0), wire::TWO_FACTOR_EMAIL);
    QCOMPARE(step.challenge.masked_email(), std::string("m***@e***.org"));
    wire::LogInSendCodeRequest send;
    send.set_challenge(step.challenge.challenge());
    const auto sent = step.client->request(send);
    QVERIFY(sent);
    QCOMPARE(sent.reply->masked_email(), std::string("m***@e***.org"));
    QCOMPARE(sent.reply->expires_in_s(), 600u);
    const auto mail = m_smtp->take();
    QVERIFY(mail);
    QCOMPARE(mail->receivers, QStringList{QStringLiteral("mara@example.org")});
    const std::string code = AccountFixture::codeIn(mail).toStdString();
    QCOMPARE(code.size(), 6u);
    const auto wrong = step.client->request(
        codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_EMAIL, AccountFixture::otherThan(code)));
    QCOMPARE(wrong.refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QVERIFY(step.client->request(codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_EMAIL, code)));
    Step next = logIn();
    const auto again = next.client->request(codeRequest(next.challenge.challenge(), wire::TWO_FACTOR_EMAIL, code));
    QCOMPARE(again.refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(number("SELECT count(*) FROM email_codes WHERE purpose = 'log_in'"), 0);
    // Setting it up has proved that the address is hers.
    QCOMPARE(number("SELECT count(*) FROM users WHERE email_verified_at IS NOT NULL"), 1);
}

void TestTwoFactor::bothMethodsAreOffered() {
    const auto app = turnAppOn();
    QVERIFY(app);
    wire::TwoFactorEmailStartRequest start;
    start.set_password(AccountFixture::password);
    QVERIFY(m_mara->request(start));
    wire::TwoFactorConfirmRequest confirm;
    confirm.set_method(wire::TWO_FACTOR_EMAIL);
    confirm.set_code(m_fixture->nextCode().toStdString());
    const auto on = m_mara->request(confirm);
    QVERIFY(on);
    QCOMPARE(on.reply->recovery_codes_size(), 0);  // those of the first method stay good
    Step step = logIn();
    QCOMPARE(step.challenge.methods_size(), 3);
    QVERIFY(step.client->request(
        codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_RECOVERY, app->recoveryCodes[0])));
}

void TestTwoFactor::recoveryCodesAreGoodOnceEach() {
    const auto app = turnAppOn();
    QVERIFY(app);
    QCOMPARE(app->recoveryCodes.size(), 10u);
    QCOMPARE(std::set<std::string>(app->recoveryCodes.begin(), app->recoveryCodes.end()).size(), 10u);
    for (const std::string& code : app->recoveryCodes) {
        Step step = logIn();
        QVERIFY(step.client->request(codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_RECOVERY, code)));
        Step again = logIn();
        QVERIFY(!again.client->request(codeRequest(again.challenge.challenge(), wire::TWO_FACTOR_RECOVERY, code)));
    }
    Step last = logIn();
    QCOMPARE(last.challenge.methods_size(), 1);  // no recovery code is left
    QCOMPARE(number("SELECT count(*) FROM recovery_codes WHERE used_at IS NULL"), 0);
}

void TestTwoFactor::newRecoveryCodesReplaceTheOldOnes() {
    const auto app = turnAppOn();
    QVERIFY(app);
    wire::RecoveryCodesRequest request;
    request.set_password(AccountFixture::password);
    const auto renewed = m_mara->request(request);
    QVERIFY(renewed);
    QCOMPARE(renewed.reply->recovery_codes_size(), 10);
    Step step = logIn();
    QVERIFY(!step.client->request(
        codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_RECOVERY, app->recoveryCodes[3])));
    QVERIFY(step.client->request(
        codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_RECOVERY, renewed.reply->recovery_codes(3))));
}

void TestTwoFactor::everyStepAsksForThePassword() {
    const auto expectWrong = [](const auto& answer) {
        QCOMPARE(answer.refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
        QCOMPARE(answer.refusal.field(), std::string("password"));
    };
    wire::TwoFactorAppStartRequest app;
    app.set_password("not it at all");
    expectWrong(m_mara->request(app));
    wire::TwoFactorEmailStartRequest email;
    email.set_password("not it at all");
    expectWrong(m_mara->request(email));
    QVERIFY(turnAppOn());
    wire::TwoFactorOffRequest off;
    off.set_password("not it at all");
    expectWrong(m_mara->request(off));
    wire::RecoveryCodesRequest renew;
    renew.set_password("not it at all");
    expectWrong(m_mara->request(renew));
    renew.set_password("");
    QCOMPARE(m_mara->request(renew).refusal.code(), wire::REFUSAL_INVALID_FIELD);
    QCOMPARE(number("SELECT count(*) FROM two_factor_auth WHERE confirmed_at IS NOT NULL"), 1);
    QCOMPARE(number("SELECT count(*) FROM email_codes WHERE purpose = 'two_factor'"), 0);
}

void TestTwoFactor::nothingIsOnBeforeItsFirstCode() {
    wire::TwoFactorAppStartRequest start;
    start.set_password(AccountFixture::password);
    QVERIFY(m_mara->request(start));
    wire::TwoFactorConfirmRequest confirm;
    confirm.set_method(wire::TWO_FACTOR_APP);
    confirm.set_code("000000");
    QCOMPARE(m_mara->request(confirm).refusal.field(), std::string("code"));
    confirm.set_method(wire::TWO_FACTOR_RECOVERY);
    QCOMPARE(m_mara->request(confirm).refusal.code(), wire::REFUSAL_MALFORMED);
    const auto client = m_fixture->connect();
    QVERIFY(client->request(m_fixture->logIn("mara")).reply->has_signed_in());
    wire::RecoveryCodesRequest renew;
    renew.set_password(AccountFixture::password);
    QCOMPARE(m_mara->request(renew).refusal.code(), wire::REFUSAL_CONFLICT);
    // Starting again is possible, with another secret.
    QVERIFY(turnAppOn());
}

void TestTwoFactor::aSecondAppIsRefused() {
    const auto app = turnAppOn();
    QVERIFY(app);
    wire::TwoFactorAppStartRequest start;
    start.set_password(AccountFixture::password);
    QCOMPARE(m_mara->request(start).refusal.code(), wire::REFUSAL_CONFLICT);
    Step step = logIn();
    QVERIFY(step.client->request(codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_APP, app->code())));
}

void TestTwoFactor::turningItOff() {
    QVERIFY(turnAppOn());
    wire::TwoFactorOffRequest off;
    off.set_password(AccountFixture::password);
    off.set_method(wire::TWO_FACTOR_EMAIL);
    QCOMPARE(m_mara->request(off).refusal.code(), wire::REFUSAL_CONFLICT);
    off.set_method(wire::TWO_FACTOR_RECOVERY);
    QCOMPARE(m_mara->request(off).refusal.code(), wire::REFUSAL_MALFORMED);
    off.set_method(wire::TWO_FACTOR_APP);
    QVERIFY(m_mara->request(off));
    const auto client = m_fixture->connect();
    QVERIFY(client->request(m_fixture->logIn("mara")).reply->has_signed_in());
}

void TestTwoFactor::theLastMethodTakesTheRestWithIt() {
    const auto app = turnAppOn();
    QVERIFY(app);
    QVERIFY(turnEmailOn());
    wire::TwoFactorOffRequest off;
    off.set_password(AccountFixture::password);
    off.set_method(wire::TWO_FACTOR_EMAIL);
    QVERIFY(m_mara->request(off));
    QCOMPARE(number("SELECT count(*) FROM recovery_codes"), 10);
    off.set_method(wire::TWO_FACTOR_UNSPECIFIED);
    QVERIFY(m_mara->request(off));
    QCOMPARE(number("SELECT count(*) FROM recovery_codes"), 0);
    QCOMPARE(number("SELECT count(*) FROM two_factor_auth"), 0);
}

void TestTwoFactor::theOwnerIsTold() {
    const AuthenticatorApp app(*m_fixture, *m_mara);
    QVERIFY(app.isOn);
    const auto on = m_smtp->take();
    QVERIFY(on);
    QVERIFY(on->text.contains(QStringLiteral("authenticator app from now on")));
    wire::TwoFactorOffRequest off;
    off.set_password(AccountFixture::password);
    QVERIFY(m_mara->request(off));
    const auto mail = m_smtp->take();
    QVERIFY(mail);
    QVERIFY(mail->text.contains(QStringLiteral("password only")));
}

void TestTwoFactor::challengesAreNotForOthers() {
    const auto app = turnAppOn();
    QVERIFY(app);
    const auto kaito = m_fixture->signUp(QStringLiteral("kaito"));
    QVERIFY(kaito);
    Step step = logIn();
    // Made up, or of a session that is signed in.
    const auto stranger = m_fixture->connect();
    QCOMPARE(stranger->request(codeRequest("made up", wire::TWO_FACTOR_APP, app->code())).refusal.code(),
             wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(kaito->request(codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_APP, app->code())).refusal.code(),
             wire::REFUSAL_CONFLICT);
    // A method that is not on, or none at all.
    for (const auto method : {wire::TWO_FACTOR_EMAIL, wire::TWO_FACTOR_UNSPECIFIED})
        QCOMPARE(stranger->request(codeRequest(step.challenge.challenge(), method, app->code())).refusal.code(),
                 wire::REFUSAL_WRONG_CREDENTIALS);
    wire::LogInSendCodeRequest send;
    send.set_challenge(step.challenge.challenge());
    QCOMPARE(step.client->request(send).refusal.code(), wire::REFUSAL_FORBIDDEN);
    QCOMPARE(step.client->request(codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_APP, "")).refusal.code(),
             wire::REFUSAL_INVALID_FIELD);
}

void TestTwoFactor::aChallengeEnds() {
    const auto app = turnAppOn();
    QVERIFY(app);
    Step step = logIn();
    m_fixture->steadyUs += std::int64_t{600} * 1'000'000;
    const auto late = step.client->request(codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_APP, app->code()));
    QCOMPARE(late.refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
}

void TestTwoFactor::aChallengeSurvivesALostConnection() {
    const auto app = turnAppOn();
    QVERIFY(app);
    Step step = logIn();
    step.client = m_fixture->connect();
    QVERIFY(step.client->request(codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_APP, app->code())));
}

void TestTwoFactor::guessingIsSlowedDown() {
    m_mara.reset();
    server::FeatureOptions options = AccountFixture::patient();
    options.accountLimits.code = server::AccountLimits().code;
    m_fixture = std::make_unique<AccountFixture>(m_smtp.get(), options);
    m_mara = m_fixture->signUp(QStringLiteral("mara"));
    const auto app = turnAppOn();
    QVERIFY(app);
    Step step = logIn();
    const std::string wrong = AccountFixture::otherThan(app->code());
    for (int round = 0; round < 5; ++round)
        QCOMPARE(
            step.client->request(codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_APP, wrong)).refusal.code(),
            wire::REFUSAL_WRONG_CREDENTIALS);
    // Even the right one must wait now, and from anywhere.
    Step other = logIn();
    auto answer = other.client->request(codeRequest(other.challenge.challenge(), wire::TWO_FACTOR_APP, app->code()));
    QCOMPARE(answer.refusal.code(), wire::REFUSAL_TOO_MANY);
    QCOMPARE(answer.refusal.retry_after_ms(), 1000u);
    m_fixture->steadyUs += 1'000'000;
    QVERIFY(other.client->request(codeRequest(other.challenge.challenge(), wire::TWO_FACTOR_APP, app->code())));
}

void TestTwoFactor::aDisabledAccountStaysOut() {
    const auto app = turnAppOn();
    QVERIFY(app);
    Step step = logIn();
    m_fixture->database().execute(QStringLiteral("UPDATE users SET disabled_at = now()"));
    QCOMPARE(
        step.client->request(codeRequest(step.challenge.challenge(), wire::TWO_FACTOR_APP, app->code())).refusal.code(),
        wire::REFUSAL_FORBIDDEN);
    QCOMPARE(m_fixture->connect()->request(m_fixture->logIn("mara")).refusal.code(), wire::REFUSAL_FORBIDDEN);
    // Who does not know the password learns nothing of it.
    wire::LogInRequest wrong = m_fixture->logIn("mara");
    wrong.set_password("not it at all");
    QCOMPARE(m_fixture->connect()->request(wrong).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
}

void TestTwoFactor::withoutMailOnlyTheAppIsOffered() {
    m_mara.reset();
    m_fixture = std::make_unique<AccountFixture>(nullptr);
    m_mara = m_fixture->signUp(QStringLiteral("mara"));
    wire::TwoFactorEmailStartRequest start;
    start.set_password(AccountFixture::password);
    const auto refused = m_mara->request(start);
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_FORBIDDEN);
    QVERIFY(refused.refusal.text().find("Mara in room 3") != std::string::npos);
    const AuthenticatorApp app(*m_fixture, *m_mara);
    QVERIFY(app.isOn);
    // One that was on while there was mail cannot be asked for; the recovery codes remain.
    m_fixture->database().execute(QStringLiteral(
        "INSERT INTO two_factor_auth (user_id, method, confirmed_at) SELECT id, 'email', now() FROM users"));
    Step step = logIn();
    QCOMPARE(step.challenge.methods_size(), 2);
    QCOMPARE(step.challenge.methods(0), wire::TWO_FACTOR_APP);
    QCOMPARE(step.challenge.methods(1), wire::TWO_FACTOR_RECOVERY);
    wire::LogInSendCodeRequest send;
    send.set_challenge(step.challenge.challenge());
    QCOMPARE(step.client->request(send).refusal.code(), wire::REFUSAL_FORBIDDEN);
    QCOMPARE(number("SELECT count(*) FROM mail_queue"), 0);
}

PONG_SERVER_TEST_MAIN(TestTwoFactor)
#include "test_two_factor.moc"

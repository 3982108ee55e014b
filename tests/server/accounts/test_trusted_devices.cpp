// "Trust this computer for 30 days": a token of its own, for one account, that ends and can be taken away.

#include "account_fixture.h"
#include "server/accounts/token.h"
#include "tests/support/server_test_main.h"

#include <QtTest>

namespace {

namespace wire = pong::wire;
using test::AccountFixture;
using test::AuthenticatorApp;

}  // namespace

class TestTrustedDevices : public QObject {
    Q_OBJECT

 private:
    // Logs in with a code and trusts the computer; the token.
    std::string trust(const AuthenticatorApp& app) {
        const auto client = m_fixture->connect();
        const auto first = client->request(m_fixture->logIn("mara"));
        wire::LogInCodeRequest request;
        request.set_challenge(first.reply->two_factor().challenge());
        request.set_method(wire::TWO_FACTOR_APP);
        request.set_code(app.code());
        request.set_trust_device(true);
        const auto answer = client->request(request);
        m_fixture->nowSeconds += server::totp::stepSeconds;
        return answer ? answer.reply->trust_token() : std::string();
    }
    bool isTrusted(const std::string& name, const std::string& token) {
        const auto client = m_fixture->connect();
        const auto answer = client->request(m_fixture->logIn(name, token));
        return answer && answer.reply->has_signed_in();
    }
    void execute(const char* sql) { m_fixture->database().execute(QString::fromLatin1(sql)); }
    qint64 number(const char* sql) { return m_fixture->database().number(QString::fromLatin1(sql)); }

    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<test::TestClient> m_mara;
    std::unique_ptr<AuthenticatorApp> m_app;

 private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<AccountFixture>(nullptr);
        m_mara = m_fixture->signUp(QStringLiteral("mara"));
        QVERIFY(m_mara);
        m_app = std::make_unique<AuthenticatorApp>(*m_fixture, *m_mara);
        QVERIFY(m_app->isOn);
    }
    void cleanup() {
        m_app.reset();
        m_mara.reset();
        m_fixture.reset();
    }
    void isNotAskedForAFactor();
    void isStoredAsAHash();
    void isNoPassword();
    void isForOneAccount();
    void endsAfterThirtyDays();
    void canBeTakenAway();
    void endsWithTwoFactor();
};

void TestTrustedDevices::isNotAskedForAFactor() {
    QVERIFY(!isTrusted("mara", {}));
    const std::string token = trust(*m_app);
    QCOMPARE(token.size(), 43u);
    QVERIFY(isTrusted("mara", token));
    QVERIFY(isTrusted("mara", token));  // every time
    QVERIFY(!isTrusted("mara", {}));
    QVERIFY(!isTrusted("mara", "made up"));
}

void TestTrustedDevices::isStoredAsAHash() {
    const std::string token = trust(*m_app);
    const server::Rows rows = m_fixture->database().query(
        QStringLiteral("SELECT token, device, address, extract(day FROM expires_at - created_at)::integer AS days"
                       " FROM trusted_devices"));
    const server::Row row = rows.one();
    QCOMPARE(row.bytes(u"token"), server::token::hash(QByteArray::fromStdString(token)));
    QCOMPARE(row.text(u"device"), QStringLiteral("another computer"));
    QVERIFY(row.text(u"address").contains(QStringLiteral("127.0.0.1")));
    QCOMPARE(row.integer(u"days"), 30);
}

void TestTrustedDevices::isNoPassword() {
    const std::string token = trust(*m_app);
    wire::LogInRequest request = m_fixture->logIn("mara", token);
    request.set_password("not it at all");
    QCOMPARE(m_fixture->connect()->request(request).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    wire::ResumeRequest resume;
    resume.set_token(token);
    QCOMPARE(m_fixture->connect()->request(resume).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
}

void TestTrustedDevices::isForOneAccount() {
    const std::string token = trust(*m_app);
    const auto kaito = m_fixture->signUp(QStringLiteral("kaito"));
    QVERIFY(kaito);
    const AuthenticatorApp app(*m_fixture, *kaito);
    QVERIFY(app.isOn);
    QVERIFY(!isTrusted("kaito", token));
    QVERIFY(isTrusted("mara", token));
}

void TestTrustedDevices::endsAfterThirtyDays() {
    const std::string token = trust(*m_app);
    execute("UPDATE trusted_devices SET expires_at = expires_at - interval '30 days' + interval '1 minute'");
    QVERIFY(isTrusted("mara", token));
    execute("UPDATE trusted_devices SET expires_at = now()");
    QVERIFY(!isTrusted("mara", token));
}

void TestTrustedDevices::canBeTakenAway() {
    const std::string token = trust(*m_app);
    execute("DELETE FROM trusted_devices");
    QVERIFY(!isTrusted("mara", token));
}

void TestTrustedDevices::endsWithTwoFactor() {
    const std::string token = trust(*m_app);
    wire::TwoFactorOffRequest off;
    off.set_password(AccountFixture::password);
    QVERIFY(m_mara->request(off));
    QCOMPARE(number("SELECT count(*) FROM trusted_devices"), 0);
    // Turned on again, the computer is a stranger.
    const AuthenticatorApp again(*m_fixture, *m_mara);
    QVERIFY(again.isOn);
    QVERIFY(!isTrusted("mara", token));
}

PONG_SERVER_TEST_MAIN(TestTrustedDevices)
#include "test_trusted_devices.moc"

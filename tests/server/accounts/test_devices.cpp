// Where an account is signed in and which computers it trusts: the list, and taking it away from one or all others.

#include "account_fixture.h"
#include "tests/support/server_test_main.h"

#include <QtTest>

namespace {

namespace wire = pong::wire;
using test::AccountFixture;
using test::TestClient;

wire::DeviceRevokeRequest revoke(const wire::Device& device) {
    wire::DeviceRevokeRequest request;
    request.set_kind(device.kind());
    request.set_id(device.id());
    return request;
}

}  // namespace

class TestDevices : public QObject {
    Q_OBJECT

 private:
    std::vector<wire::Device> devices(TestClient& client) {
        const auto answer = client.request(wire::DevicesRequest());
        return answer ? std::vector<wire::Device>(answer.reply->devices().begin(), answer.reply->devices().end())
                      : std::vector<wire::Device>();
    }
    void trustOneOf(const QString& name) {
        m_fixture->database().execute(
            QStringLiteral("INSERT INTO trusted_devices (user_id, token, device, address, last_used_at, expires_at)"
                           " SELECT id, sha256(username::bytea), 'a laptop', '192.0.2.7', now() - interval '2 days',"
                           " now() + interval '1 day' FROM users WHERE username = '%1'")
                .arg(name));
    }
    qint64 number(const char* sql) { return m_fixture->database().number(QString::fromLatin1(sql)); }

    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<TestClient> m_mara;
    std::unique_ptr<TestClient> m_other;  // mara's second device

 private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<AccountFixture>(nullptr);
        m_mara = m_fixture->signUp(QStringLiteral("mara"));
        m_other = m_fixture->connect();
        QVERIFY(m_mara && m_other);
        QVERIFY(m_other->request(m_fixture->logIn("mara")));
    }
    void cleanup() {
        m_other.reset();
        m_mara.reset();
        m_fixture.reset();
    }
    void areListed();
    void onesThatAreAwayAreListedToo();
    void oneCanBeSignedOut();
    void oneCanBeDistrusted();
    void othersDevicesAreNobodysBusiness();
    void theOneInUseLogsOutInstead();
    void allOthersAtOnce();
    void strangersHaveNone();
};

void TestDevices::areListed() {
    trustOneOf(QStringLiteral("mara"));
    QVERIFY(m_fixture->signUp(QStringLiteral("kaito")));
    const std::vector<wire::Device> list = devices(*m_mara);
    QCOMPARE(list.size(), 3u);
    QVERIFY(list[0].current() && list[0].online());
    QCOMPARE(list[0].name(), std::string("a test"));
    QVERIFY(list[0].address().find("127.0.0.1") != std::string::npos);
    QVERIFY(!list[1].current() && list[1].online());
    QCOMPARE(list[1].kind(), wire::DEVICE_SESSION);
    QCOMPARE(list[1].name(), std::string("another computer"));
    QVERIFY(list[1].expires_ms() > list[1].created_ms());
    QCOMPARE(list[2].kind(), wire::DEVICE_TRUSTED);
    QCOMPARE(list[2].name(), std::string("a laptop"));
    QCOMPARE(list[2].address(), std::string("192.0.2.7"));
    QVERIFY(!list[2].current() && !list[2].online());
    QVERIFY(list[2].last_seen_ms() < list[2].created_ms());
    QVERIFY(devices(*m_other)[0].current());
    QCOMPARE(devices(*m_other)[0].name(), std::string("another computer"));
}

void TestDevices::onesThatAreAwayAreListedToo() {
    m_other->socket().close();
    QVERIFY(m_other->waitUntilClosed());
    QTRY_VERIFY(!devices(*m_mara)[1].online());
    m_fixture->database().execute(
        QStringLiteral("UPDATE sessions SET expires_at = now() WHERE device = 'another computer'"));
    QCOMPARE(devices(*m_mara).size(), 1u);
}

void TestDevices::oneCanBeSignedOut() {
    const auto answer = m_mara->request(revoke(devices(*m_mara)[1]));
    QVERIFY(answer);
    QCOMPARE(answer.reply->devices_size(), 1);
    QVERIFY(answer.reply->devices(0).current());
    const auto told = m_other->take(pong::ServerBody::kSignedOut);
    QVERIFY(told);
    QCOMPARE(told->signed_out().reason().code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(m_other->request(wire::DevicesRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(number("SELECT count(*) FROM sessions"), 1);
    QCOMPARE(number("SELECT count(*) FROM audit WHERE action = 'sign-out-device'"), 1);
    QCOMPARE(m_mara->count(pong::ServerBody::kSignedOut), 0u);
}

void TestDevices::oneCanBeDistrusted() {
    trustOneOf(QStringLiteral("mara"));
    const wire::Device laptop = devices(*m_mara)[2];
    const auto answer = m_mara->request(revoke(laptop));
    QVERIFY(answer);
    QCOMPARE(answer.reply->devices_size(), 2);
    QCOMPARE(number("SELECT count(*) FROM trusted_devices"), 0);
    QCOMPARE(m_mara->request(revoke(laptop)).refusal.code(), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(m_other->count(pong::ServerBody::kSignedOut), 0u);
}

void TestDevices::othersDevicesAreNobodysBusiness() {
    const auto kaito = m_fixture->signUp(QStringLiteral("kaito"));
    QVERIFY(kaito);
    trustOneOf(QStringLiteral("mara"));
    for (const wire::Device& device : devices(*m_mara))
        QCOMPARE(kaito->request(revoke(device)).refusal.code(), wire::REFUSAL_NOT_FOUND);
    QVERIFY(kaito->request(wire::DevicesRevokeOthersRequest()));
    QCOMPARE(devices(*m_mara).size(), 3u);
}

void TestDevices::theOneInUseLogsOutInstead() {
    const wire::Device mine = devices(*m_mara)[0];
    QCOMPARE(m_mara->request(revoke(mine)).refusal.code(), wire::REFUSAL_CONFLICT);
    wire::DeviceRevokeRequest nonsense = revoke(mine);
    nonsense.set_kind(wire::DEVICE_UNSPECIFIED);
    QCOMPARE(m_mara->request(nonsense).refusal.code(), wire::REFUSAL_MALFORMED);
    QVERIFY(m_mara->request(wire::ProfileRequest()));
}

void TestDevices::allOthersAtOnce() {
    trustOneOf(QStringLiteral("mara"));
    const auto answer = m_mara->request(wire::DevicesRevokeOthersRequest());
    QVERIFY(answer);
    QCOMPARE(answer.reply->devices_size(), 1);
    QVERIFY(m_other->take(pong::ServerBody::kSignedOut));
    QCOMPARE(number("SELECT count(*) FROM sessions"), 1);
    QCOMPARE(number("SELECT count(*) FROM trusted_devices"), 0);
    QVERIFY(m_mara->request(wire::ProfileRequest()));
    // Once more there is nothing to sign out, and nothing to note.
    QVERIFY(m_mara->request(wire::DevicesRevokeOthersRequest()));
    QCOMPARE(number("SELECT count(*) FROM audit WHERE action = 'sign-out-other-devices'"), 1);
}

void TestDevices::strangersHaveNone() {
    const auto stranger = m_fixture->connect();
    QCOMPARE(stranger->request(wire::DevicesRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(stranger->request(wire::DeviceRevokeRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(stranger->request(wire::DevicesRevokeOthersRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
}

PONG_SERVER_TEST_MAIN(TestDevices)
#include "test_devices.moc"

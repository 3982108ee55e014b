// Sign-up, log in, resume and log out, over real sockets and a real PostgreSQL.

#include "server/accounts/token.h"
#include "server/net/session.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_server.h"

#include <QSignalSpy>

namespace {

using test::TestClient;
using test::TestServer;
namespace wire = pong::wire;

wire::LogInRequest logIn(const std::string& name, const std::string& password = "correct horse") {
    wire::LogInRequest request;
    request.set_username(name);
    request.set_password(password);
    request.set_device("a test");
    return request;
}

wire::ResumeRequest resume(const std::string& token) {
    wire::ResumeRequest request;
    request.set_token(token);
    return request;
}

// So that tests can guess as they like; those of the delays have their own.
server::FeatureOptions patientOptions() {
    server::FeatureOptions options;
    options.accountLimits.account.freeTries = 1000;
    options.accountLimits.address.freeTries = 1000;
    options.sessionLimits.credentials = {1000, 1000};
    return options;
}

}  // namespace

class TestAccounts : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init() { start(patientOptions()); }
    void cleanup() {
        m_client.reset();
        m_server.reset();
    }

    void everyMessageHasAHandler() {
        const std::vector<std::string_view> missing = m_server->features().router().missing();
        QVERIFY2(missing.empty(), missing.empty() ? "" : std::string(missing.front()).c_str());
    }

    void signUpSignsIn() {
        const auto answer = m_client->request(TestServer::signUpRequest("mara"));
        QVERIFY(answer);
        QVERIFY(answer.reply->me().user_id() > 0);
        QCOMPARE(answer.reply->me().username(), "mara");
        QCOMPARE(answer.reply->me().rating(), 0);
        QCOMPARE(answer.reply->token().size(), 43U);
        QVERIFY(m_server->features().sessions().isOnline(answer.reply->me().user_id()));
    }

    void secretsAreStoredHashed() {
        const auto answer = m_client->request(TestServer::signUpRequest("mara"));
        QVERIFY(answer);
        const server::Rows rows = m_server->database().query(
            QStringLiteral("SELECT password_hash, token, device FROM users JOIN sessions ON user_id = users.id"));
        const server::Row row = rows.one();
        QVERIFY(row.text(u"password_hash").startsWith(QStringLiteral("$argon2id$")));
        QCOMPARE(row.bytes(u"token"), server::token::hash(QByteArray::fromStdString(answer.reply->token())));
        QCOMPARE(row.text(u"device"), QStringLiteral("a test"));
    }

    void badFieldsAreNamed() {
        wire::SignUpRequest request = TestServer::signUpRequest("mara");
        request.set_username("m");
        QCOMPARE(m_client->request(request).refusal.field(), "username");
        request = TestServer::signUpRequest("mara");
        request.set_email("nowhere");
        QCOMPARE(m_client->request(request).refusal.field(), "email");
        request = TestServer::signUpRequest("mara");
        request.set_password("short");
        const auto answer = m_client->request(request);
        QCOMPARE(answer.refusal.code(), wire::REFUSAL_INVALID_FIELD);
        QCOMPARE(answer.refusal.field(), "password");
        QCOMPARE(m_server->database().number(QStringLiteral("SELECT count(*) FROM users")), 0);
        QCOMPARE(m_server->features().hasher().started(), 0U);
    }

    void namesAndAddressesAreUnique() {
        QVERIFY(m_server->signUp(QStringLiteral("mara")));
        wire::SignUpRequest request = TestServer::signUpRequest("MARA");
        request.set_email("other@example.org");
        auto answer = m_client->request(request);
        QCOMPARE(answer.refusal.code(), wire::REFUSAL_TAKEN);
        QCOMPARE(answer.refusal.field(), "username");
        request = TestServer::signUpRequest("other");
        request.set_email("Mara@Example.org");
        answer = m_client->request(request);
        QCOMPARE(answer.refusal.code(), wire::REFUSAL_TAKEN);
        QCOMPARE(answer.refusal.field(), "email");
    }

    void twoAtOnceCannotHaveOneName() {
        const auto other = m_server->connect();
        QVERIFY(other);
        wire::SignUpRequest request = TestServer::signUpRequest("mara");
        const std::uint32_t first = m_client->start(request);
        request.set_email("other@example.org");
        const std::uint32_t second = other->start(request);
        const auto firstAnswer = m_client->answer<wire::SignUpRequest>(first);
        const auto secondAnswer = other->answer<wire::SignUpRequest>(second);
        QVERIFY(static_cast<bool>(firstAnswer) != static_cast<bool>(secondAnswer));
        const wire::Refusal& refusal = firstAnswer ? secondAnswer.refusal : firstAnswer.refusal;
        QCOMPARE(refusal.code(), wire::REFUSAL_TAKEN);
        QCOMPARE(refusal.field(), "username");
    }

    void logInByNameOrAddress_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("name") << QByteArray("mara");
        QTest::newRow("name in capitals") << QByteArray("MARA");
        QTest::newRow("address") << QByteArray("mara@example.org");
        QTest::newRow("address in capitals, with spaces") << QByteArray(" Mara@Example.Org ");
    }
    void logInByNameOrAddress() {
        QFETCH(QByteArray, name);
        QVERIFY(m_server->signUp(QStringLiteral("mara")));
        const auto answer = m_client->request(logIn(name.toStdString()));
        QVERIFY(answer);
        QCOMPARE(answer.reply->signed_in().me().username(), "mara");
        QCOMPARE(answer.reply->signed_in().token().size(), 43U);
    }

    void oneUserOnTwoDevices() {
        const auto first = m_server->signUp(QStringLiteral("mara"));
        const auto answer = m_client->request(logIn("mara"));
        QVERIFY(first && answer);
        wire::ServerMessage event;
        event.mutable_match_found()->set_match_id(5);
        m_server->features().sessions().send(answer.reply->signed_in().me().user_id(), event);
        QVERIFY(first->take(pong::ServerBody::kMatchFound));
        QVERIFY(m_client->take(pong::ServerBody::kMatchFound));
        QCOMPARE(m_server->features().sessions().onlineUsers(), 1);
    }

    void strangersAndWrongPasswordsLookTheSame() {
        QVERIFY(m_server->signUp(QStringLiteral("mara")));
        const server::PasswordHasher& hasher = m_server->features().hasher();
        const std::uint64_t before = hasher.started();
        const auto wrong = m_client->request(logIn("mara", "wrong horse"));
        const std::uint64_t afterWrong = hasher.started();
        const auto stranger = m_client->request(logIn("nobody", "wrong horse"));
        const std::uint64_t afterStranger = hasher.started();
        QCOMPARE(wrong.refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
        QCOMPARE(stranger.refusal.SerializeAsString(), wrong.refusal.SerializeAsString());
        QCOMPARE(afterWrong - before, 1U);
        QCOMPARE(afterStranger - afterWrong, 1U);
    }

    void emptyFieldsAreNamed() {
        auto answer = m_client->request(logIn("", "x"));
        QCOMPARE(answer.refusal.code(), wire::REFUSAL_INVALID_FIELD);
        QCOMPARE(answer.refusal.field(), "username");
        answer = m_client->request(logIn("mara", ""));
        QCOMPARE(answer.refusal.field(), "password");
    }

    void wrongPasswordsMustWait() {
        server::FeatureOptions options = patientOptions();
        options.accountLimits.account = {2, std::chrono::minutes(1), std::chrono::minutes(5), std::chrono::hours(1)};
        start(options);
        QVERIFY(m_server->signUp(QStringLiteral("mara")));
        for (const char* name : {"mara", "nobody"}) {
            for (int free = 0; free < 2; ++free)
                QCOMPARE(m_client->request(logIn(name, "wrong horse")).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
            const auto tooMany = m_client->request(logIn(name, "wrong horse"));
            QCOMPARE(tooMany.refusal.code(), wire::REFUSAL_TOO_MANY);
            QVERIFY(tooMany.refusal.retry_after_ms() > 50'000 && tooMany.refusal.retry_after_ms() <= 60'000);
        }
        // Name and address are one account; the right password does not help now; others are free.
        QCOMPARE(m_client->request(logIn("mara@example.org")).refusal.code(), wire::REFUSAL_TOO_MANY);
        QCOMPARE(m_client->request(logIn("third", "wrong horse")).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    }

    void guessersOfOneAddressMustWait() {
        server::FeatureOptions options = patientOptions();
        options.accountLimits.address = {3, std::chrono::minutes(1), std::chrono::minutes(5), std::chrono::hours(1)};
        start(options);
        QVERIFY(m_server->signUp(QStringLiteral("mara")));
        for (const char* name : {"anna", "bert", "carl"})
            QCOMPARE(m_client->request(logIn(name, "wrong horse")).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
        const auto other = m_server->connect();
        QCOMPARE(other->request(logIn("dora", "wrong horse")).refusal.code(), wire::REFUSAL_TOO_MANY);
    }

    void rightPasswordsDoNotCount() {
        server::FeatureOptions options = patientOptions();
        options.accountLimits.account.freeTries = 2;
        options.accountLimits.address.freeTries = 2;
        start(options);
        QVERIFY(m_server->signUp(QStringLiteral("mara")));
        for (int i = 0; i < 5; ++i) {
            QVERIFY(m_client->request(logIn("mara")));
            QVERIFY(m_client->request(wire::LogOutRequest()));
        }
    }

    void resumeWithAToken() {
        const std::string token = m_client->request(TestServer::signUpRequest("mara")).reply->token();
        m_server->database().execute(QStringLiteral(
            "UPDATE sessions SET expires_at = now() + interval '1 hour', last_seen_at = now() - interval '9 days'"));
        const auto later = m_server->connect();
        const auto answer = later->request(resume(token));
        QVERIFY(answer);
        QCOMPARE(answer.reply->me().username(), "mara");
        QVERIFY(answer.reply->token().empty());
        // The end of the sign-in moves on with its use.
        QCOMPARE(m_server->database().number(
                     QStringLiteral("SELECT count(*) FROM sessions WHERE expires_at > now() + interval '29 days'"
                                    " AND last_seen_at > now() - interval '1 minute'")),
                 1);
    }

    void badTokensAreRefused() {
        const std::string token = m_client->request(TestServer::signUpRequest("mara")).reply->token();
        const auto later = m_server->connect();
        for (const std::string& bad : {std::string(), std::string("x"), token + "A", std::string(43, 'A')})
            QCOMPARE(later->request(resume(bad)).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
        m_server->database().execute(QStringLiteral("UPDATE sessions SET expires_at = now() - interval '1 second'"));
        QCOMPARE(later->request(resume(token)).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
        QVERIFY(later->request(logIn("mara")));  // which also takes away what has expired
        QCOMPARE(m_server->database().number(QStringLiteral("SELECT count(*) FROM sessions")), 1);
    }

    void logOutEndsTheTokenEverywhere() {
        const std::string token = m_client->request(TestServer::signUpRequest("mara")).reply->token();
        const auto twin = m_server->connect();
        QVERIFY(twin->request(resume(token)));
        const auto otherDevice = m_server->connect();
        QVERIFY(otherDevice->request(logIn("mara")));
        QSignalSpy signedOut(&m_server->features().sessions(), &server::Sessions::signedOut);

        QVERIFY(m_client->request(wire::LogOutRequest()));
        QVERIFY(twin->take(pong::ServerBody::kSignedOut));
        QCOMPARE(signedOut.size(), 2);
        QCOMPARE(m_client->request(wire::LogOutRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
        QCOMPARE(twin->request(wire::HistoryPageRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
        QCOMPARE(m_client->request(resume(token)).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
        QVERIFY(otherDevice->request(wire::LogOutRequest()));
        QCOMPARE(m_server->features().sessions().onlineUsers(), 0);
    }

    void deletedAccountsCannotSignIn() {
        const std::string token = m_client->request(TestServer::signUpRequest("mara")).reply->token();
        m_server->database().execute(QStringLiteral("UPDATE users SET deleted_at = now()"));
        const auto later = m_server->connect();
        QCOMPARE(later->request(logIn("mara")).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
        QCOMPARE(later->request(resume(token)).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    }

 private:
    void start(const server::FeatureOptions& options) {
        m_client.reset();
        m_server.reset();
        m_server = std::make_unique<TestServer>(options);
        m_client = m_server->connect();
        QVERIFY(m_client);
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<TestClient> m_client;
};

PONG_SERVER_TEST_MAIN(TestAccounts)
#include "test_accounts.moc"

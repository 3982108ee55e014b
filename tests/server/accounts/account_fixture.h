#pragma once

// A whole server for tests of accounts: with a mail server of its own or without one, a clock that the test turns, and
// limits that do not get in the way unless a test makes them.

#include "server/accounts/totp.h"
#include "server/database/transaction_runner.h"
#include "tests/support/smtp_server.h"
#include "tests/support/test_server.h"

#include <QRegularExpression>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace test {

class AccountFixture {
 public:
    static constexpr const char* password = "correct horse";

    // Without a mail server nothing that needs mail is offered.
    explicit AccountFixture(SmtpServer* smtp, server::FeatureOptions options = patient()) : m_smtp(smtp) {
        options.accountClock.unixSeconds = [this] { return nowSeconds; };
        options.accountClock.steadyUs = [this] { return steadyUs; };
        options.mail.contact = QStringLiteral("Mara in room 3");
        options.mail.times.look = std::chrono::milliseconds(50);
        options.checkSignInsEvery = std::chrono::milliseconds(50);
        if (smtp != nullptr)
            options.mail.smtp = smtp->settings();
        m_server = std::make_unique<TestServer>(options);
    }

    static server::FeatureOptions patient() {
        server::FeatureOptions options;
        server::AccountLimits& limits = options.accountLimits;
        for (server::AttemptRule* rule :
             {&limits.account, &limits.address, &limits.code, &limits.mail, &limits.mailAddress, &limits.signUpAddress})
            rule->freeTries = 1000;
        options.sessionLimits.credentials = {1000, 1000};
        return options;
    }

    TestServer& server() { return *m_server; }
    TestDatabase& database() { return m_server->database(); }
    std::unique_ptr<TestClient> connect() { return m_server->connect(); }
    // Signed up; the mail that confirms the address is in `confirmation`.
    std::unique_ptr<TestClient> signUp(const QString& name) {
        auto client = m_server->signUp(name);
        if (client && m_smtp != nullptr)
            confirmation = codeIn(m_smtp->take());
        return client;
    }

    wire::LogInRequest logIn(const std::string& name, const std::string& trustToken = {}) const {
        wire::LogInRequest request;
        request.set_username(name);
        request.set_password(password);
        request.set_device("another computer");
        request.set_trust_token(trustToken);
        return request;
    }
    // Runs a store function beside the server.
    void inTransaction(const std::function<void(server::Transaction&)>& store) {
        constexpr std::chrono::seconds patience(10);
        server::Connection connection(database().settings(), {patience, patience});
        server::runInTransaction(connection, store, std::chrono::steady_clock::now() + patience);
    }
    // What stands on a line of its own in a mail; empty where there is no mail.
    static QString codeIn(const std::optional<ReceivedMail>& mail) {
        static const QRegularExpression line(QStringLiteral("^    (\\S+)$"), QRegularExpression::MultilineOption);
        return mail ? line.match(mail->text).captured(1) : QString();
    }
    QString nextCode() { return codeIn(m_smtp->take()); }

    // Six digits that are not these.
    static std::string otherThan(const std::string& code) {
        std::string other = code;
        other.back() = other.back() == '0' ? '1' : '0';
        return other;
    }

    std::int64_t nowSeconds = 1'700'000'000;
    std::int64_t steadyUs = 1;
    QString confirmation;

 private:
    SmtpServer* const m_smtp;
    std::unique_ptr<TestServer> m_server;
};

// Turns the app on for whoever is signed in, and makes its codes.
class AuthenticatorApp {
 public:
    AuthenticatorApp(AccountFixture& fixture, TestClient& client) : m_fixture(fixture) {
        wire::TwoFactorAppStartRequest start;
        start.set_password(AccountFixture::password);
        const auto started = client.request(start);
        if (!started)
            return;
        secret = started.reply->secret();
        uri = started.reply->uri();
        wire::TwoFactorConfirmRequest confirm;
        confirm.set_method(wire::TWO_FACTOR_APP);
        confirm.set_code(code());
        const auto confirmed = client.request(confirm);
        isOn = static_cast<bool>(confirmed);
        if (isOn)
            recoveryCodes.assign(confirmed.reply->recovery_codes().begin(), confirmed.reply->recovery_codes().end());
        m_fixture.nowSeconds += server::totp::stepSeconds;  // the next code is another one
    }

    // The code of now, plus so many seconds; made by nobody's code but oathtool's.
    std::string code(std::int64_t later = 0) const;

    std::string secret;
    std::string uri;
    std::vector<std::string> recoveryCodes;
    bool isOn = false;

 private:
    AccountFixture& m_fixture;
};

inline std::string AuthenticatorApp::code(std::int64_t later) const {
    const QDateTime time = QDateTime::fromSecsSinceEpoch(m_fixture.nowSeconds + later, Qt::UTC);
    QProcess process;
    process.start(QStringLiteral("oathtool"), {QStringLiteral("--base32"), QStringLiteral("--totp"),
                                               QStringLiteral("--now"), time.toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"),
                                               QString::fromStdString(secret).remove(QLatin1Char(' '))});
    process.waitForFinished();
    return process.readAllStandardOutput().trimmed().toStdString();
}

}  // namespace test

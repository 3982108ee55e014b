#pragma once

// A whole client against a server that the test plays, with what such a server says on the way in. Main thread only.

#include "client/client_driver.h"
#include "client/fake_server.h"
#include "client/pages/forgotten_password_page.h"
#include "client/pages/login_page.h"
#include "client/pages/new_password_page.h"
#include "client/widgets/field.h"

class EntranceFixture : public QObject, protected ClientDriver {
    Q_OBJECT

 protected:
    using ClientMessage = pong::wire::ClientMessage;
    using ServerMessage = pong::wire::ServerMessage;
    using FakeServer = client::test::FakeServer;

    std::unique_ptr<FakeServer> m_server;
    // What the server says of itself, asks of a log in, and adds to being signed in.
    bool m_hasMail = true;
    pong::wire::TwoFactorChallenge m_challenge;
    pong::wire::SignedIn m_signedIn;
    // Its answer to a code or a request for a mail, where it is not the good one.
    std::optional<ServerMessage> m_refusal;

    std::optional<ServerMessage> answer(const ClientMessage& message) {
        ServerMessage reply;
        const bool isRefused = message.has_log_in_code() || message.has_log_in_send_code() || message.has_sign_up() ||
                               message.has_password_reset() || message.has_password_reset_confirm();
        if (m_refusal && isRefused)
            return m_refusal;
        if (message.has_hello()) {
            reply = *FakeServer::usual(message);
            reply.mutable_welcome()->set_has_mail(m_hasMail);
            reply.mutable_welcome()->set_contact("Theo in room 3");
        } else if (message.has_log_in() && m_challenge.methods_size() > 0) {
            *reply.mutable_log_in()->mutable_two_factor() = m_challenge;
        } else if (message.has_log_in()) {
            *reply.mutable_log_in()->mutable_signed_in() = m_signedIn;
        } else if (message.has_sign_up()) {
            *reply.mutable_signed_in() = m_signedIn;
        } else if (message.has_log_in_code()) {
            *reply.mutable_signed_in() = m_signedIn;
            if (message.log_in_code().trust_device())
                reply.mutable_signed_in()->set_trust_token("trusted");
        } else if (message.has_log_in_send_code() || message.has_email_confirm_send()) {
            reply.mutable_code_sent()->set_masked_email("m***@e***.org");
            reply.mutable_code_sent()->set_resend_after_s(28);
        } else if (message.has_email_confirm()) {
            reply.mutable_email_confirm()->set_email("mara@example.org");
        } else if (message.has_password_reset()) {
            reply.mutable_password_reset()->set_expires_in_s(1800);
        } else if (message.has_password_reset_confirm()) {
            reply.mutable_password_reset_confirm();
        } else if (message.has_log_out()) {
            reply.mutable_logged_out();
        } else {
            return FakeServer::usual(message);
        }
        return reply;
    }
    // The latest request of this kind.
    const ClientMessage* received(ClientMessage::BodyCase body) const {
        const auto found = std::find_if(m_server->received.rbegin(), m_server->received.rend(),
                                        [body](const ClientMessage& message) { return message.body_case() == body; });
        return found == m_server->received.rend() ? nullptr : &*found;
    }

    void startClient(std::unique_ptr<client::Keyring> keyring = nullptr, const QString& link = {}) {
        client::StartOptions options;
        options.server = client::ServerAddress::parse(m_server->address());
        options.resetLink = pong::accounts::ResetLink::parse(link);
        start(options, std::move(keyring));
    }
    void logIn(const QString& name = QStringLiteral("mara")) {
        type(window().loginPage(), "usernameField", name);
        type(window().loginPage(), "passwordField", QStringLiteral("correct horse"));
        click(window().loginPage(), "logInButton");
    }
    QString errorAt(QWidget* page, const char* edit) {
        return qobject_cast<client::Field*>(find<QLineEdit>(page, edit)->parentWidget())->error();
    }
    QString errorOf(QWidget* page, const char* label) { return find<QLabel>(page, label)->text(); }

 private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_hasMail = true;
        m_refusal.reset();
        m_signedIn = FakeServer::signedIn("good").signed_in();
        m_challenge.Clear();
        m_challenge.set_challenge("challenge");
        m_challenge.add_methods(pong::wire::TWO_FACTOR_RECOVERY);
        m_challenge.add_methods(pong::wire::TWO_FACTOR_EMAIL);
        m_challenge.add_methods(pong::wire::TWO_FACTOR_APP);
        m_challenge.set_masked_email("m***@e***.org");
        m_challenge.set_expires_in_s(600);
        m_server = std::make_unique<FakeServer>();
        m_server->answer = [this](const ClientMessage& message) { return answer(message); };
        QVERIFY(m_server->listen());
    }
    void cleanup() {
        m_client.reset();
        m_server.reset();
    }
};

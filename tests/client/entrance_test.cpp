// The way in, with all that may happen on it: second factors, confirmations, links, keyrings and lost connections, in
// the whole client against a server that the test plays.

#include "client/app/instance_link.h"
#include "client/client_driver.h"
#include "client/fake_keyring.h"
#include "client/fake_server.h"
#include "client/pages/confirm_email_page.h"
#include "client/pages/forgotten_password_page.h"
#include "client/pages/login_page.h"
#include "client/pages/new_password_page.h"
#include "client/pages/sign_up_page.h"
#include "client/pages/two_factor_page.h"
#include "client/widgets/field.h"

#include <thread>

using namespace client;
using namespace client::test;
using pong::wire::ClientMessage;
using pong::wire::ServerMessage;
using Page = MainWindow::Page;

class EntranceTest : public QObject, protected ClientDriver {
    Q_OBJECT

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

    void startClient(std::unique_ptr<Keyring> keyring = nullptr, const QString& link = {}) {
        StartOptions options;
        options.server = ServerAddress::parse(m_server->address());
        options.resetLink = pong::accounts::ResetLink::parse(link);
        start(options, std::move(keyring));
    }
    void logIn(const QString& name = QStringLiteral("mara")) {
        type(window().loginPage(), "usernameField", name);
        type(window().loginPage(), "passwordField", QStringLiteral("correct horse"));
        click(window().loginPage(), "logInButton");
    }
    QWidget* code() { return window().twoFactorPage(); }
    void enterCode() {
        type(code(), "codeField", QStringLiteral("407195"));
        click(code(), "confirmCodeButton");
    }
    QString errorAt(QWidget* page, const char* edit) {
        return qobject_cast<Field*>(find<QLineEdit>(page, edit)->parentWidget())->error();
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

    // --- the second factor ----------------------------------------------------------------------------------------
    void aTrustedComputerIsNotAskedAgain() {
        startClient();
        logIn(QStringLiteral("mara@example.org"));
        QTRY_COMPARE(window().page(), Page::TwoFactor);
        QVERIFY(find<QLineEdit>(window().loginPage(), "passwordField")->text().isEmpty());
        check(code(), "trustCheckBox", true);
        enterCode();
        QTRY_COMPARE(window().page(), Page::Home);
        const auto& sent = received(ClientMessage::kLogInCode)->log_in_code();
        QCOMPARE(sent.challenge(), "challenge");
        QCOMPARE(sent.method(), pong::wire::TWO_FACTOR_APP);
        QCOMPARE(sent.code(), "407195");
        QVERIFY(sent.trust_device());
        QVERIFY(keepsAToken());
        QVERIFY(keepsAToken("trust"));
        m_challenge.clear_methods();
        // By either name, also after logging out; and not for somebody else.
        for (const char* name : {"mara", "Mara@example.org"}) {
            logOut();
            QTRY_COMPARE(window().page(), Page::Login);
            logIn(QString::fromLatin1(name));
            QTRY_COMPARE(window().page(), Page::Home);
            QCOMPARE(received(ClientMessage::kLogIn)->log_in().trust_token(), "trusted");
        }
        logOut();
        QTRY_COMPARE(window().page(), Page::Login);
        logIn(QStringLiteral("kaito"));
        QTRY_COMPARE(window().page(), Page::Home);
        QVERIFY(received(ClientMessage::kLogIn)->log_in().trust_token().empty());
    }

    void theChallengeSurvivesAReconnect() {
        startClient();
        logIn();
        QTRY_COMPARE(window().page(), Page::TwoFactor);
        m_server->stop();
        QTRY_COMPARE(connection().state(), ConnectionState::Reconnecting);
        QCOMPARE(window().page(), Page::TwoFactor);
        enterCode();  // waits for the server
        QVERIFY(m_server->listen());
        QTRY_COMPARE_WITH_TIMEOUT(window().page(), Page::Home, 15'000);
        QCOMPARE(received(ClientMessage::kLogInCode)->log_in_code().challenge(), "challenge");
    }

    void refusedCodesSayWhatToDo() {
        startClient();
        logIn();
        QTRY_COMPARE(window().page(), Page::TwoFactor);
        m_refusal = FakeServer::refusal(pong::wire::REFUSAL_WRONG_CREDENTIALS, "This code is wrong.", "code");
        enterCode();
        QTRY_COMPARE(errorAt(code(), "codeField"), QStringLiteral("This code is wrong."));
        click(code(), "useRecoveryButton");
        type(code(), "recoveryField", QStringLiteral("K7QF2-9MXWB"));
        click(code(), "confirmCodeButton");
        QTRY_COMPARE(errorAt(code(), "recoveryField"), QStringLiteral("This code is wrong."));
        QCOMPARE(received(ClientMessage::kLogInCode)->log_in_code().method(), pong::wire::TWO_FACTOR_RECOVERY);
        m_refusal = FakeServer::refusal(pong::wire::REFUSAL_TOO_MANY, "Too many tries.");
        m_refusal->mutable_refusal()->set_retry_after_ms(8000);
        click(code(), "confirmCodeButton");
        QTRY_VERIFY(
            errorOf(code(), "confirmCodeButtonError").startsWith(QStringLiteral("Too many tries. Try again in ")));
        QVERIFY(!find<QWidget>(code(), "confirmCodeButton")->isEnabled());
    }

    void aChallengeThatIsOverLeadsBackToTheLogIn() {
        startClient();
        logIn();
        QTRY_COMPARE(window().page(), Page::TwoFactor);
        m_refusal = FakeServer::refusal(pong::wire::REFUSAL_NOT_SIGNED_IN, "This took too long. Log in again.");
        enterCode();
        QTRY_COMPARE(window().page(), Page::Login);
        QCOMPARE(errorOf(window().loginPage(), "logInError"), QStringLiteral("This took too long. Log in again."));
        QCOMPARE(find<QLineEdit>(window().loginPage(), "usernameField")->text(), QStringLiteral("mara"));
        // By this program's own clock, too.
        m_refusal.reset();
        m_challenge.set_expires_in_s(1);
        logIn();
        QTRY_COMPARE(window().page(), Page::TwoFactor);
        QTRY_COMPARE(window().page(), Page::Login);
        QVERIFY(errorOf(window().loginPage(), "logInError").contains(QStringLiteral("too long")));
    }

    void aMailIsSentAndAskedForAgainLater() {
        m_challenge.clear_methods();
        m_challenge.add_methods(pong::wire::TWO_FACTOR_EMAIL);
        startClient();
        logIn();
        QTRY_VERIFY(received(ClientMessage::kLogInSendCode));
        QTRY_VERIFY(isShown(QStringLiteral("that we sent to m***@e***.org")));
        const auto resendText = [this] { return find<QAbstractButton>(code(), "resendButton")->text(); };
        QTRY_VERIFY(resendText().startsWith(QStringLiteral("Send again in ")));
        enterCode();
        QTRY_COMPARE(window().page(), Page::Home);
        QCOMPARE(received(ClientMessage::kLogInCode)->log_in_code().method(), pong::wire::TWO_FACTOR_EMAIL);
        QVERIFY(!received(ClientMessage::kLogInCode)->log_in_code().trust_device());
        QVERIFY(!keepsAToken("trust"));
    }

    // --- refusals of log in and sign-up ---------------------------------------------------------------------------
    void tooManySignUpsAreWaitedFor() {
        startClient();
        QTRY_COMPARE(connection().state(), ConnectionState::Connected);
        click(window().loginPage(), "signUpButton");
        QWidget* page = window().signUpPage();
        type(page, "usernameField", QStringLiteral("mara"));
        type(page, "emailField", QStringLiteral("mara@example.org"));
        type(page, "passwordField", QStringLiteral("correct horse battery"));
        type(page, "confirmField", QStringLiteral("correct horse battery"));
        m_refusal = FakeServer::refusal(pong::wire::REFUSAL_TOO_MANY, "Too many tries.");
        m_refusal->mutable_refusal()->set_retry_after_ms(60'000);
        click(page, "createAccountButton");
        QTRY_VERIFY(
            errorOf(page, "createAccountButtonError").startsWith(QStringLiteral("Too many tries. Try again in ")));
        QVERIFY(!find<QWidget>(page, "createAccountButton")->isEnabled());
    }

    // --- an address of one's own ----------------------------------------------------------------------------------
    void aNewAddressIsConfirmed() {
        m_signedIn.set_email_unconfirmed(true);
        startClient();
        QTRY_COMPARE(connection().state(), ConnectionState::Connected);
        click(window().loginPage(), "signUpButton");
        QWidget* page = window().signUpPage();
        type(page, "usernameField", QStringLiteral("mara"));
        type(page, "emailField", QStringLiteral("mara@example.org"));
        type(page, "passwordField", QStringLiteral("correct horse battery"));
        type(page, "confirmField", QStringLiteral("correct horse battery"));
        click(page, "createAccountButton");
        QTRY_COMPARE(window().page(), Page::ConfirmEmail);
        QVERIFY(isShown(QStringLiteral("mara@example.org")));
        QVERIFY(keepsAToken());  // as the log in form says
        click(window().confirmEmailPage(), "resendButton");
        QTRY_VERIFY(isShown(QStringLiteral("m***@e***.org")));
        type(window().confirmEmailPage(), "codeField", QStringLiteral("407195"));
        click(window().confirmEmailPage(), "confirmEmailButton");
        QTRY_COMPARE(window().page(), Page::Home);
        QCOMPARE(received(ClientMessage::kEmailConfirm)->email_confirm().code(), "407195");
        QVERIFY(isShown(QStringLiteral("Your email is confirmed")));
    }

    void confirmingMayWait() {
        m_signedIn.set_email_unconfirmed(true);
        m_challenge.clear_methods();
        startClient();
        logIn();
        QTRY_COMPARE(window().page(), Page::ConfirmEmail);
        click(window().confirmEmailPage(), "confirmEmailButtonBack");
        QCOMPARE(window().page(), Page::Home);
    }

    void whoIsSignedOutMeanwhileIsBackAtTheLogIn() {
        m_signedIn.set_email_unconfirmed(true);
        m_challenge.clear_methods();
        startClient();
        logIn();
        QTRY_COMPARE(window().page(), Page::ConfirmEmail);
        ServerMessage event;
        event.mutable_signed_out()->mutable_reason()->set_text("Signed out on another device.");
        m_server->send(event);
        QTRY_COMPARE(window().page(), Page::Login);
    }

    void anAccountThatWasToBeDeletedIsKept() {
        m_signedIn.set_deletion_cancelled(true);
        m_challenge.clear_methods();
        startClient();
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        QVERIFY(isShown(QStringLiteral("Your account is kept")));
    }

    // --- a forgotten password -------------------------------------------------------------------------------------
    void aForgottenPasswordIsReplaced() {
        startClient();
        QTRY_COMPARE(connection().state(), ConnectionState::Connected);
        type(window().loginPage(), "usernameField", QStringLiteral("mara@example.org"));
        click(window().loginPage(), "forgottenPasswordButton");
        QCOMPARE(window().page(), Page::ForgottenPassword);
        QCOMPARE(find<QLineEdit>(window().forgottenPasswordPage(), "emailField")->text(),
                 QStringLiteral("mara@example.org"));
        m_refusal = FakeServer::refusal(pong::wire::REFUSAL_TOO_MANY, "Too many tries.");
        m_refusal->mutable_refusal()->set_retry_after_ms(1000);
        click(window().forgottenPasswordPage(), "sendCodeButton");
        QTRY_VERIFY(!errorOf(window().forgottenPasswordPage(), "sendCodeButtonError").isEmpty());
        m_refusal.reset();
        QTRY_VERIFY(find<QWidget>(window().forgottenPasswordPage(), "sendCodeButton")->isEnabled());
        click(window().forgottenPasswordPage(), "sendCodeButton");
        QTRY_COMPARE(window().page(), Page::NewPassword);
        QVERIFY(isShown(QStringLiteral("If mara@example.org has an account, a code is on its way.")));
        QWidget* page = window().newPasswordPage();
        type(page, "codeField", QStringLiteral("K7QF2-9MXWB"));
        type(page, "passwordField", QStringLiteral("four square paddles"));
        type(page, "confirmField", QStringLiteral("four square paddles"));
        m_refusal = FakeServer::refusal(pong::wire::REFUSAL_WRONG_CREDENTIALS, "This code is wrong.", "code");
        click(page, "savePasswordButton");
        QTRY_COMPARE(errorAt(page, "codeField"), QStringLiteral("This code is wrong."));
        m_refusal.reset();
        click(page, "savePasswordButton");
        QTRY_COMPARE(window().page(), Page::Login);
        QVERIFY(isShown(QStringLiteral("Your password is changed")));
        const auto& sent = received(ClientMessage::kPasswordResetConfirm)->password_reset_confirm();
        QCOMPARE(sent.account(), "mara@example.org");
        QCOMPARE(sent.code(), "K7QF2-9MXWB");
        QCOMPARE(sent.password(), "four square paddles");
        QVERIFY(find<QLineEdit>(page, "passwordField")->text().isEmpty());
    }

    void whereThereIsNoMailTheHostIsAsked() {
        m_hasMail = false;
        startClient();
        QTRY_COMPARE(connection().state(), ConnectionState::Connected);
        click(window().loginPage(), "forgottenPasswordButton");
        QVERIFY(isShown(QStringLiteral("Ask Theo in room 3 for a code")));
        click(window().forgottenPasswordPage(), "sendCodeButton");
        QCOMPARE(window().page(), Page::NewPassword);
        QVERIFY(find<QLineEdit>(window().newPasswordPage(), "accountField")->isVisible());
        QVERIFY(!received(ClientMessage::kPasswordReset));
    }

    void aLinkOpensItsPage() {
        const QString link = QStringLiteral("pong://reset?account=mara%2Bpong%40example.org&code=K7QF2-9MXWB");
        startClient(nullptr, link);
        QCOMPARE(window().page(), Page::NewPassword);
        QCOMPARE(find<QLineEdit>(window().newPasswordPage(), "codeField")->text(), QStringLiteral("K7QF2-9MXWB"));
        QTRY_VERIFY(isShown(QStringLiteral("For mara+pong@example.org on Office LAN.")));
        click(window().newPasswordPage(), "savePasswordButtonBack");
        QCOMPARE(window().page(), Page::Login);
        // The code is not lost to who had to choose a server first.
        click(window().loginPage(), "forgottenPasswordButton");
        click(window().forgottenPasswordPage(), "haveCodeButton");
        QCOMPARE(find<QLineEdit>(window().newPasswordPage(), "codeField")->text(), QStringLiteral("K7QF2-9MXWB"));
        click(window().newPasswordPage(), "savePasswordButtonBack");
        // Handed over by a second program.
        bool isHandedOver = false;
        std::thread second([&] { isHandedOver = InstanceLink::handOver(m_folder->path(), link); });
        QTRY_COMPARE(window().page(), Page::NewPassword);
        second.join();
        QVERIFY(isHandedOver);
    }

    void aLinkDoesNotDisturbWhoIsSignedIn() {
        m_challenge.clear_methods();
        startClient();
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        std::thread second(
            [&] { InstanceLink::handOver(m_folder->path(), QStringLiteral("pong://reset?account=mara&code=1")); });
        QTRY_VERIFY(isShown(QStringLiteral("Log out, then open the link")));
        second.join();
        QCOMPARE(window().page(), Page::Home);
        // Who starts the program with it wants a new password, kept sign-in or not.
        startClient(nullptr, QStringLiteral("pong://reset?account=mara&code=1"));
        QTRY_COMPARE(connection().state(), ConnectionState::Connected);
        QCOMPARE(window().page(), Page::NewPassword);
        QVERIFY(!received(ClientMessage::kResume));
    }

    // --- staying signed in ----------------------------------------------------------------------------------------
    void aLockedKeyringDoesNotKeepAnybodyWaiting() {
        m_challenge.clear_methods();
        startClient(std::make_unique<FakeKeyring>());
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        QVERIFY(!keepsAToken());
        auto locked = std::make_unique<FakeKeyring>();
        FakeKeyring& keyring = *locked;
        keyring.secrets.insert(
            m_folder->path() + QStringLiteral("/tokens/") + m_server->address() + QStringLiteral("/mara"),
            QStringLiteral("good"));
        keyring.isLocked = true;
        startClient(std::move(locked));
        QTRY_COMPARE(connection().state(), ConnectionState::Connected);
        QCOMPARE(window().page(), Page::Login);
        keyring.unlock();
        QTRY_COMPARE(window().page(), Page::Home);
        QVERIFY(received(ClientMessage::kResume));
        // Neither does one that is never unlocked hold the program's end up.
        auto never = std::make_unique<FakeKeyring>();
        never->isLocked = true;
        startClient(std::move(never));
        QTRY_COMPARE(connection().state(), ConnectionState::Connected);
    }

    void withoutAKeyringAFileIsUsedWithANotice() {
        m_challenge.clear_methods();
        auto broken = std::make_unique<FakeKeyring>();
        broken->works = false;
        startClient(std::move(broken));
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        QVERIFY(keepsAToken());
        QVERIFY(isShown(QStringLiteral("Your sign-in is kept in a file")));
    }
};

QTEST_MAIN(EntranceTest)
#include "entrance_test.moc"

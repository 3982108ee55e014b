// The way in, with all that may happen on it: second factors, confirmations, keyrings and lost connections, in the
// whole client against a server that the test plays.

#include "client/entrance_fixture.h"
#include "client/fake_keyring.h"
#include "client/pages/confirm_email_page.h"
#include "client/pages/sign_up_page.h"
#include "client/pages/two_factor_page.h"

using namespace client;
using Page = MainWindow::Page;

class EntranceTest : public EntranceFixture {
    Q_OBJECT

    QWidget* code() { return window().twoFactorPage(); }
    void enterCode() {
        type(code(), "codeField", QStringLiteral("407195"));
        click(code(), "confirmCodeButton");
    }

 private Q_SLOTS:
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

// A forgotten password, by mail, by the host and by a link, in the whole client against a server that the test plays.

#include "client/app/instance_link.h"
#include "client/entrance_fixture.h"

#include <thread>

using namespace client;
using Page = MainWindow::Page;

class RecoveryTest : public EntranceFixture {
    Q_OBJECT

 private Q_SLOTS:
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
};

QTEST_MAIN(RecoveryTest)
#include "recovery_test.moc"

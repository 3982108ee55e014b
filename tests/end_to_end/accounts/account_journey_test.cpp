// The whole way of an account through the real windows, against a real server with PostgreSQL and a real mail server:
// sign up, confirm, two-factor, log out, log in with a code, forget, reset, log in again.

#include "client/pages/confirm_email_page.h"
#include "client/pages/forgotten_password_page.h"
#include "client/pages/login_page.h"
#include "client/pages/new_password_page.h"
#include "client/pages/sign_up_page.h"
#include "client/pages/two_factor_page.h"
#include "client/widgets/field.h"
#include "server/accounts/one_time_code.h"
#include "server/hosting/admin/account_admin_store.h"
#include "tests/client/client_driver.h"
#include "tests/server/accounts/account_fixture.h"

using namespace client;
using test::AccountFixture;
using test::AuthenticatorApp;
using test::SmtpServer;
using Page = MainWindow::Page;

class AccountJourneyTest : public QObject, protected ClientDriver {
    Q_OBJECT

    const QString m_address = QStringLiteral("mara@example.org");
    const QString m_password = QString::fromLatin1(AccountFixture::password);
    const QString m_newPassword = QStringLiteral("four square paddles");

    void startClient(AccountFixture& accounts, const QString& link = {}) {
        StartOptions options;
        options.server = ServerAddress::parse(accounts.server().url().toString());
        options.resetLink = pong::accounts::ResetLink::parse(link);
        start(std::move(options));
        QTRY_VERIFY(connection().isUp());
    }
    void signUp() {
        click(window().loginPage(), "signUpButton");
        QWidget* page = window().signUpPage();
        type(page, "usernameField", QStringLiteral("mara"));
        type(page, "emailField", m_address);
        type(page, "passwordField", m_password);
        type(page, "confirmField", m_password);
        click(page, "createAccountButton");
    }
    void logIn(const QString& name, const QString& password) {
        type(window().loginPage(), "usernameField", name);
        type(window().loginPage(), "passwordField", password);
        click(window().loginPage(), "logInButton");
    }
    void enterCode(const std::string& code, bool trust = false) {
        QWidget* page = window().twoFactorPage();
        check(page, "trustCheckBox", trust);
        type(page, "codeField", QString::fromStdString(code));
        click(page, "confirmCodeButton");
    }
    void leave() {
        logOut();
        QTRY_COMPARE(window().page(), Page::Login);
    }
    void chooseNewPassword(const QString& code) {
        QWidget* page = window().newPasswordPage();
        if (!code.isEmpty())
            type(page, "codeField", code);
        type(page, "passwordField", m_newPassword);
        type(page, "confirmField", m_newPassword);
        click(page, "savePasswordButton");
    }
    QString errorAt(QWidget* page, const char* edit) {
        return qobject_cast<Field*>(find<QLineEdit>(page, edit)->parentWidget())->error();
    }

 private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_client.reset(); }

    void fromSignUpToTheNewPassword() {
        SmtpServer mails;
        AccountFixture accounts(&mails);
        startClient(accounts);

        signUp();
        QTRY_COMPARE(window().page(), Page::ConfirmEmail);
        type(window().confirmEmailPage(), "codeField", accounts.nextCode());
        click(window().confirmEmailPage(), "confirmEmailButton");
        QTRY_COMPARE(window().page(), Page::Home);
        QCOMPARE(accounts.database().number(QStringLiteral(
                     "SELECT count(*) FROM users WHERE username = 'mara' AND email_verified_at IS NOT NULL")),
                 1);

        // Two-factor is turned on elsewhere.
        auto elsewhere = accounts.connect();
        QVERIFY(elsewhere && elsewhere->request(accounts.logIn("mara")));
        AuthenticatorApp app(accounts, *elsewhere);
        QVERIFY(app.isOn);
        QVERIFY(mails.take());  // its owner is told

        leave();
        logIn(QStringLiteral("mara"), QStringLiteral("not her password"));
        QTRY_VERIFY(!errorAt(window().loginPage(), "passwordField").isEmpty());
        logIn(m_address, m_password);
        QTRY_COMPARE(window().page(), Page::TwoFactor);
        enterCode(AccountFixture::otherThan(app.code()));
        QTRY_VERIFY(!errorAt(window().twoFactorPage(), "codeField").isEmpty());
        enterCode(app.code(), true);
        QTRY_COMPARE(window().page(), Page::Home);

        // This computer is trusted now; and stays signed in.
        leave();
        logIn(QStringLiteral("mara"), m_password);
        QTRY_COMPARE(window().page(), Page::Home);
        startClient(accounts);
        QTRY_COMPARE(window().page(), Page::Home);

        leave();
        click(window().loginPage(), "forgottenPasswordButton");
        type(window().forgottenPasswordPage(), "emailField", m_address);
        click(window().forgottenPasswordPage(), "sendCodeButton");
        QTRY_COMPARE(window().page(), Page::NewPassword);
        chooseNewPassword(accounts.nextCode());
        QTRY_COMPARE(window().page(), Page::Login);
        QVERIFY(isShown(QStringLiteral("Your password is changed")));
        QVERIFY(mails.take());

        logIn(m_address, m_password);
        QTRY_VERIFY(!errorAt(window().loginPage(), "passwordField").isEmpty());
        logIn(m_address, m_newPassword);
        QTRY_VERIFY(window().page() == Page::Home || window().page() == Page::TwoFactor);
        if (window().page() == Page::TwoFactor) {
            accounts.nowSeconds += server::totp::stepSeconds;
            enterCode(app.code());
        }
        QTRY_COMPARE(window().page(), Page::Home);
    }

    // By the link of the mail, in a program that it starts; the second factor by e-mail, and by a recovery code.
    void byTheMailsLinkAndOtherFactors() {
        SmtpServer mails;
        AccountFixture accounts(&mails);
        auto elsewhere = accounts.signUp(QStringLiteral("mara"));
        QVERIFY(elsewhere);
        AuthenticatorApp app(accounts, *elsewhere);
        QVERIFY(app.isOn && mails.take());
        pong::wire::TwoFactorEmailStartRequest byMail;
        byMail.set_password(AccountFixture::password);
        QVERIFY(elsewhere->request(byMail));
        pong::wire::TwoFactorConfirmRequest confirm;
        confirm.set_method(pong::wire::TWO_FACTOR_EMAIL);
        confirm.set_code(accounts.nextCode().toStdString());
        QVERIFY(elsewhere->request(confirm) && mails.take());

        startClient(accounts);
        click(window().loginPage(), "forgottenPasswordButton");
        type(window().forgottenPasswordPage(), "emailField", m_address);
        click(window().forgottenPasswordPage(), "sendCodeButton");
        QTRY_COMPARE(window().page(), Page::NewPassword);
        const auto mail = mails.take();
        QVERIFY(mail);
        const QString link = QRegularExpression(QStringLiteral("pong://\\S+")).match(mail->text).captured();
        startClient(accounts, link);
        QCOMPARE(window().page(), Page::NewPassword);
        chooseNewPassword({});
        QTRY_COMPARE(window().page(), Page::Login);
        QVERIFY(mails.take());

        logIn(QStringLiteral("mara"), m_newPassword);
        QTRY_COMPARE(window().page(), Page::TwoFactor);
        click(window().twoFactorPage(), "useEmailButton");
        enterCode(accounts.nextCode().toStdString());
        QTRY_COMPARE(window().page(), Page::Home);
        leave();
        logIn(QStringLiteral("mara"), m_newPassword);
        QTRY_COMPARE(window().page(), Page::TwoFactor);
        click(window().twoFactorPage(), "useRecoveryButton");
        type(window().twoFactorPage(), "recoveryField", QString::fromStdString(app.recoveryCodes.front()));
        click(window().twoFactorPage(), "confirmCodeButton");
        QTRY_COMPARE(window().page(), Page::Home);
    }

    void withoutMailNothingIsOfferedThatNeedsIt() {
        const server::FeatureOptions options = AccountFixture::patient();
        AccountFixture accounts(nullptr, options);
        startClient(accounts);
        signUp();
        QTRY_COMPARE(window().page(), Page::Home);
        leave();
        click(window().loginPage(), "forgottenPasswordButton");
        QVERIFY(isShown(QStringLiteral("Ask Mara in room 3 for a code")));
        click(window().forgottenPasswordPage(), "sendCodeButton");
        type(window().newPasswordPage(), "accountField", QStringLiteral("mara"));
        chooseNewPassword(QStringLiteral("K7QF2-9MXWB"));
        QTRY_VERIFY(!errorAt(window().newPasswordPage(), "codeField").isEmpty());

        // What `pong-server account reset-password mara` prints.
        const QString code = server::one_time_code::makeLetters();
        accounts.inTransaction([&](server::Transaction& transaction) {
            const auto user = server::admin::findAccount(transaction, QStringLiteral("mara"));
            server::admin::handOverResetCode(transaction, user.value(), server::one_time_code::hash(options.key, code));
        });
        chooseNewPassword(code);
        QTRY_COMPARE(window().page(), Page::Login);
        logIn(QStringLiteral("mara"), m_newPassword);
        QTRY_COMPARE(window().page(), Page::Home);
    }

    void loggingInKeepsAnAccountThatWasToBeDeleted() {
        AccountFixture accounts(nullptr);
        auto elsewhere = accounts.signUp(QStringLiteral("mara"));
        QVERIFY(elsewhere);
        pong::wire::AccountDeleteRequest request;
        request.set_password(AccountFixture::password);
        QVERIFY(elsewhere->request(request));
        startClient(accounts);
        logIn(QStringLiteral("mara"), m_password);
        QTRY_COMPARE(window().page(), Page::Home);
        QVERIFY(isShown(QStringLiteral("Your account is kept")));
    }

    // The server's no, and its wait, at their places.
    void refusalsStandWhereTheyBelong() {
        server::FeatureOptions options = AccountFixture::patient();
        options.accountLimits.account = {1, std::chrono::seconds(30), std::chrono::minutes(1),
                                         std::chrono::minutes(15)};
        AccountFixture accounts(nullptr, options);
        QVERIFY(accounts.signUp(QStringLiteral("mara")));
        startClient(accounts);
        signUp();
        QTRY_VERIFY(!errorAt(window().signUpPage(), "usernameField").isEmpty());
        click(window().signUpPage(), "createAccountButtonBack");
        logIn(QStringLiteral("mara"), QStringLiteral("not her password"));
        QTRY_VERIFY(!errorAt(window().loginPage(), "passwordField").isEmpty());
        logIn(QStringLiteral("mara"), m_password);
        QTRY_VERIFY(isShown(QStringLiteral("Too many tries. Try again in ")));
        QVERIFY(!find<QWidget>(window().loginPage(), "logInButton")->isEnabled());
    }
};

QTEST_MAIN(AccountJourneyTest)
#include "account_journey_test.moc"

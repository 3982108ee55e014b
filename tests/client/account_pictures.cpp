#include "tests/client/account_pictures.h"

#include "client/pages/confirm_email_page.h"
#include "client/pages/forgotten_password_page.h"
#include "client/pages/login_page.h"
#include "client/pages/main_window.h"
#include "client/pages/new_password_page.h"
#include "client/pages/sign_up_page.h"
#include "client/pages/two_factor_page.h"

#include <QAbstractButton>
#include <QLineEdit>

namespace samples {

using namespace client;
using namespace std::chrono_literals;
using Page = MainWindow::Page;
using Way = TwoFactorPage::Way;

namespace {

const char* const office = "Office LAN";
const char* const address = "mara@example.org";
const char* const masked = "m***@e***.org";

void fill(QWidget* page, const char* edit, const char* text) {
    page->findChild<QLineEdit*>(QString::fromLatin1(edit))->setText(QString::fromLatin1(text));
}

void click(QWidget* page, const char* button) {
    page->findChild<QAbstractButton*>(QString::fromLatin1(button))->click();
}

void showSignUp(MainWindow& window, const std::function<void(const QString&)>& save) {
    SignUpPage* page = window.signUpPage();
    page->setServerName(QString::fromLatin1(office));
    window.showPage(Page::SignUp);
    save(QStringLiteral("02-sign-up"));
    fill(page, "usernameField", "mara");
    fill(page, "emailField", "mara@example");
    fill(page, "passwordField", "four square paddles");
    click(page, "createAccountButton");
    page->showError(QStringLiteral("username"), QStringLiteral("Already taken."));
    save(QStringLiteral("02-sign-up-errors"));
    fill(page, "passwordField", "password123");
    page->showWait(42s);
    save(QStringLiteral("02-sign-up-wait"));
    page->reset();
}

void showTwoFactor(MainWindow& window, const std::function<void(const QString&)>& save) {
    TwoFactorPage* page = window.twoFactorPage();
    window.showPage(Page::TwoFactor);
    page->begin({Way::App, Way::Email, Way::Recovery}, QString::fromLatin1(office), QString::fromLatin1(masked));
    save(QStringLiteral("02-two-factor-app"));
    fill(page, "codeField", "407195");
    page->showError(QStringLiteral("code"), QStringLiteral("This code is wrong or no longer good."));
    save(QStringLiteral("02-two-factor-wrong"));
    page->showWait(8s);
    save(QStringLiteral("02-two-factor-wait"));
    page->reset();
    page->begin({Way::App, Way::Email, Way::Recovery}, QString::fromLatin1(office), QString::fromLatin1(masked));
    click(page, "useEmailButton");
    page->noteCodeSent(QString::fromLatin1(masked), 28s);
    save(QStringLiteral("02-two-factor-email"));
    click(page, "useRecoveryButton");
    click(page, "confirmCodeButton");
    save(QStringLiteral("02-two-factor-recovery"));
    page->setBusy(true);
    save(QStringLiteral("02-two-factor-busy"));
    page->setBusy(false);
    page->reset();
}

void showConfirmEmail(MainWindow& window, const std::function<void(const QString&)>& save) {
    ConfirmEmailPage* page = window.confirmEmailPage();
    window.showPage(Page::ConfirmEmail);
    page->begin(QString::fromLatin1(address));
    save(QStringLiteral("02-confirm-email"));
    click(page, "confirmEmailButton");
    page->noteCodeNotSent(28s);
    save(QStringLiteral("02-confirm-email-errors"));
    page->reset();
}

void showForgottenPassword(MainWindow& window, const std::function<void(const QString&)>& save) {
    ForgottenPasswordPage* page = window.forgottenPasswordPage();
    page->setServer(QString::fromLatin1(office), true, {});
    window.showPage(Page::ForgottenPassword);
    save(QStringLiteral("02-forgotten"));
    fill(page, "emailField", "mara");
    click(page, "sendCodeButton");
    save(QStringLiteral("02-forgotten-errors"));
    page->setServer(QString::fromLatin1(office), false, QStringLiteral("Theo in room 3"));
    page->reset();
    save(QStringLiteral("02-forgotten-no-mail"));
    page->setServer(QString::fromLatin1(office), true, {});
}

void showNewPassword(MainWindow& window, const std::function<void(const QString&)>& save) {
    NewPasswordPage* page = window.newPasswordPage();
    page->setServerName(QString::fromLatin1(office));
    window.showPage(Page::NewPassword);
    page->begin(QString::fromLatin1(address), QStringLiteral("K7QF2-9MXWB"));
    fill(page, "passwordField", "four Square paddles");
    fill(page, "confirmField", "four Square paddle");
    click(page, "savePasswordButton");
    save(QStringLiteral("02-new-password-errors"));
    page->begin(QString::fromLatin1(address), {});
    page->noteCodeAsked(30min, 28s);
    save(QStringLiteral("02-new-password-asked"));
    page->begin({}, {});
    save(QStringLiteral("02-new-password-by-host"));
    page->reset();
}

}  // namespace

void showAccountPages(MainWindow& window, const std::function<void(const QString&)>& save) {
    window.loginPage()->showWait(42s);
    save(QStringLiteral("01-login-wait"));
    window.loginPage()->reset();
    showSignUp(window, save);
    showTwoFactor(window, save);
    showConfirmEmail(window, save);
    showForgottenPassword(window, save);
    showNewPassword(window, save);
}

}  // namespace samples

#include "client/app/recovery_controller.h"

#include "client/app/form_request.h"
#include "client/app/kept_sign_in.h"
#include "client/pages/confirm_email_page.h"
#include "client/pages/forgotten_password_page.h"
#include "client/pages/login_page.h"
#include "client/pages/main_window.h"
#include "client/pages/new_password_page.h"

namespace client {

using Page = MainWindow::Page;

namespace {

void noteAsked(NewPasswordPage* page, const pong::wire::PasswordResetReply& reply) {
    page->noteCodeAsked(std::chrono::ceil<std::chrono::minutes>(std::chrono::seconds(reply.expires_in_s())),
                        std::chrono::seconds(reply.resend_after_s()));
}

}  // namespace

RecoveryController::RecoveryController(MainWindow& window, Connection& connection, KeptSignIn& kept)
    : m_window(window), m_connection(connection), m_kept(kept), m_tasks(QStringLiteral("recovery")) {
    connect(&m_connection, &Connection::stateChanged, this, &RecoveryController::follow);
    connectPages();
}

void RecoveryController::connectPages() {
    const auto showLogin = [this] { m_window.showPage(Page::Login); };
    connect(m_window.loginPage(), &LoginPage::forgottenPasswordRequested, this, [this] {
        const QString name = m_window.loginPage()->username();
        m_window.forgottenPasswordPage()->reset();
        m_window.forgottenPasswordPage()->setEmail(name.contains(u'@') ? name : QString());
        m_window.showPage(Page::ForgottenPassword);
    });
    ForgottenPasswordPage* forgotten = m_window.forgottenPasswordPage();
    connect(forgotten, &ForgottenPasswordPage::codeWanted, this,
            [this](const QString& email) { m_tasks.run(requestReset(email)); });
    connect(forgotten, &ForgottenPasswordPage::haveCode, this, [this] {
        // That of a link, perhaps: its page may have been left to choose a server.
        const pong::accounts::ResetLink known = m_link.value_or(pong::accounts::ResetLink());
        m_window.newPasswordPage()->begin(known.account, known.code);
        m_window.showPage(Page::NewPassword);
    });
    connect(forgotten, &AuthPage::backRequested, this, showLogin);
    NewPasswordPage* newPassword = m_window.newPasswordPage();
    connect(newPassword, &NewPasswordPage::codeWanted, this,
            [this](const QString& email) { m_tasks.run(requestAgain(email)); });
    connect(newPassword, &NewPasswordPage::passwordChosen, this,
            [this](const QString& account, const QString& code, const QString& password) {
                m_tasks.run(resetPassword(account, code, password));
            });
    connect(newPassword, &AuthPage::backRequested, this, showLogin);
    ConfirmEmailPage* confirm = m_window.confirmEmailPage();
    connect(confirm, &ConfirmEmailPage::codeWanted, this, [this] { m_tasks.run(sendConfirmation()); });
    connect(confirm, &ConfirmEmailPage::codeEntered, this,
            [this](const QString& code) { m_tasks.run(confirmEmail(code)); });
    connect(confirm, &AuthPage::backRequested, this, [this] { m_window.showPage(Page::Home); });
}

void RecoveryController::follow() {
    if (!m_connection.isUp())
        return;
    const pong::wire::Welcome& server = m_connection.welcome();
    const QString name = QString::fromStdString(server.server_name());
    m_window.forgottenPasswordPage()->setServer(name, server.has_mail(), QString::fromStdString(server.contact()));
    m_window.newPasswordPage()->setServerName(name);
}

void RecoveryController::open(const pong::accounts::ResetLink& link) {
    if (m_connection.me()) {
        m_window.showToast(MainWindow::Notice::Information, tr("You are signed in"),
                           tr("Log out, then open the link for a new password again."));
        return;
    }
    m_link = link;
    m_window.newPasswordPage()->begin(link.account, link.code);
    m_window.showPage(Page::NewPassword);
}

QCoro::Task<void> RecoveryController::requestReset(QString email) {
    ForgottenPasswordPage* page = m_window.forgottenPasswordPage();
    pong::wire::PasswordResetRequest body;
    body.set_email(email.toStdString());
    auto request = submitForm(m_connection, page, std::move(body));
    const auto reply = co_await request;
    if (!reply.ok()) {
        showFailure(page, reply.failure());
        co_return;
    }
    m_window.newPasswordPage()->begin(email, {});
    noteAsked(m_window.newPasswordPage(), reply.value());
    m_window.showPage(Page::NewPassword);
}

QCoro::Task<void> RecoveryController::requestAgain(QString email) {
    NewPasswordPage* page = m_window.newPasswordPage();
    pong::wire::PasswordResetRequest body;
    body.set_email(email.toStdString());
    auto request = askWhenReady(m_connection, std::move(body));
    const auto reply = co_await request;
    if (reply.ok())
        noteAsked(page, reply.value());
    else
        showNotSent(page, reply.failure());
}

QCoro::Task<void> RecoveryController::resetPassword(QString account, QString code, QString password) {
    NewPasswordPage* page = m_window.newPasswordPage();
    pong::wire::PasswordResetConfirmRequest body;
    body.set_account(account.toStdString());
    body.set_code(code.toStdString());
    body.set_password(password.toStdString());
    auto request = submitForm(m_connection, page, std::move(body));
    const auto reply = co_await request;
    if (!reply.ok()) {
        showFailure(page, reply.failure());
        co_return;
    }
    if (m_connection.server())
        m_kept.forget(*m_connection.server());  // it ended with every other
    m_link.reset();
    page->reset();
    m_window.loginPage()->setUsername(account);
    m_window.showPage(Page::Login);
    m_window.showToast(MainWindow::Notice::Done, tr("Your password is changed"), tr("Log in with the new one."));
}

QCoro::Task<void> RecoveryController::sendConfirmation() {
    ConfirmEmailPage* page = m_window.confirmEmailPage();
    pong::wire::EmailConfirmSendRequest body;
    auto request = askWhenReady(m_connection, std::move(body));
    const auto reply = co_await request;
    if (reply.ok())
        page->noteCodeSent(QString::fromStdString(reply->masked_email()),
                           std::chrono::seconds(reply->resend_after_s()));
    else
        showNotSent(page, reply.failure());
}

QCoro::Task<void> RecoveryController::confirmEmail(QString code) {
    ConfirmEmailPage* page = m_window.confirmEmailPage();
    pong::wire::EmailConfirmRequest body;
    body.set_code(code.toStdString());
    auto request = submitForm(m_connection, page, std::move(body));
    const auto reply = co_await request;
    if (!reply.ok()) {
        showFailure(page, reply.failure());
        co_return;
    }
    page->reset();
    if (m_window.page() == Page::ConfirmEmail)
        m_window.showPage(Page::Home);
    m_window.showToast(MainWindow::Notice::Done, tr("Your email is confirmed"), QString::fromStdString(reply->email()));
}

}  // namespace client

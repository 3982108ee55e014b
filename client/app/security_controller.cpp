#include "client/app/security_controller.h"

#include "client/app/private_files.h"
#include "client/app/profile_controller.h"
#include "client/pages/app_codes_card.h"
#include "client/pages/code_dialog.h"
#include "client/pages/main_window.h"
#include "client/pages/password_card.h"
#include "client/pages/password_dialog.h"
#include "client/pages/profile_page.h"
#include "client/pages/profile_security.h"
#include "client/pages/recovery_codes_dialog.h"
#include "client/widgets/look.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>

namespace client {

using Notice = MainWindow::Notice;

namespace {

template <typename Reply>
QStringList codesOf(const Reply& reply) {
    QStringList codes;
    for (const std::string& code : reply.recovery_codes())
        codes.append(QString::fromStdString(code));
    return codes;
}

// True: it is done, and the dialog closed. Otherwise the dialog says what is wrong.
template <typename Body>
bool settle(const QPointer<PasswordDialog>& dialog, const Reply<Body>& reply) {
    if (dialog && reply.ok())
        dialog->accept();
    else if (dialog)
        dialog->showError(reply.failure().text());
    return reply.ok();
}

}  // namespace

SecurityController::SecurityController(MainWindow& window, const Look& look, Connection& connection,
                                       ProfileController& profile)
    : m_window(window)
    , m_look(look)
    , m_connection(connection)
    , m_profile(profile)
    , m_tasks(QStringLiteral("security")) {
    connectPage();
}

void SecurityController::connectPage() {
    ProfileSecurity* page = m_window.profilePage()->security();
    connect(page->password(), &PasswordCard::changeRequested, this,
            [this](const QString& password, const QString& newPassword) {
                m_tasks.run(changePassword(password, newPassword));
            });
    AppCodesCard* app = page->appCodes();
    connect(app, &AppCodesCard::setUpRequested, this, [this] {
        askPassword(tr("Set up codes by app"), tr("Enter your password to go on."), tr("Go on"), "primary",
                    &SecurityController::startApp);
    });
    connect(app, &AppCodesCard::codeEntered, this, [this](const QString& code) { m_tasks.run(confirmApp(code)); });
    connect(app, &AppCodesCard::turnOffRequested, this, &SecurityController::askToTurnOffApp);
    connect(app, &AppCodesCard::keyCopied, this, [this] { m_window.showToast(Notice::Done, tr("Key copied")); });
    connect(page, &ProfileSecurity::emailCodesRequested, this, &SecurityController::askToSwitchEmail);
    connect(page, &ProfileSecurity::recoveryCodesRequested, this, [this] {
        askPassword(tr("New recovery codes"), tr("Those that you have now are not good any more then."),
                    tr("Make new codes"), "primary", &SecurityController::renewRecoveryCodes);
    });
}

void SecurityController::askPassword(const QString& title, const QString& text, const QString& button, const char* kind,
                                     Task then) {
    if (m_asking && m_asking->isVisible())
        return;
    auto* dialog = new PasswordDialog(m_look, title, text, button, kind, &m_window);
    connect(dialog, &PasswordDialog::confirmed, this,
            [this, dialog, then](const QString& password) { m_tasks.run((this->*then)(dialog, password)); });
    m_asking = dialog;
    dialog->open();
}

QCoro::Task<void> SecurityController::changePassword(QString password, QString newPassword) {
    pong::wire::ChangePasswordRequest body;
    body.set_password(password.toStdString());
    body.set_new_password(newPassword.toStdString());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    PasswordCard* card = m_window.profilePage()->security()->password();
    if (!reply.ok()) {
        card->showError(reply.failure().field(), reply.failure().text());
        co_return;
    }
    card->reset();
    m_window.showToast(Notice::Done, tr("Your password is changed"), tr("Other computers are signed out."));
    m_profile.refresh();
}

void SecurityController::askToTurnOffApp() {
    askPassword(tr("Turn off codes by app?"), tr("Logging in does not ask for a code of your app any more."),
                tr("Turn off"), "danger", &SecurityController::turnOffApp);
}

void SecurityController::askToSwitchEmail(bool on) {
    if (on)
        askPassword(tr("Turn on codes by email"), tr("A code is sent to your address, to see that it reaches you."),
                    tr("Send the code"), "primary", &SecurityController::startEmail);
    else
        askPassword(tr("Turn off codes by email?"), tr("Logging in does not ask for a code by email any more."),
                    tr("Turn off"), "danger", &SecurityController::turnOffEmail);
}

QCoro::Task<void> SecurityController::startApp(QPointer<PasswordDialog> dialog, QString password) {
    pong::wire::TwoFactorAppStartRequest body;
    body.set_password(password.toStdString());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (settle(dialog, reply))
        m_window.profilePage()->security()->appCodes()->showSetUp(QString::fromStdString(reply->secret()),
                                                                  QString::fromStdString(reply->uri()));
}

QCoro::Task<void> SecurityController::confirmApp(QString code) {
    pong::wire::TwoFactorConfirmRequest body;
    body.set_method(pong::wire::TWO_FACTOR_APP);
    body.set_code(code.toStdString());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    AppCodesCard* card = m_window.profilePage()->security()->appCodes();
    if (!reply.ok()) {
        card->showError(reply.failure().text());
        co_return;
    }
    card->setOn(true);
    noteOn(reply.value(), tr("Codes by app are on"));
}

QCoro::Task<void> SecurityController::startEmail(QPointer<PasswordDialog> dialog, QString password) {
    pong::wire::TwoFactorEmailStartRequest body;
    body.set_password(password.toStdString());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (settle(dialog, reply))
        askForMailedCode(reply.value(), password);
}

void SecurityController::askForMailedCode(const pong::wire::CodeSent& sent, const QString& password) {
    auto* dialog = new CodeDialog(
        m_look, tr("Turn on codes by email"),
        tr("Enter the six digits that were sent to %1.").arg(QString::fromStdString(sent.masked_email())),
        tr("Turn on"), &m_window);
    dialog->noteSent(std::chrono::seconds(sent.resend_after_s()));
    connect(dialog, &CodeDialog::resendRequested, this,
            [this, dialog, password] { m_tasks.run(sendEmailAgain(dialog, password)); });
    connect(dialog, &CodeDialog::entered, this,
            [this, dialog](const QString& code) { m_tasks.run(confirmEmail(dialog, code)); });
    dialog->open();
}

QCoro::Task<void> SecurityController::sendEmailAgain(QPointer<CodeDialog> dialog, QString password) {
    pong::wire::TwoFactorEmailStartRequest body;
    body.set_password(password.toStdString());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (dialog && reply.ok())
        dialog->noteSent(std::chrono::seconds(reply->resend_after_s()));
    else if (dialog)
        dialog->showError(reply.failure().text());
}

QCoro::Task<void> SecurityController::confirmEmail(QPointer<CodeDialog> dialog, QString code) {
    pong::wire::TwoFactorConfirmRequest body;
    body.set_method(pong::wire::TWO_FACTOR_EMAIL);
    body.set_code(code.toStdString());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!reply.ok()) {
        if (dialog)
            dialog->showError(reply.failure().text());
        co_return;
    }
    if (dialog)
        dialog->accept();
    noteOn(reply.value(), tr("Codes by email are on"));
}

QCoro::Task<void> SecurityController::turnOffApp(QPointer<PasswordDialog> dialog, QString password) {
    return turnOff(dialog, password, pong::wire::TWO_FACTOR_APP);
}

QCoro::Task<void> SecurityController::turnOffEmail(QPointer<PasswordDialog> dialog, QString password) {
    return turnOff(dialog, password, pong::wire::TWO_FACTOR_EMAIL);
}

QCoro::Task<void> SecurityController::turnOff(QPointer<PasswordDialog> dialog, QString password,
                                              pong::wire::TwoFactorMethod method) {
    pong::wire::TwoFactorOffRequest body;
    body.set_password(password.toStdString());
    body.set_method(method);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (settle(dialog, reply))
        m_profile.refresh();
}

QCoro::Task<void> SecurityController::renewRecoveryCodes(QPointer<PasswordDialog> dialog, QString password) {
    pong::wire::RecoveryCodesRequest body;
    body.set_password(password.toStdString());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!settle(dialog, reply))
        co_return;
    showRecoveryCodes(codesOf(reply.value()));
    m_profile.refresh();
}

void SecurityController::noteOn(const pong::wire::TwoFactorOn& on, const QString& what) {
    m_window.showToast(Notice::Done, what);
    const QStringList codes = codesOf(on);
    if (!codes.isEmpty())
        showRecoveryCodes(codes);
    m_profile.refresh();
}

void SecurityController::showRecoveryCodes(const QStringList& codes) {
    auto* dialog = new RecoveryCodesDialog(m_look, codes, &m_window);
    connect(dialog, &RecoveryCodesDialog::copyRequested, dialog, [dialog](const QString& text) {
        QGuiApplication::clipboard()->setText(text);
        dialog->showNote(tr("Copied"), true);
    });
    connect(dialog, &RecoveryCodesDialog::saveRequested, dialog, [dialog](const QString& text) {
        const auto write = [dialog, text](const QString& path) {
            if (writePrivately(path, text.toUtf8()))
                dialog->showNote(tr("Saved as %1").arg(QDir::toNativeSeparators(path)), true);
            else
                dialog->showNote(tr("%1 cannot be written.").arg(QDir::toNativeSeparators(path)), false);
        };
        askForFile(dialog, tr("Save the recovery codes"), QStringLiteral("pong-recovery-codes.txt"), tr("Text (*.txt)"),
                   write);
    });
    dialog->open();
}

}  // namespace client

#include "client/app/profile_controller.h"

#include "client/app/figures_message.h"
#include "client/app/session_controller.h"
#include "client/pages/email_confirmation.h"
#include "client/pages/main_window.h"
#include "client/pages/password_dialog.h"
#include "client/pages/profile_information.h"
#include "client/pages/profile_page.h"
#include "client/pages/profile_side.h"
#include "client/widgets/look.h"

#include <algorithm>

namespace client {

using Page = MainWindow::Page;

namespace {

bool isOn(const pong::wire::Profile& profile, pong::wire::TwoFactorMethod method) {
    return std::find(profile.two_factor().begin(), profile.two_factor().end(), method) != profile.two_factor().end();
}

ProfileInfo infoOf(const pong::wire::Profile& profile) {
    ProfileInfo info;
    info.username = QString::fromStdString(profile.username());
    info.email = QString::fromStdString(profile.email());
    info.emailConfirmed = profile.email_confirmed();
    info.pendingEmail = QString::fromStdString(profile.pending_email());
    info.avatarUrl = QString::fromStdString(profile.avatar_url());
    info.codesByApp = isOn(profile, pong::wire::TWO_FACTOR_APP);
    info.codesByEmail = isOn(profile, pong::wire::TWO_FACTOR_EMAIL);
    info.recoveryCodesLeft = static_cast<int>(profile.recovery_codes_left());
    info.joined = QDateTime::fromMSecsSinceEpoch(profile.created_ms());
    return info;
}

}  // namespace

ProfileController::ProfileController(MainWindow& window, const Look& look, Connection& connection,
                                     SessionController& session)
    : m_window(window), m_look(look), m_connection(connection), m_tasks(QStringLiteral("profile")) {
    connectPages(session);
}

void ProfileController::connectPages(SessionController& session) {
    ProfilePage* page = m_window.profilePage();
    connect(page, &ProfilePage::retryRequested, this, &ProfileController::refresh);
    connect(page->information(), &ProfileInformation::saveRequested, this, &ProfileController::askToSave);
    EmailConfirmation* confirmation = page->information()->confirmation();
    connect(confirmation, &EmailConfirmation::codeEntered, this,
            [this](const QString& code) { m_tasks.run(confirmEmail(code)); });
    connect(confirmation, &EmailConfirmation::sendRequested, this, &ProfileController::sendCode);
    connect(confirmation, &EmailConfirmation::cancelRequested, this, [this] { m_tasks.run(cancelEmail()); });
    connect(&m_window, &MainWindow::pageChanged, this, [this](Page shown) {
        if (shown == Page::Profile)
            refresh();
    });
    connect(&session, &SessionController::signedOut, this, &ProfileController::leave);
    connect(&m_connection, &Connection::stateChanged, this, [this](ConnectionState state) {
        if (state == ConnectionState::SignedIn)
            enter();
    });
}

void ProfileController::enter() {
    m_window.profilePage()->setMailAvailable(m_connection.welcome().has_mail());
    if (m_window.page() == Page::Profile)
        refresh();
}

void ProfileController::leave() {
    m_isLoaded = false;
    m_window.profilePage()->reset();
}

void ProfileController::refresh() {
    if (me() == 0)
        return;
    m_tasks.run(load());
    m_tasks.run(loadFigures());
    m_tasks.run(loadRatings());
}

QCoro::Task<void> ProfileController::load() {
    pong::wire::ProfileRequest body;
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (reply.ok())
        show(reply.value());
    else if (!m_isLoaded)
        m_window.profilePage()->showError(reply.failure().text());
}

// Without an answer the column keeps what it shows: nothing can be done here without these figures that could with
// them.
QCoro::Task<void> ProfileController::loadFigures() {
    const std::int64_t asked = me();
    pong::wire::PlayerProfileRequest body;
    body.set_user_id(asked);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (reply.ok() && asked == me())
        m_window.profilePage()->side()->figures()->setFigures(figuresOf(reply.value()));
}

QCoro::Task<void> ProfileController::loadRatings() {
    const std::int64_t asked = me();
    auto request = m_connection.request(ratingsRequest(asked));
    const auto reply = co_await request;
    if (reply.ok() && asked == me())
        m_window.profilePage()->side()->figures()->setRatings(ratingsOf(reply.value()), QDateTime::currentDateTime());
}

std::int64_t ProfileController::me() const {
    return m_connection.me() ? m_connection.me()->user_id() : 0;
}

void ProfileController::show(const pong::wire::Profile& profile) {
    if (profile.user_id() != me())
        return;  // somebody else signed in meanwhile
    m_isLoaded = true;
    m_pendingEmail = QString::fromStdString(profile.pending_email());
    m_window.profilePage()->setProfile(infoOf(profile));
}

void ProfileController::askToSave(const QString& username, const QString& email) {
    if (m_asking && m_asking->isVisible())
        return;
    auto* dialog = new PasswordDialog(m_look, tr("Save changes"), tr("Enter your password to change your account."),
                                      tr("Save changes"), "primary", &m_window);
    connect(dialog, &PasswordDialog::confirmed, this, [this, dialog, username, email](const QString& password) {
        m_tasks.run(save(dialog, password, username, email));
    });
    m_asking = dialog;
    dialog->open();
}

QCoro::Task<void> ProfileController::save(QPointer<PasswordDialog> dialog, QString password, QString username,
                                          QString email) {
    if (!username.isEmpty()) {
        auto request = changeUsername(password, username);
        const auto reply = co_await request;
        if (!settle(dialog, reply))
            co_return;
    }
    if (!email.isEmpty()) {
        auto request = changeEmail(password, email);
        const auto reply = co_await request;
        if (!settle(dialog, reply))
            co_return;
    }
    if (dialog)
        dialog->accept();
    if (!email.isEmpty() && m_pendingEmail == email)
        m_window.showToast(MainWindow::Notice::Done, tr("Saved"), tr("A code is on its way to %1.").arg(email));
    else
        m_window.showToast(MainWindow::Notice::Done, tr("Saved"));
}

QCoro::Task<Reply<pong::wire::Profile>> ProfileController::changeUsername(QString password, QString username) {
    pong::wire::ChangeUsernameRequest body;
    body.set_password(password.toStdString());
    body.set_username(username.toStdString());
    return m_connection.request(std::move(body));
}

QCoro::Task<Reply<pong::wire::Profile>> ProfileController::changeEmail(QString password, QString email) {
    pong::wire::ChangeEmailRequest body;
    body.set_password(password.toStdString());
    body.set_email(email.toStdString());
    return m_connection.request(std::move(body));
}

bool ProfileController::settle(const QPointer<PasswordDialog>& dialog, const Reply<pong::wire::Profile>& reply) {
    if (reply.ok()) {
        show(reply.value());
        return true;
    }
    const Failure& failure = reply.failure();
    const bool isOfTheForm = failure.field() == QLatin1String("username") || failure.field() == QLatin1String("email");
    if (isOfTheForm && dialog)
        dialog->accept();
    if (isOfTheForm || !dialog)
        m_window.profilePage()->information()->showError(failure.field(), failure.text());
    else
        dialog->showError(failure.text());
    return false;
}

void ProfileController::sendCode() {
    if (m_pendingEmail.isEmpty()) {
        m_tasks.run(sendOwnCode());
        return;
    }
    // A new address is asked for anew: that is the one way to another code.
    askToSave(QString(), m_pendingEmail);
}

QCoro::Task<void> ProfileController::sendOwnCode() {
    pong::wire::EmailConfirmSendRequest body;
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    EmailConfirmation* confirmation = m_window.profilePage()->information()->confirmation();
    if (reply.ok())
        confirmation->showResult(QString(), tr("Sent to %1.").arg(QString::fromStdString(reply->masked_email())));
    else
        confirmation->showResult(reply.failure().text());
}

QCoro::Task<void> ProfileController::confirmEmail(QString code) {
    EmailConfirmation* confirmation = m_window.profilePage()->information()->confirmation();
    if (m_pendingEmail.isEmpty()) {
        pong::wire::EmailConfirmRequest body;
        body.set_code(code.toStdString());
        auto request = m_connection.request(std::move(body));
        const auto reply = co_await request;
        confirmation->showResult(reply.ok() ? QString() : reply.failure().text());
        if (!reply.ok())
            co_return;
        refresh();
    } else {
        pong::wire::ChangeEmailConfirmRequest body;
        body.set_code(code.toStdString());
        auto request = m_connection.request(std::move(body));
        const auto reply = co_await request;
        confirmation->showResult(reply.ok() ? QString() : reply.failure().text());
        if (!reply.ok())
            co_return;
        show(reply.value());
    }
    m_window.showToast(MainWindow::Notice::Done, tr("Your address is confirmed"));
}

QCoro::Task<void> ProfileController::cancelEmail() {
    pong::wire::ChangeEmailCancelRequest body;
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (reply.ok())
        show(reply.value());
    else
        m_window.profilePage()->information()->confirmation()->showResult(reply.failure().text());
}

}  // namespace client

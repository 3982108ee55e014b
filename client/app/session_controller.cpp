#include "client/app/session_controller.h"

#include "client/match/player_info.h"
#include "client/pages/history_page.h"
#include "client/pages/home_page.h"
#include "client/pages/login_page.h"
#include "client/pages/main_window.h"
#include "client/pages/sign_up_page.h"
#include "client/pages/top_bar.h"

#include <QSysInfo>

namespace client {

using Page = MainWindow::Page;

namespace {

// What the account's device list will show.
std::string thisDevice() {
    constexpr qsizetype mostCharacters = 80;
    const QString device = QSysInfo::prettyProductName() + QStringLiteral(", ") + QSysInfo::machineHostName();
    return device.left(mostCharacters).toStdString();
}

}  // namespace

SessionController::SessionController(MainWindow& window, Connection& connection, KeptSignIn& kept)
    : m_window(window), m_connection(connection), m_kept(kept), m_tasks(QStringLiteral("session")) {
    connect(&m_connection, &Connection::stateChanged, this, &SessionController::follow);
    connect(&m_connection, &Connection::signInLost, this, &SessionController::noteSignInLost);
    connectPages();
}

void SessionController::connectPages() {
    LoginPage* login = m_window.loginPage();
    connect(login, &LoginPage::logInRequested, this, [this](const QString& name, const QString& password, bool stay) {
        m_tasks.run(logIn(name, password, stay));
    });
    connect(login, &LoginPage::signUpRequested, this, [this] { m_window.showPage(Page::SignUp); });
    SignUpPage* signUpPage = m_window.signUpPage();
    connect(signUpPage, &SignUpPage::signUpRequested, this,
            [this](const QString& name, const QString& email, const QString& password) {
                m_tasks.run(signUp(name, email, password));
            });
    connect(signUpPage, &SignUpPage::backRequested, this, [this] { m_window.showPage(Page::Login); });
    connect(m_window.topBar(), &TopBar::logOutRequested, this, [this] { m_tasks.run(logOut()); });
}

void SessionController::showStartPage() {
    m_window.showPage(m_isSignedIn ? Page::Home : Page::Login);
}

void SessionController::follow(ConnectionState state) {
    switch (state) {
        case ConnectionState::SignedIn:
            enter();
            break;
        case ConnectionState::Connected:
        case ConnectionState::Offline:
            leave();
            break;
        case ConnectionState::Connecting:
        case ConnectionState::Reconnecting:
            break;  // who was signed in will be again
    }
}

void SessionController::enter() {
    const pong::wire::PlayerCard& me = *m_connection.me();
    const PlayerInfo info = playerInfoOf(me);
    m_window.topBar()->setPlayer(info);
    m_window.homePage()->setPlayer(info);
    m_window.historyPage()->setPlayer(info);
    if (m_isSignedIn && m_userId == me.user_id())
        return;
    m_isSignedIn = true;
    m_userId = me.user_id();
    m_window.loginPage()->reset();
    m_window.signUpPage()->reset();
    // Who plays on this keyboard meanwhile is not interrupted.
    if (m_window.page() == Page::Login || m_window.page() == Page::SignUp)
        showStartPage();
    Q_EMIT signedIn();
}

void SessionController::leave() {
    if (!m_isSignedIn)
        return;
    m_isSignedIn = false;
    m_userId = 0;
    if (m_window.page() == Page::Home || m_window.page() == Page::History)
        showStartPage();
    Q_EMIT signedOut();
}

void SessionController::noteSignInLost(const QString& text) {
    if (m_connection.server())
        m_kept.forget(*m_connection.server());
    m_window.showToast(MainWindow::Notice::Information, tr("You are signed out"), text);
}

QCoro::Task<void> SessionController::logIn(QString username, QString password, bool stay) {
    LoginPage* page = m_window.loginPage();
    page->setBusy(true);
    const auto server = m_connection.server();
    const bool isReady = co_await m_connection.ready();
    // Another server may have been chosen meanwhile: the password is not for that one.
    if (!isReady || server != m_connection.server()) {
        page->setBusy(false);
        page->showError(QStringLiteral("address"), server ? tr("There is no connection to this server. Try again.")
                                                          : tr("Choose a server, or add its address."));
        co_return;
    }
    pong::wire::LogInRequest body;
    body.set_username(username.toStdString());
    body.set_password(password.toStdString());
    body.set_device(thisDevice());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    page->setBusy(false);
    if (reply.ok() && reply.value().has_signed_in())
        remember(reply.value().signed_in(), stay);
    else if (reply.ok())
        page->showError({}, tr("This account asks for a second factor. Update this program to log in."));
    else
        page->showError(reply.failure().field(), reply.failure().text());
}

QCoro::Task<void> SessionController::signUp(QString username, QString email, QString password) {
    SignUpPage* page = m_window.signUpPage();
    page->setBusy(true);
    const auto server = m_connection.server();
    const bool isReady = co_await m_connection.ready();
    if (!isReady || server != m_connection.server()) {
        page->setBusy(false);
        page->showError({}, server ? tr("There is no connection to the server. Try again.")
                                   : tr("Go back and choose a server first."));
        co_return;
    }
    pong::wire::SignUpRequest body;
    body.set_username(username.toStdString());
    body.set_email(email.toStdString());
    body.set_password(password.toStdString());
    body.set_device(thisDevice());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    page->setBusy(false);
    if (reply.ok())
        remember(reply.value(), false);
    else
        page->showError(reply.failure().field(), reply.failure().text());
}

void SessionController::remember(const pong::wire::SignedIn& signedIn, bool stay) {
    if (!m_connection.server())
        return;
    const QString account = QString::fromStdString(signedIn.me().username());
    const QString token = QString::fromStdString(signedIn.token());
    m_kept.noteAccount(*m_connection.server(), account);
    if (stay && !m_kept.keep(*m_connection.server(), account, token))
        m_window.showToast(MainWindow::Notice::Problem, tr("You will have to log in again next time"),
                           tr("The sign-in could not be kept on this computer."));
}

QCoro::Task<void> SessionController::logOut() {
    const auto server = m_connection.server();
    if (!server)
        co_return;
    m_kept.forget(*server);
    pong::wire::LogOutRequest body;
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    // The server could not be told: forgetting here is what the person sees; there the token expires by itself.
    if (!reply.ok() && server == m_connection.server())
        m_connection.open(*server);
}

}  // namespace client

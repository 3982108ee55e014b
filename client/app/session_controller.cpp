#include "client/app/session_controller.h"

#include "client/match/player_info.h"
#include "client/pages/history_page.h"
#include "client/pages/home_page.h"
#include "client/pages/login_page.h"
#include "client/pages/main_window.h"
#include "client/pages/profile_page.h"
#include "client/pages/profile_side.h"
#include "client/pages/sign_up_page.h"
#include "client/pages/top_bar.h"

namespace client {

using Page = MainWindow::Page;

namespace {

// Before being signed in. (Who plays on this keyboard is neither here nor there.)
bool isEntrance(Page page) {
    switch (page) {
        case Page::Login:
        case Page::SignUp:
        case Page::TwoFactor:
        case Page::ForgottenPassword:
        case Page::NewPassword:
            return true;
        default:
            return false;
    }
}

}  // namespace

SessionController::SessionController(MainWindow& window, Connection& connection, KeptSignIn& kept)
    : m_window(window), m_connection(connection), m_kept(kept), m_tasks(QStringLiteral("session")) {
    connect(&m_connection, &Connection::stateChanged, this, &SessionController::follow);
    connect(&m_connection, &Connection::signInLost, this, &SessionController::noteSignInLost);
    connect(&m_connection, &Connection::meChanged, this, [this] {
        showMe();
        keepInStep();
    });
    connect(&m_connection, &Connection::tokenChanged, this, &SessionController::keepInStep);
    connect(m_window.topBar(), &TopBar::logOutRequested, this, [this] { m_tasks.run(logOut()); });
    connect(m_window.profilePage()->side(), &ProfileSide::logOutRequested, this, [this] { m_tasks.run(logOut()); });
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

void SessionController::showMe() {
    const PlayerInfo info = playerInfoOf(*m_connection.me());
    m_window.topBar()->setPlayer(info);
    m_window.homePage()->setPlayer(info);
    m_window.historyPage()->setPlayer(info);
}

void SessionController::keepInStep() {
    if (!m_connection.server() || !m_connection.me())
        return;
    const QString name = QString::fromStdString(m_connection.me()->username());
    m_tasks.run(m_kept.follow(*m_connection.server(), name, m_connection.token()));
}

void SessionController::enter() {
    const pong::wire::PlayerCard& me = *m_connection.me();
    showMe();
    if (m_isSignedIn && m_userId == me.user_id())
        return;
    m_isSignedIn = true;
    m_userId = me.user_id();
    m_window.loginPage()->reset();
    m_window.signUpPage()->reset();
    // Who plays on this keyboard meanwhile is not interrupted.
    if (isEntrance(m_window.page()))
        showStartPage();
    Q_EMIT signedIn();
}

void SessionController::leave() {
    if (!m_isSignedIn)
        return;
    m_isSignedIn = false;
    m_userId = 0;
    const Page page = m_window.page();
    if (!isEntrance(page) && page != Page::LocalOptions && page != Page::Match)
        showStartPage();
    Q_EMIT signedOut();
}

void SessionController::forgetKept() {
    if (m_connection.server())
        m_kept.forget(*m_connection.server());
}

void SessionController::noteSignInLost(const QString& text) {
    forgetKept();
    m_window.showToast(MainWindow::Notice::Information, tr("You are signed out"), text);
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

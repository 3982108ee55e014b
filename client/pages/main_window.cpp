#include "client/pages/main_window.h"

#include "client/docks/side_docks.h"
#include "client/pages/confirm_email_page.h"
#include "client/pages/forgotten_password_page.h"
#include "client/pages/history_page.h"
#include "client/pages/home_page.h"
#include "client/pages/local_options_page.h"
#include "client/pages/login_page.h"
#include "client/pages/match_page.h"
#include "client/pages/new_password_page.h"
#include "client/pages/player_page.h"
#include "client/pages/profile_page.h"
#include "client/pages/sign_up_page.h"
#include "client/pages/top_bar.h"
#include "client/pages/tournament_page.h"
#include "client/pages/tournaments_page.h"
#include "client/pages/two_factor_page.h"
#include "client/widgets/focus_ring.h"
#include "client/widgets/look.h"
#include "client/widgets/toast.h"

#include <QStackedWidget>

#include <optional>
#include <utility>

namespace client {

namespace {

constexpr QSize smallest{960, 640};
constexpr QSize usual{1280, 800};

ToastKind toastKind(MainWindow::Notice notice) {
    switch (notice) {
        case MainWindow::Notice::Done:
            return ToastKind::Done;
        case MainWindow::Notice::Problem:
            return ToastKind::Problem;
        case MainWindow::Notice::Information:
            break;
    }
    return ToastKind::Information;
}

SideDocks::Room roomForDocks(MainWindow::Page page) {
    switch (page) {
        case MainWindow::Page::Home:
        case MainWindow::Page::Tournaments:
        case MainWindow::Page::Tournament:
            return SideDocks::Room::Column;
        case MainWindow::Page::History:
        case MainWindow::Page::Profile:
        case MainWindow::Page::Player:
            return SideDocks::Room::Rail;
        default:
            return SideDocks::Room::None;
    }
}

// Of the pages of a signed-in player.
std::optional<TopBar::Tab> tabOf(MainWindow::Page page) {
    switch (page) {
        case MainWindow::Page::Home:
            return TopBar::Tab::Home;
        case MainWindow::Page::Tournaments:
        case MainWindow::Page::Tournament:
            return TopBar::Tab::Tournaments;
        case MainWindow::Page::History:
            return TopBar::Tab::History;
        case MainWindow::Page::Profile:
            return TopBar::Tab::Profile;
        default:
            return std::nullopt;
    }
}

}  // namespace

MainWindow::MainWindow(const Look& look, SoundEffects& sounds, QWidget* parent)
    : QMainWindow(parent)
    , m_top(new TopBar(look))
    , m_pages(new QStackedWidget)
    , m_login(new LoginPage(look))
    , m_signUp(new SignUpPage(look))
    , m_twoFactor(new TwoFactorPage(look))
    , m_forgottenPassword(new ForgottenPasswordPage(look))
    , m_newPassword(new NewPasswordPage(look))
    , m_confirmEmail(new ConfirmEmailPage(look))
    , m_options(new LocalOptionsPage(look))
    , m_home(new HomePage(look))
    , m_tournaments(new TournamentsPage(look))
    , m_tournament(new TournamentPage(look))
    , m_history(new HistoryPage(look))
    , m_profile(new ProfilePage(look))
    , m_player(new PlayerPage(look))
    , m_match(new MatchPage(look, sounds)) {
    setWindowTitle(tr("Pong"));
    setMinimumSize(smallest);
    resize(usual);
    for (const Page page : {Page::Login, Page::SignUp, Page::TwoFactor, Page::ForgottenPassword, Page::NewPassword,
                            Page::ConfirmEmail, Page::LocalOptions, Page::Home, Page::Tournaments, Page::Tournament,
                            Page::History, Page::Profile, Page::Player, Page::Match})
        m_pages->addWidget(pageWidget(page));
    setMenuWidget(m_top);  // over the docks too
    setCentralWidget(m_pages);
    m_docks = new SideDocks(look, this);
    m_toasts = new ToastLayer(look, this);
    new FocusRing(look, this);
    showPage(Page::Login);
}

void MainWindow::showPage(Page page) {
    const bool changes = m_page != page;
    m_page = page;
    const std::optional<TopBar::Tab> tab = tabOf(page);
    m_top->setVisible(tab.has_value() || page == Page::Player);
    if (tab)
        m_top->setCurrent(*tab);
    m_docks->setRoom(roomForDocks(page));
    m_pages->setCurrentWidget(pageWidget(page));
    if (changes)
        Q_EMIT pageChanged(page);
}

QWidget* MainWindow::pageWidget(Page page) const {
    switch (page) {
        case Page::Login:
            return m_login;
        case Page::SignUp:
            return m_signUp;
        case Page::TwoFactor:
            return m_twoFactor;
        case Page::ForgottenPassword:
            return m_forgottenPassword;
        case Page::NewPassword:
            return m_newPassword;
        case Page::ConfirmEmail:
            return m_confirmEmail;
        case Page::LocalOptions:
            return m_options;
        case Page::Home:
            return m_home;
        case Page::Tournaments:
            return m_tournaments;
        case Page::Tournament:
            return m_tournament;
        case Page::History:
            return m_history;
        case Page::Profile:
            return m_profile;
        case Page::Player:
            return m_player;
        case Page::Match:
            break;
    }
    return m_match;
}

void MainWindow::showToast(Notice notice, const QString& title, const QString& text, std::function<void()> open) {
    m_toasts->show(toastKind(notice), title, text, {}, std::move(open));
}

void MainWindow::showLastingToast(const QString& key, Notice notice, const QString& title, const QString& text) {
    m_toasts->show(toastKind(notice), title, text, key);
}

void MainWindow::showToastWithActions(const QString& key, Notice notice, const QString& title, const QString& text,
                                      const QList<ToastAction>& actions, std::chrono::milliseconds stay) {
    m_toasts->ask(toastKind(notice), title, text, key, actions, stay);
}

void MainWindow::dismissToast(const QString& key) {
    m_toasts->dismiss(key);
}

}  // namespace client

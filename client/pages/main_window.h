#pragma once

// The window: layout and navigation only. Owns the pages, shows one of them at a time, the top bar over those of a
// signed-in player, the docks beside them, and toasts over all. Main thread only.

#include <QList>
#include <QMainWindow>

#include <chrono>
#include <functional>

class QStackedWidget;

namespace client {

class ConfirmEmailPage;
class ForgottenPasswordPage;
class HistoryPage;
class HomePage;
class LocalOptionsPage;
class LoginPage;
class Look;
class MatchPage;
class NewPasswordPage;
class ProfilePage;
class PlayerPage;
class SideDocks;
class SignUpPage;
class SoundEffects;
class ToastLayer;
class TopBar;
class TournamentPage;
class TournamentsPage;
class TwoFactorPage;
struct ToastAction;

class MainWindow : public QMainWindow {
    Q_OBJECT

 public:
    enum class Page {
        Login,
        SignUp,
        TwoFactor,
        ForgottenPassword,
        NewPassword,
        ConfirmEmail,
        LocalOptions,
        Home,
        Tournaments,
        Tournament,
        History,
        Profile,
        Player,
        Match
    };
    Q_ENUM(Page)
    enum class Notice { Done, Information, Problem };
    Q_ENUM(Notice)

    MainWindow(const Look& look, SoundEffects& sounds, QWidget* parent = nullptr);

    void showPage(Page page);
    Page page() const { return m_page; }

    LoginPage* loginPage() const { return m_login; }
    SignUpPage* signUpPage() const { return m_signUp; }
    TwoFactorPage* twoFactorPage() const { return m_twoFactor; }
    ForgottenPasswordPage* forgottenPasswordPage() const { return m_forgottenPassword; }
    NewPasswordPage* newPasswordPage() const { return m_newPassword; }
    ConfirmEmailPage* confirmEmailPage() const { return m_confirmEmail; }
    LocalOptionsPage* localOptionsPage() const { return m_options; }
    HomePage* homePage() const { return m_home; }
    TournamentsPage* tournamentsPage() const { return m_tournaments; }
    TournamentPage* tournamentPage() const { return m_tournament; }
    HistoryPage* historyPage() const { return m_history; }
    ProfilePage* profilePage() const { return m_profile; }
    PlayerPage* playerPage() const { return m_player; }
    MatchPage* matchPage() const { return m_match; }
    TopBar* topBar() const { return m_top; }
    SideDocks* docks() const { return m_docks; }

    // A short message at the bottom left that leaves by itself; a click on it opens what it is about.
    void showToast(Notice notice, const QString& title, const QString& text = {}, std::function<void()> open = {});
    // One that stays until dismissToast() with the same key, or until it is replaced: a lost connection and its return.
    void showLastingToast(const QString& key, Notice notice, const QString& title, const QString& text = {});
    // With buttons. Leaves after `stay`; 0: stays until it is dismissed or one is pressed.
    void showToastWithActions(const QString& key, Notice notice, const QString& title, const QString& text,
                              const QList<ToastAction>& actions, std::chrono::milliseconds stay);
    void dismissToast(const QString& key);

 Q_SIGNALS:
    void pageChanged(client::MainWindow::Page page);

 private:
    QWidget* pageWidget(Page page) const;

    Page m_page = Page::Login;
    TopBar* m_top;
    QStackedWidget* m_pages;
    LoginPage* m_login;
    SignUpPage* m_signUp;
    TwoFactorPage* m_twoFactor;
    ForgottenPasswordPage* m_forgottenPassword;
    NewPasswordPage* m_newPassword;
    ConfirmEmailPage* m_confirmEmail;
    LocalOptionsPage* m_options;
    HomePage* m_home;
    TournamentsPage* m_tournaments;
    TournamentPage* m_tournament;
    HistoryPage* m_history;
    ProfilePage* m_profile;
    PlayerPage* m_player;
    MatchPage* m_match;
    SideDocks* m_docks = nullptr;
    ToastLayer* m_toasts;
};

}  // namespace client

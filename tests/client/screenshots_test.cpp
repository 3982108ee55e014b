// Saves a picture of every page and state, in each theme, in the usual and the smallest window, and with large text,
// to $PONG_SCREENSHOTS (or build/screenshots beside this program's folder), to be looked at. What a program can judge
// is checked too: no button and no label is cut off, and every control has its names.

#include "client/docks/add_friend_dialog.h"
#include "client/docks/blocked_dialog.h"
#include "client/docks/chat_panel.h"
#include "client/docks/dock_rail.h"
#include "client/docks/friends_panel.h"
#include "client/docks/people_dock.h"
#include "client/docks/people_view.h"
#include "client/docks/rail_people.h"
#include "client/docks/side_docks.h"
#include "client/models/chat_channels_model.h"
#include "client/models/friends_model.h"
#include "client/models/live_matches_model.h"
#include "client/pages/history_page.h"
#include "client/pages/home_page.h"
#include "client/pages/live_dialog.h"
#include "client/pages/local_options_page.h"
#include "client/pages/login_page.h"
#include "client/pages/main_window.h"
#include "client/pages/match_list.h"
#include "client/pages/match_page.h"
#include "client/pages/player_page.h"
#include "client/pages/sign_up_page.h"
#include "client/pages/top_bar.h"
#include "client/pages/trust_dialogs.h"
#include "client/widgets/confirm_dialog.h"
#include "client/widgets/look.h"
#include "client/widgets/pong_table.h"
#include "client/widgets/skeleton.h"
#include "client/widgets/sound_effects.h"
#include "client/widgets/toast.h"
#include "tests/client/account_pictures.h"
#include "tests/client/fake_chat.h"
#include "tests/client/friends_samples.h"
#include "tests/client/page_checks.h"
#include "tests/client/profile_screenshots.h"
#include "tests/client/samples.h"
#include "tests/client/tournament_screenshots.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QRegularExpression>
#include <QtTest>

using namespace client;
using Page = MainWindow::Page;
using Stage = MatchFrame::Stage;

namespace {

// The window as a person sees it, with a dialog or a menu over it.
QPixmap pictureOf(QWidget& window) {
    QPixmap picture = window.grab();
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (top != &window && top->isVisible() && (qobject_cast<QDialog*>(top) || qobject_cast<QMenu*>(top))) {
            QPainter painter(&picture);
            top->render(&painter, window.mapFromGlobal(top->mapToGlobal(QPoint())), QRegion(), QWidget::DrawChildren);
        }
    }
    return picture;
}

}  // namespace

class ScreenshotsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Look> m_look;
    SoundEffects m_sounds;
    FriendsModel m_friends;
    PeopleDock* m_people = nullptr;
    std::unique_ptr<MainWindow> m_window;
    QString m_folder;
    QString m_variant;

    // A size that changed deep inside goes up one level a round.
    static void settle() {
        constexpr int rounds = 20;
        for (int i = 0; i < rounds; ++i)
            QCoreApplication::processEvents();
    }

    // Until the page has drawn what the driver shows now.
    static bool framesWereShown(const samples::StillDriver& driver) {
        const int before = driver.frames;
        return QTest::qWaitFor([&driver, before] { return driver.frames > before + 1; });
    }

    void save(const QString& name) {
        settle();
        const QPixmap picture = pictureOf(*m_window);
        const QString file = QStringLiteral("%1/%2-%3.png").arg(m_folder, name, m_variant);
        QVERIFY2(picture.save(file), qPrintable(file));
        const QStringList cut = checks::cutOff(*m_window);
        QVERIFY2(cut.isEmpty(), qPrintable(name + QStringLiteral(": ") + cut.join(QStringLiteral("; "))));
        const QStringList nameless = checks::unnamed(*m_window);
        QVERIFY2(nameless.isEmpty(), qPrintable(name + QStringLiteral(": ") + nameless.join(QStringLiteral("; "))));
    }

    void showLogin() {
        LoginPage* page = m_window->loginPage();
        page->setServers(samples::servers(), samples::servers().front().address);
        page->setStatistics(samples::statistics());
        page->setUsername(QStringLiteral("mara"));
        m_window->showPage(Page::Login);
        page->findChild<QLineEdit*>(QStringLiteral("passwordField"))->setText(QStringLiteral("ten square"));
    }

    void showMatch(samples::StillDriver& driver) {
        m_window->matchPage()->setDriver(&driver, KeyBindings::onePlayer());
        m_window->showPage(Page::Match);
    }

    // So many frames are shown, so that effects and trails are under way.
    void playFrames(samples::StillDriver& driver, int frames) {
        auto* table = m_window->findChild<PongTable*>(QStringLiteral("pongTable"));
        driver.shown.ballX -= driver.ballStepX * frames;
        driver.shown.ballY -= driver.ballStepY * frames;
        for (int i = 0; i <= frames; ++i)
            table->setFrame(driver.frame({}), std::chrono::microseconds(i * 8000));
        driver.ballStepX = driver.ballStepY = 0;
        table->setFrame(driver.shown, std::chrono::microseconds(frames * 8000));
    }

    void signIn(QStandardItemModel& history) {
        const ServerChoice server = samples::servers().front();
        m_window->topBar()->setServer(server);
        m_window->topBar()->setPlayer(samples::me());
        m_window->homePage()->setPlayer(samples::me());
        m_window->homePage()->setRecentMatches(&history);
        m_window->historyPage()->setPlayer(samples::me());
        m_window->historyPage()->setModel(&history);
        m_window->historyPage()->list()->setTotals(212, 131);
    }

    void plugFriends() {
        auto* panel = new FriendsPanel(*m_look);
        panel->setModel(&m_friends);
        connect(panel, &FriendsPanel::inviteRequested, this, [] {});
        connect(panel, &FriendsPanel::messageRequested, this, [] {});
        connect(panel, &FriendsPanel::watchRequested, this, [] {});
        connect(panel, &FriendsPanel::profileRequested, this, [] {});
        auto* people = new RailPeople(*m_look);
        people->setModel(&m_friends);
        m_people = new PeopleDock(*m_look, panel);
        m_window->docks()->setPanel(SideDocks::Part::Friends, m_people);
        m_window->docks()->rail()->setPeople(people);
        m_window->docks()->setBadge(SideDocks::Part::Friends, 2);
        m_friends.setPeople(samples::friendsOfMara());
        m_friends.setCollapsed(friends::Group::Offline, true);
    }

    void picturesOfEntrance();
    void picturesOfHome();
    void picturesOfFriends();
    void picturesOfFriendDialogs();
    void picturesOfMatch();
    void picturesOfMatchChat(samples::StillDriver& driver);
    void picturesOfHistory();
    void picturesOfPlayers();

 private Q_SLOTS:
    void initTestCase();
    void pages_data();
    void pages();
};

void ScreenshotsTest::initTestCase() {
    m_folder = qEnvironmentVariable("PONG_SCREENSHOTS",
                                    QCoreApplication::applicationDirPath() + QStringLiteral("/../screenshots"));
    QVERIFY(QDir().mkpath(m_folder));
    m_sounds.setOn(false);
}

void ScreenshotsTest::pages_data() {
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("textScale");
    const QSize usual(1280, 800);
    const QSize smallest(960, 640);
    QTest::newRow("dark") << "dark" << usual << 1.0;
    QTest::newRow("light") << "light" << usual << 1.0;
    QTest::newRow("contrast") << "high-contrast" << usual << 1.0;
    QTest::newRow("dark-small") << "dark" << smallest << 1.0;
    QTest::newRow("light-large-text") << "light" << usual << 1.5;
    QTest::newRow("dark-small-large-text") << "dark" << smallest << 1.5;
}

void ScreenshotsTest::pages() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral("There is no icon|Unknown property|Could not parse")));
    QFETCH(QString, theme);
    QFETCH(QSize, size);
    QFETCH(double, textScale);
    m_variant = QString::fromLatin1(QTest::currentDataTag());
    m_window.reset();
    m_look = std::make_unique<Look>(*qApp);
    m_look->setTheme(*Theme::byName(theme));
    m_look->setTextScale(textScale);
    m_window = std::make_unique<MainWindow>(*m_look, m_sounds);
    m_window->resize(size);
    plugFriends();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    picturesOfEntrance();
    picturesOfHome();
    picturesOfFriends();
    picturesOfFriendDialogs();
    picturesOfMatch();
    picturesOfHistory();
    // Every state in both sizes; in the other themes what stands for the rest.
    const bool all = textScale == 1.0 && theme == QLatin1String("dark");
    const QStringList some{QStringLiteral("07-profile-errors"), QStringLiteral("07-security-errors"),
                           QStringLiteral("07-security-on"), QStringLiteral("07-dialog-recovery-codes")};
    picturesOfProfile(*m_window, *m_look, [this, all, some](const QString& name) {
        if (all || some.contains(name))
            save(name);
    });
    picturesOfPlayers();
    const QStringList stand{QStringLiteral("05-tournaments"), QStringLiteral("05-create-error"),
                            QStringLiteral("05-tournament"), QStringLiteral("05-tournament-32"),
                            QStringLiteral("05-tournament-won")};
    picturesOfTournaments(*m_window, *m_look, *m_people, [this, all, stand](const QString& name) {
        if (all || stand.contains(name))
            save(name);
    });
    m_window.reset();
}

void ScreenshotsTest::picturesOfEntrance() {
    showLogin();
    save(QStringLiteral("01-login"));
    m_window->loginPage()->showError(QStringLiteral("password"), QStringLiteral("Username or password is wrong."));
    m_window->loginPage()->showError(QStringLiteral("address"), QStringLiteral("This is no address."));
    save(QStringLiteral("01-login-errors"));
    m_window->loginPage()->setBusy(true);
    m_window->loginPage()->setServers({}, {});
    m_window->loginPage()->setStatistics(std::nullopt);
    save(QStringLiteral("01-login-busy"));
    m_window->loginPage()->setBusy(false);

    samples::showAccountPages(*m_window, [this](const QString& name) { save(name); });

    m_window->localOptionsPage()->setOptions({.mode = LocalMode::VersusAi, .aiLevel = 3, .rules = {}});
    m_window->showPage(Page::LocalOptions);
    save(QStringLiteral("02-options-ai"));
    m_window->localOptionsPage()->setOptions({});
    save(QStringLiteral("02-options-two"));

    const QString fingerprint = QStringLiteral("3a0f91c2d4e5b6a798877665544332211f0e1d2c3b4a59687786950a1b2c3d4e");
    auto* first = new FirstContactDialog(*m_look, QStringLiteral("192.168.1.20:1972"), fingerprint, m_window.get());
    first->open();
    save(QStringLiteral("08-first-contact"));
    first->reject();
    auto* changed =
        new ChangedCertificateDialog(*m_look, QStringLiteral("Office LAN"), fingerprint, fingerprint, m_window.get());
    changed->open();
    save(QStringLiteral("08-changed-certificate"));
    changed->reject();
}

void ScreenshotsTest::picturesOfHome() {
    const auto history = samples::history(12);
    signIn(*history);
    LiveMatchesModel live;
    live.setMatches(samples::liveMatches());
    m_window->homePage()->setLiveMatches(&live);
    m_window->homePage()->setFreeFriends(2);
    m_window->showPage(Page::Home);
    save(QStringLiteral("03-home"));
    auto* all = new LiveDialog(*m_look, &live, m_window.get());
    all->open();
    save(QStringLiteral("03-live"));
    all->reject();
    QTest::mouseClick(m_window->findChild<QWidget*>(QStringLiteral("playerMenuButton")), Qt::LeftButton);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Down);
    save(QStringLiteral("03-home-menu"));
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window->windowHandle(), Qt::Key_Tab);
    save(QStringLiteral("03-home-keyboard"));
    m_window->homePage()->setSearching(true, 2);
    save(QStringLiteral("03-home-searching"));
    m_window->homePage()->setSearching(false);
    m_window->homePage()->setOnline(false);
    m_window->showLastingToast(QStringLiteral("connection"), MainWindow::Notice::Problem,
                               QStringLiteral("Connection lost"), QStringLiteral("Trying again in 3 s"));
    m_window->showLastingToast(QStringLiteral("again"), MainWindow::Notice::Done, QStringLiteral("Signed in again"));
    ServerChoice away = samples::servers().front();
    away.state = ServerState::Unreachable;
    m_window->topBar()->setServer(away);
    QTRY_COMPARE(checks::moving(*m_window), QStringList());  // the toasts slide in
    save(QStringLiteral("03-home-away"));
    m_window->dismissToast(QStringLiteral("connection"));
    m_window->dismissToast(QStringLiteral("again"));
    m_window->homePage()->setOnline(true);
    m_window->homePage()->setLiveMatches(nullptr);
    const auto none = samples::history(0);
    signIn(*none);
    save(QStringLiteral("03-home-first-time"));
}

void ScreenshotsTest::picturesOfFriends() {
    const auto history = samples::history(12);
    signIn(*history);
    m_window->showPage(Page::Home);
    SideDocks* docks = m_window->docks();
    docks->open(SideDocks::Part::Friends);  // over the content in the small window
    QTRY_COMPARE(checks::moving(*m_window), QStringList());
    auto* view = m_window->findChild<PeopleView*>(QStringLiteral("friendsView"));
    view->setCurrentIndex(m_friends.indexOf(4));
    save(QStringLiteral("03-friends"));
    m_friends.setCollapsed(friends::Group::Offline, false);
    view->setCurrentIndex(m_friends.indexOf(3));
    QContextMenuEvent menu(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QCoreApplication::sendEvent(view, &menu);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Down);
    save(QStringLiteral("03-friends-menu"));
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
    QTest::keyClicks(view, QStringLiteral("no"));
    save(QStringLiteral("03-friends-filter"));
    QTest::keyClick(m_window->findChild<QLineEdit*>(QStringLiteral("friendFilter")), Qt::Key_Escape);
    m_friends.setPeople(samples::longNames());
    save(QStringLiteral("03-friends-long-names"));
    m_friends.clear();
    save(QStringLiteral("03-friends-empty"));
    m_window->findChild<FriendsPanel*>()->showError(QStringLiteral("The server is busy. Try again in a moment."));
    save(QStringLiteral("03-friends-error"));
    m_window->findChild<FriendsPanel*>()->showPeople();
    m_friends.setPeople(samples::friendsOfMara());
    docks->collapse();
    QTRY_COMPARE(checks::moving(*m_window), QStringList());
    save(QStringLiteral("03-friends-rail"));
    docks->setCollapsed(false);
    QTRY_COMPARE(checks::moving(*m_window), QStringList());
}

void ScreenshotsTest::picturesOfFriendDialogs() {
    auto* add = new AddFriendDialog(*m_look, m_window.get());
    add->open();
    QTest::keyClicks(add->findChild<QLineEdit*>(QStringLiteral("friendNameField")), QStringLiteral("ka"));
    add->setFound(QStringLiteral("ka"),
                  {samples::person(70, "Kai", pong::wire::RELATION_NONE), samples::person(6, "Kaito"),
                   samples::person(71, "kaleidoscope_of_pong", pong::wire::RELATION_REQUEST_OUT)});
    save(QStringLiteral("08-add-friend"));
    add->showError(QStringLiteral("There is no player of this name."));
    save(QStringLiteral("08-add-friend-error"));
    add->reject();
    auto* blocked = new BlockedDialog(*m_look, m_window.get());
    pong::wire::BlocksReply blocks;
    for (const char* name : {"Bruno", "a_very_long_username"})
        *blocks.add_players() = samples::person(80, name).player();
    blocked->open();
    blocked->setPlayers(blocks);
    save(QStringLiteral("08-blocked"));
    blocked->reject();
    auto* confirm = new ConfirmDialog(*m_look, QStringLiteral("Remove Kaito?"),
                                      QStringLiteral("You will no longer see when the other one is online."),
                                      QStringLiteral("Keep"), QStringLiteral("Remove friend"), m_window.get());
    confirm->open();
    save(QStringLiteral("08-remove-friend"));
    confirm->reject();
}

void ScreenshotsTest::picturesOfMatch() {
    samples::StillDriver driver;
    driver.ballStepX = -3;
    driver.ballStepY = 0.9;
    showMatch(driver);
    playFrames(driver, 60);
    save(QStringLiteral("04-match"));

    picturesOfMatchChat(driver);

    auto* table = m_window->findChild<PongTable*>(QStringLiteral("pongTable"));
    driver.shown.stage = Stage::Countdown;
    driver.shown.score = {8, 5};
    driver.shown.rally = 0;
    driver.shown.serving = true;
    driver.shown.serveTo = pong::Side::Right;
    driver.shown.countdownMs = 1500;
    driver.shown.ballX = 400;
    QVERIFY(framesWereShown(driver));
    table->addEffect({0, MatchEffect::Kind::LeftScored});
    save(QStringLiteral("04-countdown"));
    table->clear();

    driver.shown.stage = Stage::WaitingForPlayer;
    driver.shown.waitMs = 24'000;
    driver.shown.present = {true, false};
    driver.matchInfo.players[1].present = false;
    Q_EMIT driver.changed();
    QVERIFY(framesWereShown(driver));
    save(QStringLiteral("04-waiting"));

    driver.shown.present = {true, true};
    driver.shown.stage = Stage::Playing;
    driver.matchInfo.players[1].present = true;
    driver.matchInfo.players[1].name = QStringLiteral("a_very_long_username");
    Q_EMIT driver.changed();
    QVERIFY(framesWereShown(driver));
    m_window->matchPage()->askToLeave();
    save(QStringLiteral("04-leave"));
    QTest::keyClick(QApplication::activeModalWidget(), Qt::Key_Escape);

    driver.shown.stage = Stage::Over;
    driver.shown.ballVisible = false;
    driver.shown.score = {11, 8};
    driver.matchResult = MatchResult{.winner = pong::Side::Left, .score = {11, 8}};
    QVERIFY(framesWereShown(driver));
    save(QStringLiteral("04-result"));

    samples::StillDriver local;
    local.matchInfo.title = QStringLiteral("Two players");
    local.matchInfo.players = {};
    local.matchInfo.players[0].name = QStringLiteral("Left player");
    local.matchInfo.players[1].name = QStringLiteral("Right player");
    local.matchInfo.steered = {true, true};
    local.matchInfo.canPause = true;
    local.matchInfo.canRematch = true;
    local.matchInfo.leaveForfeits = false;
    local.shown.stage = Stage::Paused;
    m_window->matchPage()->setDriver(&local, KeyBindings::twoPlayers());
    QVERIFY(framesWereShown(local));
    save(QStringLiteral("04-paused"));
    local.shown.stage = Stage::Over;
    local.matchResult = MatchResult{.winner = pong::Side::Right, .score = {9, 11}};
    QVERIFY(framesWereShown(local));
    save(QStringLiteral("04-result-local"));
    m_window->matchPage()->setDriver(nullptr, {});
}

void ScreenshotsTest::picturesOfMatchChat(samples::StillDriver& driver) {
    const auto channel = channelOf(pong::wire::Channel::MATCH, 7);
    FakeChat fake;
    for (const char* text : {"Good luck!", "Have fun", "That serve was unfair, I want it again and again and again"})
        fake.add(text, 2 + fake.messages.size() % 2, fake.messages.size() % 2 == 0 ? "Kaito" : "Noor");
    ChatModel conversation(channel, FakeChat::me(), fake.source());
    conversation.load();
    ChatChannelsModel channels;
    channels.add(channel, {});
    auto* panel = new ChatPanel(*m_look, ChatPanel::Place::BesideMatch);
    panel->setChannels(&channels);
    settle();  // its tab is chosen
    panel->setConversation(&conversation);
    MatchPage* page = m_window->matchPage();
    page->setChat(panel);
    const MatchInfo before = driver.matchInfo;
    driver.matchInfo.hasChat = true;
    driver.matchInfo.spectators = 14;
    showMatch(driver);
    page->setUnread(3);
    page->showPreview(QStringLiteral("Kaito"), QStringLiteral("That serve was unfair, I want it again and again"));
    save(QStringLiteral("04-chat-closed"));
    driver.matchInfo.steered = {};
    driver.matchInfo.title = QStringLiteral("Watching");
    driver.matchInfo.leaveForfeits = false;
    showMatch(driver);
    save(QStringLiteral("04-chat-watching"));
    driver.matchInfo = before;
    showMatch(driver);
    panel->setConversation(nullptr);
}

void ScreenshotsTest::picturesOfHistory() {
    const auto history = samples::history(40);
    signIn(*history);
    HistoryPage* page = m_window->historyPage();
    m_window->showPage(Page::History);
    page->list()->showRows();
    save(QStringLiteral("06-history"));
    page->list()->showLoading();
    QTRY_VERIFY(page->findChild<SkeletonRows*>()->isVisible());
    save(QStringLiteral("06-history-loading"));
    page->list()->showError(QStringLiteral("The server is busy. Try again in a moment."));
    save(QStringLiteral("06-history-error"));
    const auto none = samples::history(0);
    page->setModel(none.get());
    page->list()->setTotals(0, 0);
    page->list()->showRows();
    save(QStringLiteral("06-history-empty"));
    m_window->showPage(Page::Login);
    page->setModel(history.get());
}

void ScreenshotsTest::picturesOfPlayers() {
    const auto history = samples::history(40);
    signIn(*history);
    PlayerPage* page = m_window->playerPage();
    m_window->showPage(Page::Player);
    page->showPlayer(samples::player());
    page->setRatings(samples::ratings(QDateTime::currentDateTime()), QDateTime::currentDateTime());
    page->matches()->setModel(history.get());
    page->matches()->setTotals(212, 131);
    page->matches()->showRows();
    save(QStringLiteral("09-player"));
    const ToastAction accept{QStringLiteral("Accept"), QStringLiteral("acceptInvitationButton"), [] {}};
    const ToastAction decline{QStringLiteral("Decline"), QStringLiteral("declineInvitationButton"), [] {}};
    m_window->showToastWithActions(QStringLiteral("invitation"), MainWindow::Notice::Information,
                                   QStringLiteral("Kaito invites you to play"),
                                   QStringLiteral("Friendly match, not rated."), {accept, decline}, {});
    QTRY_COMPARE(checks::moving(*m_window), QStringList());
    save(QStringLiteral("09-player-invites"));
    m_window->dismissToast(QStringLiteral("invitation"));
    page->showError(QStringLiteral("There is no such player"));
    save(QStringLiteral("09-player-gone"));
    page->clear();
    const auto none = samples::history(0);
    m_window->showPage(Page::Login);
    page->matches()->setModel(none.get());
    m_window->historyPage()->setModel(none.get());
}

QTEST_MAIN(ScreenshotsTest)
#include "screenshots_test.moc"

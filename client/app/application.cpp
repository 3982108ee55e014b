#include "client/app/application.h"

#include "client/app/account_data_controller.h"
#include "client/app/avatar_controller.h"
#include "client/app/certificate_controller.h"
#include "client/app/chat_controller.h"
#include "client/app/devices_controller.h"
#include "client/app/friends_controller.h"
#include "client/app/history_controller.h"
#include "client/app/instance_link.h"
#include "client/app/invitation_controller.h"
#include "client/app/live_matches_controller.h"
#include "client/app/log_in_controller.h"
#include "client/app/notification_controller.h"
#include "client/app/own_picture_controller.h"
#include "client/app/play_controller.h"
#include "client/app/player_controller.h"
#include "client/app/profile_controller.h"
#include "client/app/recovery_controller.h"
#include "client/app/security_controller.h"
#include "client/app/server_controller.h"
#include "client/app/session_controller.h"
#include "client/app/tournament_controller.h"
#include "client/app/tournaments_controller.h"
#include "client/docks/chat_panel.h"
#include "client/docks/friends_panel.h"
#include "client/docks/people_dock.h"
#include "client/docks/side_docks.h"
#include "client/net/keyring.h"
#include "client/pages/history_page.h"
#include "client/pages/home_page.h"
#include "client/pages/login_page.h"
#include "client/pages/main_window.h"
#include "client/pages/match_page.h"
#include "client/pages/top_bar.h"
#include "client/widgets/look.h"
#include "client/widgets/sound_effects.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QLoggingCategory>
#include <QSettings>

namespace client {

namespace {

// tests/bench/bench_startup.cpp waits for its line.
Q_LOGGING_CATEGORY(startup, "pong.startup", QtWarningMsg)

constexpr QSize firstSize{1280, 800};
constexpr QLatin1String geometryKey("window/geometry");
constexpr QLatin1String soundKey("sound/on");
constexpr QLatin1String collapsedKey("window/docksCollapsed");

QString programName() {
    return QStringLiteral("pong ") + QCoreApplication::applicationVersion();
}

MainWindow::Page pageOf(TopBar::Tab tab) {
    switch (tab) {
        case TopBar::Tab::Home:
            return MainWindow::Page::Home;
        case TopBar::Tab::Tournaments:
            return MainWindow::Page::Tournaments;
        case TopBar::Tab::History:
            return MainWindow::Page::History;
        case TopBar::Tab::Profile:
            break;
    }
    return MainWindow::Page::Profile;
}

}  // namespace

// In the order they need each other; destroyed the other way round.
struct Application::Parts {
    Parts(QApplication& application, const QString& dataDir, std::unique_ptr<Keyring> desktopKeyring)
        : settings(dataDir + QStringLiteral("/settings.ini"), QSettings::IniFormat)
        , look(application)
        , servers(settings)
        , trust(dataDir + QStringLiteral("/certificates"))
        , keyring(std::move(desktopKeyring))
        , kept(dataDir, keyring.get(), settings)
        , connection(trust, programName())
        , avatars(look.avatars(), connection, AvatarFiles(dataDir + QStringLiteral("/avatars")))
        , window(look, sounds)
        , session(window, connection, kept)
        , logIn(window, connection, kept)
        , recovery(window, connection, kept)
        , play(window, connection, session, settings)
        , history(window, connection, session)
        , player(window, connection, session)
        , invitations(window, connection)
        , liveMatches(window, look, connection)
        , friends(window, look, connection, session)
        , chat(window, look, connection, session)
        , notifications(window, look, connection, session, chat, settings)
        , tournament(window, look, connection, session, play)
        , tournaments(window, look, connection, session, tournament)
        , profile(window, look, connection, session)
        , picture(window, look, connection, profile)
        , security(window, look, connection, profile)
        , devices(window, look, connection, session)
        , accountData(window, look, connection, session)
        , server(window, connection, servers, kept)
        , certificates(window, look, connection, trust)
        , instance(dataDir) {}

    QSettings settings;
    Look look;
    SoundEffects sounds;
    ServerList servers;
    Trust trust;
    std::unique_ptr<Keyring> keyring;
    KeptSignIn kept;
    Connection connection;
    AvatarController avatars;
    MainWindow window;
    SessionController session;
    LogInController logIn;
    RecoveryController recovery;
    PlayController play;
    HistoryController history;
    PlayerController player;
    InvitationController invitations;
    LiveMatchesController liveMatches;
    FriendsController friends;
    ChatController chat;
    NotificationController notifications;
    TournamentController tournament;
    TournamentsController tournaments;
    ProfileController profile;
    OwnPictureController picture;
    SecurityController security;
    DevicesController devices;
    AccountDataController accountData;
    ServerController server;
    CertificateController certificates;
    InstanceLink instance;
};

Application::Application(QApplication& application, StartOptions options, std::unique_ptr<Keyring> keyring)
    : m_options(std::move(options)) {
    QDir().mkpath(m_options.dataDir);
    m_parts = std::make_unique<Parts>(application, m_options.dataDir, std::move(keyring));
    if (m_options.server && !m_options.fingerprint.isEmpty())
        m_parts->trust.pinForNow(*m_options.server, m_options.fingerprint);
    connect(&m_parts->certificates, &CertificateController::accepted, &m_parts->server, &ServerController::choose);
    connect(&m_parts->certificates, &CertificateController::declined, &m_parts->server, &ServerController::showProblem);
    connect(&m_parts->instance, &InstanceLink::linkReceived, this, &Application::openLink);
    connectWindow();
    connectPlayers();
    connectTournaments();
}

Application::~Application() {
    m_parts->settings.setValue(geometryKey, m_parts->window.saveGeometry());
    m_parts->connection.close();
    if (m_parts->keyring)
        m_parts->keyring->close();
}

void Application::connectWindow() {
    MainWindow& window = m_parts->window;
    connect(window.matchPage(), &MatchPage::soundChanged, this,
            [this](bool on) { m_parts->settings.setValue(soundKey, on); });
    connect(window.matchPage(), &MatchPage::fullScreenRequested, &window, [&window](bool full) {
        window.setWindowState(window.windowState().setFlag(Qt::WindowFullScreen, full));
        window.matchPage()->setFullScreen(full);
    });
    connect(window.docks(), &SideDocks::collapsedChanged, this,
            [this](bool collapsed) { m_parts->settings.setValue(collapsedKey, collapsed); });
    connect(window.topBar(), &TopBar::tabRequested, &window,
            [&window](TopBar::Tab tab) { window.showPage(pageOf(tab)); });
}

// What is asked for on one page and done elsewhere.
void Application::connectPlayers() {
    Parts& parts = *m_parts;
    const auto watch = [this](qint64 matchId) { m_parts->play.watch(matchId); };
    connect(&parts.player, &PlayerController::inviteRequested, &parts.invitations, &InvitationController::invite);
    connect(&parts.player, &PlayerController::watchRequested, this, watch);
    connect(&parts.player, &PlayerController::addFriendRequested, &parts.friends, &FriendsController::add);
    connect(&parts.player, &PlayerController::answerRequested, &parts.friends, &FriendsController::answer);
    connect(&parts.player, &PlayerController::removeFriendRequested, &parts.friends, &FriendsController::askToRemove);
    connect(&parts.player, &PlayerController::blockRequested, &parts.friends, &FriendsController::askToBlock);
    connect(&parts.liveMatches, &LiveMatchesController::watchRequested, this, watch);

    FriendsPanel& panel = parts.friends.panel();
    connect(&panel, &FriendsPanel::inviteRequested, &parts.invitations, &InvitationController::invite);
    connect(&panel, &FriendsPanel::watchRequested, this, watch);
    connect(&panel, &FriendsPanel::messageRequested, &parts.chat, &ChatController::openDirect);
    connect(&panel, &FriendsPanel::profileRequested, &parts.player, &PlayerController::open);
    connect(&parts.chat.panel(), &ChatPanel::inviteRequested, &parts.invitations, &InvitationController::invite);
    connect(&parts.chat.panel(), &ChatPanel::profileRequested, &parts.player, &PlayerController::open);
    connect(&parts.player, &PlayerController::messageRequested, &parts.chat, &ChatController::openDirect);
    connect(&parts.play, &PlayController::watched, &parts.chat, &ChatController::setMatch);
    connect(&parts.notifications, &NotificationController::invitationOpened, &parts.invitations,
            &InvitationController::showAgain);
    connect(parts.window.homePage(), &HomePage::versusFriendRequested, parts.window.docks(),
            [this] { m_parts->window.docks()->open(SideDocks::Part::Friends); });
    connect(&parts.friends.model(), &FriendsModel::friendsChanged, this, &Application::countFreeFriends);
}

void Application::connectTournaments() {
    Parts& parts = *m_parts;
    connect(&parts.notifications, &NotificationController::tournamentOpened, &parts.tournament,
            &TournamentController::open);
    connect(&parts.notifications, &NotificationController::tournamentCalled, &parts.tournament,
            &TournamentController::tellCall);
    connect(&parts.tournament, &TournamentController::changed, &parts.chat, &ChatController::noteTournament);
    connect(&parts.tournament, &TournamentController::playerRequested, &parts.player, &PlayerController::open);
    connect(&parts.tournament, &TournamentController::historyRequested, &parts.history, &HistoryController::open);
    PeopleDock& dock = parts.friends.dock();
    connect(&parts.tournament, &TournamentController::participantsShown, &dock, &PeopleDock::showParticipants);
    connect(&dock, &PeopleDock::playerRequested, &parts.player, &PlayerController::open);
}

void Application::countFreeFriends() {
    const FriendsModel& model = m_parts->friends.model();
    int free = 0;
    for (int i = 0; i < model.friendCount(); ++i) {
        const auto presence = model.friendData(i, friends::PresenceRole).value<friends::Presence>();
        free += presence == friends::Presence::Online || presence == friends::Presence::Idle ? 1 : 0;
    }
    m_parts->window.homePage()->setFreeFriends(free);
}

void Application::start() {
    MainWindow& window = m_parts->window;
    m_parts->sounds.setOn(m_parts->settings.value(soundKey, true).toBool());
    window.docks()->setCollapsed(m_parts->settings.value(collapsedKey, false).toBool());
    if (!window.restoreGeometry(m_parts->settings.value(geometryKey).toByteArray()))
        window.resize(firstSize);
    m_parts->session.showStartPage();
    if (m_options.resetLink) {
        m_parts->server.ignoreKeptSignIns();
        m_parts->recovery.open(*m_options.resetLink);
    }
    window.installEventFilter(this);
    window.show();
    // After the first picture: connecting must not delay it.
    QTimer::singleShot(0, this, &Application::begin);
}

bool Application::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        qCDebug(startup, "first picture");
    }
    return QObject::eventFilter(watched, event);
}

void Application::openLink(const QString& text) {
    if (const auto link = pong::accounts::ResetLink::parse(text))
        m_parts->recovery.open(*link);
    m_parts->window.raise();
    m_parts->window.activateWindow();
}

void Application::begin() {
    m_parts->instance.listen();
    if (m_options.server)
        m_parts->server.choose(*m_options.server);
    else if (!m_parts->servers.servers().isEmpty())
        m_parts->server.choose(m_parts->servers.servers().front());
    m_parts->settings.sync();
    if (m_parts->settings.status() != QSettings::NoError)
        m_parts->window.showToast(MainWindow::Notice::Problem, tr("Settings cannot be kept"),
                                  tr("%1 cannot be written.").arg(QDir::toNativeSeparators(m_options.dataDir)));
}

MainWindow& Application::window() {
    return m_parts->window;
}

Connection& Application::connection() {
    return m_parts->connection;
}

PlayController& Application::play() {
    return m_parts->play;
}

}  // namespace client

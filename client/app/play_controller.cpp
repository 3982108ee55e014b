#include "client/app/play_controller.h"

#include "client/app/session_controller.h"
#include "client/match/key_steering.h"
#include "client/match/local_driver.h"
#include "client/match/spectator_driver.h"
#include "client/pages/home_page.h"
#include "client/pages/local_options_page.h"
#include "client/pages/login_page.h"
#include "client/pages/main_window.h"
#include "client/pages/match_page.h"

#include <QWindow>

namespace client {

using Page = MainWindow::Page;

PlayController::PlayController(MainWindow& window, Connection& connection, SessionController& session,
                               QSettings& settings)
    : m_window(window)
    , m_connection(connection)
    , m_session(session)
    , m_options(settings)
    , m_tasks(QStringLiteral("play")) {
    connect(&m_connection, &Connection::event, this, &PlayController::receive);
    connect(&m_connection, &Connection::stateChanged, this, &PlayController::followConnection);
    connect(&m_session, &SessionController::signedOut, this, [this] {
        if (m_online || qobject_cast<SpectatorDriver*>(m_driver)) {
            closeMatch();
            m_session.showStartPage();
        }
    });
    connectPages();
}

PlayController::~PlayController() = default;

void PlayController::connectPages() {
    LoginPage* login = m_window.loginPage();
    login->setAiLevel(m_options.load().aiLevel);
    connect(login, &LoginPage::localMatchRequested, this, [this](LocalMode mode, int aiLevel) {
        LocalMatchOptions options = m_options.load();
        options.mode = mode;
        options.aiLevel = aiLevel;
        showLocalOptions(options);
    });
    HomePage* home = m_window.homePage();
    connect(home, &HomePage::localMatchRequested, this, [this](LocalMode mode) {
        LocalMatchOptions options = m_options.load();
        options.mode = mode;
        showLocalOptions(options);
    });
    connect(home, &HomePage::quickMatchRequested, this, [this] {
        if (!m_isSearching)
            m_tasks.run(search());
    });
    connect(home, &HomePage::cancelSearchRequested, this, [this] { m_tasks.run(cancelSearch()); });
    LocalOptionsPage* options = m_window.localOptionsPage();
    connect(options, &LocalOptionsPage::startRequested, this, &PlayController::startLocal);
    connect(options, &LocalOptionsPage::backRequested, &m_session, &SessionController::showStartPage);
}

void PlayController::showLocalOptions(LocalMatchOptions options) {
    m_window.localOptionsPage()->setOptions(options);
    m_window.showPage(Page::LocalOptions);
}

void PlayController::startLocal(const LocalMatchOptions& options) {
    if (m_isSearching)
        m_tasks.run(cancelSearch());  // one match at a time
    m_options.save(options);
    m_window.loginPage()->setAiLevel(options.aiLevel);
    const bool isVersusAi = options.mode == LocalMode::VersusAi;
    const auto& me = m_connection.me();
    show(std::make_unique<LocalDriver>(options.rules, isVersusAi ? options.aiLevel : LocalDriver::noAi,
                                       me ? QString::fromStdString(me->username()) : QString(),
                                       QRandomGenerator::securelySeeded()),
         isVersusAi ? KeyBindings::onePlayer() : KeyBindings::twoPlayers());
}

QCoro::Task<void> PlayController::search() {
    m_isSearching = true;
    m_window.homePage()->setSearching(true);
    pong::wire::QuickMatchRequest body;
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!m_isSearching)
        co_return;  // found or cancelled meanwhile
    if (reply.ok()) {
        m_window.homePage()->setSearching(true, static_cast<int>(reply->waiting()));
    } else {
        endSearch();
        m_window.showToast(MainWindow::Notice::Problem, tr("No search for an opponent"), reply.failure().text());
    }
}

QCoro::Task<void> PlayController::cancelSearch() {
    endSearch();
    pong::wire::QuickMatchCancelRequest body;
    auto request = m_connection.request(std::move(body));
    // Too late or not sent at all: a match that was found is told by its own event, and a lost connection leaves the
    // queue by itself.
    co_await request;
}

void PlayController::endSearch() {
    m_isSearching = false;
    m_window.homePage()->setSearching(false);
}

void PlayController::followConnection(ConnectionState state) {
    if (state == ConnectionState::SignedIn || !m_isSearching)
        return;
    endSearch();
    m_window.showToast(MainWindow::Notice::Information, tr("The search has ended"), tr("The connection was lost."));
}

void PlayController::receive(const pong::wire::ServerMessage& event) {
    if (!event.has_match_found())
        return;
    const pong::wire::MatchFound& found = event.match_found();
    if (found.match_id() == m_givenUp) {
        // It was left while the connection was away, so the server has not heard of it.
        pong::wire::ClientMessage leave;
        leave.mutable_match_leave()->set_match_id(m_givenUp);
        m_connection.send(leave);
    } else if (!m_online || m_online->matchId() != found.match_id()) {
        startOnline(found);
    }
}

void PlayController::startOnline(const pong::wire::MatchFound& found) {
    endSearch();
    auto driver = OnlineDriver::create(m_connection, m_tasks, found);
    if (!driver) {
        m_window.showToast(MainWindow::Notice::Problem, tr("This match cannot be played"),
                           tr("The server plays by rules that this version does not know."));
        return;
    }
    OnlineDriver* online = driver.get();
    connect(online, &OnlineDriver::gone, this, [this] {
        m_window.showToast(MainWindow::Notice::Information, tr("The match is over"),
                           tr("It ended while there was no connection."));
    });
    connect(online, &OnlineDriver::finished, this, [this, online] {
        if (online->result() && online->result()->rating > 0)
            m_connection.noteRating(online->result()->rating);
    });
    show(std::move(driver), KeyBindings::onePlayer(), found.tournament_id());
    m_online = online;
}

void PlayController::watch(std::int64_t matchId, qint64 tournamentId) {
    if (!m_online)  // nobody looks away from the own match
        m_tasks.run(startWatching(matchId, tournamentId));
}

QCoro::Task<void> PlayController::startWatching(std::int64_t matchId, qint64 tournamentId) {
    pong::wire::WatchRequest body;
    body.set_match_id(matchId);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (m_online)
        co_return;  // the own match was found meanwhile
    auto driver = reply.ok() ? SpectatorDriver::create(m_connection, m_tasks, reply.value()) : nullptr;
    if (!driver) {
        m_window.showToast(
            MainWindow::Notice::Problem, tr("This match cannot be watched"),
            reply.ok() ? tr("The server plays by rules that this version does not know.") : reply.failure().text());
        co_return;
    }
    connect(driver.get(), &SpectatorDriver::gone, this, [this] {
        m_window.showToast(MainWindow::Notice::Information, tr("The match is over"),
                           tr("It ended while there was no connection."));
    });
    show(std::move(driver), KeyBindings(), tournamentId);
    Q_EMIT watched(matchId);
}

bool PlayController::isPlaying() const {
    return m_online && !m_online->result();
}

void PlayController::stopShowing() {
    if (!isPlaying())
        closeMatch();
}

void PlayController::show(std::unique_ptr<MatchDriver> driver, const KeyBindings& bindings, qint64 tournamentId) {
    closeMatch();
    m_driver = driver.release();
    m_driver->setParent(this);
    connect(m_driver, &MatchDriver::left, this, [this, tournamentId] { leaveMatch(tournamentId); });
    m_window.winId();  // a window that was never shown has no handle yet
    m_steering = std::make_unique<KeySteering>(m_window.windowHandle(), m_driver, bindings);
    m_window.matchPage()->setDriver(m_driver, bindings);
    m_window.matchPage()->setBackLabel(tournamentId == 0 ? tr("Back") : tr("Back to the tournament"));
    m_window.showPage(Page::Match);
}

void PlayController::leaveMatch(qint64 tournamentId) {
    closeMatch();
    if (tournamentId != 0 && m_connection.me())
        Q_EMIT tournamentRequested(tournamentId);
    else
        m_session.showStartPage();
}

void PlayController::closeMatch() {
    if (!m_driver)
        return;
    if (m_online && !m_online->result())
        m_givenUp = m_online->matchId();
    const bool onlyWatched = qobject_cast<SpectatorDriver*>(m_driver) != nullptr;
    m_window.matchPage()->setDriver(nullptr, KeyBindings());
    m_steering.reset();
    m_driver->disconnect(this);
    m_driver->deleteLater();  // this may run inside one of its signals
    m_driver.clear();
    m_online.clear();
    if (onlyWatched)
        Q_EMIT watched(0);
}

}  // namespace client

#include "client/app/tournaments_controller.h"

#include "client/app/session_controller.h"
#include "client/app/tournament_controller.h"
#include "client/app/tournament_message.h"
#include "client/pages/create_tournament_dialog.h"
#include "client/pages/main_window.h"
#include "client/pages/tournaments_page.h"

namespace client {

using namespace std::chrono_literals;
using Page = MainWindow::Page;

namespace {

constexpr auto askEvery = 5s;

TournamentsModel::Source pagesOf(Connection& connection) {
    return [&connection](pong::wire::TournamentsRequest body) { return connection.request(std::move(body)); };
}

}  // namespace

TournamentsController::TournamentsController(MainWindow& window, const Look& look, Connection& connection,
                                             SessionController& session, TournamentController& tournament)
    : m_window(window)
    , m_look(look)
    , m_connection(connection)
    , m_tournament(tournament)
    , m_model(pagesOf(connection))
    , m_tasks(QStringLiteral("new tournament")) {
    TournamentsPage* page = m_window.tournamentsPage();
    page->setModel(&m_model);
    m_timer.setInterval(askEvery);
    connect(&m_timer, &QTimer::timeout, this, &TournamentsController::follow);
    connect(&m_window, &MainWindow::pageChanged, this, &TournamentsController::follow);
    connect(&m_connection, &Connection::stateChanged, this, &TournamentsController::follow);
    connect(page, &TournamentsPage::retryRequested, this, &TournamentsController::follow);
    connect(page, &TournamentsPage::createRequested, this, &TournamentsController::openDialog);
    connect(page, &TournamentsPage::openRequested, &m_tournament, &TournamentController::open);
    connect(page, &TournamentsPage::joinRequested, &m_tournament, &TournamentController::join);
    connect(&m_tournament, &TournamentController::changed, this, [this](const pong::wire::TournamentState& state) {
        if (m_model.state() == TournamentsModel::State::Ready && m_connection.me())
            m_model.note(state.info(), isParticipant(state, m_connection.me()->user_id()));
    });
    connect(&session, &SessionController::signedOut, this, [this] {
        m_model.clear();
        if (m_dialog)
            m_dialog->reject();
    });
}

void TournamentsController::follow() {
    if (m_window.page() != Page::Tournaments || m_connection.state() != ConnectionState::SignedIn)
        return m_timer.stop();
    m_timer.start();
    if (!m_window.isMinimized())
        m_model.load();
}

void TournamentsController::openDialog() {
    m_dialog = new CreateTournamentDialog(m_look, &m_window);
    connect(m_dialog, &CreateTournamentDialog::createRequested, this,
            [this](const QString& name, int size, int pointsToWin) { m_tasks.run(create(name, size, pointsToWin)); });
    m_dialog->open();
}

QCoro::Task<void> TournamentsController::create(QString name, int size, int pointsToWin) {
    m_dialog->setBusy(true);
    pong::wire::TournamentCreateRequest body;
    body.set_name(name.toStdString());
    body.set_size(static_cast<std::uint32_t>(size));
    body.set_points_to_win(static_cast<std::uint32_t>(pointsToWin));
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (m_dialog)
        m_dialog->setBusy(false);
    if (reply.ok()) {
        if (m_dialog)
            m_dialog->accept();
        m_tournament.take(reply.value());
        m_tournament.open(reply->info().id());
    } else if (m_dialog) {
        m_dialog->showError(reply.failure().text());
    }
}

}  // namespace client

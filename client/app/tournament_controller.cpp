#include "client/app/tournament_controller.h"

#include "client/app/play_controller.h"
#include "client/app/session_controller.h"
#include "client/app/tournament_message.h"
#include "client/pages/main_window.h"
#include "client/pages/tournament_page.h"
#include "client/widgets/confirm_dialog.h"
#include "client/widgets/toast.h"

namespace client {

using Page = MainWindow::Page;
using pong::wire::TournamentState;

TournamentController::TournamentController(MainWindow& window, const Look& look, Connection& connection,
                                           SessionController& session, PlayController& play)
    : m_window(window)
    , m_look(look)
    , m_connection(connection)
    , m_play(play)
    , m_page(*window.tournamentPage())
    , m_tasks(QStringLiteral("tournament")) {
    connectPage();
    connect(&m_window, &MainWindow::pageChanged, this, &TournamentController::follow);
    connect(&m_play, &PlayController::tournamentRequested, this, &TournamentController::open);
    connect(&m_connection, &Connection::event, this, [this](const pong::wire::ServerMessage& event) {
        if (event.has_tournament_state())
            take(event.tournament_state());
    });
    connect(&m_connection, &Connection::stateChanged, this, [this] {
        m_isLooking = false;
        follow();
    });
    connect(&session, &SessionController::signedOut, this, [this] {
        m_shown = m_opponent = 0;
        m_page.clear();
    });
}

void TournamentController::connectPage() {
    connect(&m_page, &TournamentPage::backRequested, this, [this] { m_window.showPage(Page::Tournaments); });
    connect(&m_page, &TournamentPage::retryRequested, this, [this] { m_tasks.run(load(m_shown)); });
    connect(&m_page, &TournamentPage::joinRequested, this, [this] { join(m_shown); });
    connect(&m_page, &TournamentPage::leaveRequested, this, &TournamentController::askToLeave);
    connect(&m_page, &TournamentPage::cancelRequested, this, &TournamentController::askToCancel);
    connect(&m_page, &TournamentPage::startRequested, this, [this] { m_tasks.run(sendStart(m_shown)); });
    connect(&m_page, &TournamentPage::readyRequested, this,
            [this] { change<pong::wire::TournamentReadyRequest>(m_shown, tr("That did not work")); });
    connect(&m_page, &TournamentPage::watchRequested, this, [this](qint64 matchId) { m_play.watch(matchId, m_shown); });
    connect(&m_page, &TournamentPage::playerRequested, this, &TournamentController::playerRequested);
    connect(&m_page, &TournamentPage::historyRequested, this, &TournamentController::historyRequested);
}

void TournamentController::open(qint64 tournamentId) {
    if (!m_connection.me() || tournamentId == 0 || m_play.isPlaying())
        return;
    m_play.stopShowing();
    if (m_shown != tournamentId) {
        m_shown = tournamentId;
        m_opponent = 0;
        m_isLooking = false;
        m_page.clear();
    }
    m_window.dismissToast(callKey(tournamentId));
    m_window.showPage(Page::Tournament);
    follow();
}

// The server sends changes to who looks at the page.
void TournamentController::follow() {
    const bool isShown = m_window.page() == Page::Tournament && m_shown != 0;
    showParticipants();
    if (m_connection.state() != ConnectionState::SignedIn)
        return;
    if (isShown && !m_isLooking) {
        m_isLooking = true;
        m_tasks.run(load(m_shown));
    } else if (!isShown && m_isLooking) {
        m_isLooking = false;
        pong::wire::ClientMessage left;
        left.mutable_tournament_page_left()->set_tournament_id(m_shown);
        m_connection.send(left);
    }
}

QCoro::Task<void> TournamentController::load(qint64 tournamentId) {
    pong::wire::TournamentPageRequest body;
    body.set_tournament_id(tournamentId);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (reply.ok())
        take(reply.value());
    else if (m_shown == tournamentId && m_page.tournament().id != tournamentId)  // else what is shown stays
        m_page.showError(reply.failure().text());
}

void TournamentController::take(const TournamentState& state) {
    if (!m_connection.me())
        return;
    const TournamentView view = tournamentViewOf(state, m_connection.me()->user_id(), QDateTime::currentDateTime());
    const TournamentMatch* own = view.ownMatch();
    const bool isCalled = own && own->state == TournamentMatch::State::Called;
    if (!isCalled)
        m_window.dismissToast(callKey(view.id));
    Q_EMIT changed(state);
    if (view.id != m_shown)
        return;
    const TournamentPlayer* opponent =
        isCalled ? view.player(*own, 1 - TournamentView::sideOf(*own, view.me)) : nullptr;
    const qint64 opponentId = opponent ? opponent->userId : 0;
    if (std::exchange(m_opponent, opponentId) != opponentId) {
        m_page.setMeetings({});
        if (opponentId != 0)
            m_tasks.run(loadMeetings(opponentId));
    }
    m_page.showTournament(view);
    showParticipants();
}

// Before the start the page itself shows who is in it.
void TournamentController::showParticipants() {
    const bool isShown = m_window.page() == Page::Tournament && m_page.tournament().rounds > 0;
    Q_EMIT participantsShown(isShown ? m_page.participants() : nullptr);
}

QCoro::Task<void> TournamentController::loadMeetings(qint64 opponentId) {
    pong::wire::PlayerProfileRequest body;
    body.set_user_id(opponentId);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!reply.ok() || m_opponent != opponentId || reply->against_me().games_played() == 0)
        co_return;
    const auto met = static_cast<int>(reply->against_me().games_played());
    const auto lost = static_cast<int>(reply->against_me().games_lost());
    const auto won = static_cast<int>(reply->against_me().games_won());
    m_page.setMeetings(met == 1 ? tr("You have met once.")
                                : tr("You have met %1 times: %2 won, %3 lost.").arg(met).arg(won).arg(lost));
}

// --- calls ----------------------------------------------------------------------------------------------------------

QString TournamentController::callKey(qint64 tournamentId) const {
    return QStringLiteral("tournament %1").arg(tournamentId);
}

void TournamentController::tellCall(qint64 tournamentId, const QString& title, const QString& text) {
    if (m_window.page() == Page::Tournament && m_shown == tournamentId)
        return;  // the page says so
    if (m_play.isPlaying()) {
        m_window.showToast(MainWindow::Notice::Information, title, text);
        return;
    }
    const ToastAction show{tr("To the tournament"), QStringLiteral("openTournamentButton"),
                           [this, tournamentId] { open(tournamentId); }};
    m_window.showToastWithActions(callKey(tournamentId), MainWindow::Notice::Information, title, text, {show}, {});
}

// --- what the person does -------------------------------------------------------------------------------------------

template <typename Request>
void TournamentController::change(qint64 tournamentId, const QString& problem) {
    Request body;
    body.set_tournament_id(tournamentId);
    m_tasks.run(sendChange(std::move(body), problem));
}

template <typename Request>
QCoro::Task<void> TournamentController::sendChange(Request body, QString problem) {
    m_page.setBusy(true);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    m_page.setBusy(false);
    if (reply.ok())
        take(reply.value());
    else
        tellFailure(problem, reply.failure());
}

void TournamentController::join(qint64 tournamentId) {
    open(tournamentId);
    change<pong::wire::TournamentJoinRequest>(tournamentId, tr("You could not join"));
}

void TournamentController::askToLeave() {
    const qint64 tournament = m_shown;
    const auto leave = [this, tournament] {
        change<pong::wire::TournamentLeaveRequest>(tournament, tr("You are still in the tournament"));
    };
    if (m_page.tournament().state != TournamentView::State::Running)
        return leave();
    auto* question = new ConfirmDialog(m_look, tr("Give up the tournament?"),
                                       tr("Whoever you would have met next goes on without a match."), tr("Play on"),
                                       tr("Give up"), &m_window);
    connect(question, &QDialog::accepted, this, leave);
    question->open();
}

void TournamentController::askToCancel() {
    const qint64 tournament = m_shown;
    auto* question = new ConfirmDialog(m_look, tr("Cancel the tournament?"),
                                       tr("It ends for everybody, and nobody wins it. Matches that are being played "
                                          "go on to their end."),
                                       tr("Keep it"), tr("Cancel tournament"), &m_window);
    connect(question, &QDialog::accepted, this, [this, tournament] {
        change<pong::wire::TournamentCancelRequest>(tournament, tr("The tournament goes on"));
    });
    question->open();
}

QCoro::Task<void> TournamentController::sendStart(qint64 tournamentId) {
    pong::wire::TournamentStartRequest body;
    body.set_tournament_id(tournamentId);
    m_page.setBusy(true);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    m_page.setBusy(false);
    if (!reply.ok()) {
        tellFailure(tr("The tournament has not started"), reply.failure());
        co_return;
    }
    take(reply->state());
    QStringList leftOut;
    for (const pong::wire::PlayerCard& player : reply->left_out())
        leftOut << QString::fromStdString(player.username());
    if (!leftOut.isEmpty())
        m_window.showToast(MainWindow::Notice::Information, tr("Started without %1").arg(leftOut.join(tr(", "))),
                           tr("They play in another tournament right now."));
}

void TournamentController::tellFailure(const QString& title, const Failure& failure) {
    m_window.showToast(MainWindow::Notice::Problem, title, failure.text());
}

}  // namespace client

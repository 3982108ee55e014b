#include "client/app/server_controller.h"

#include "client/app/kept_sign_in.h"
#include "client/pages/home_page.h"
#include "client/pages/login_page.h"
#include "client/pages/main_window.h"
#include "client/pages/sign_up_page.h"
#include "client/pages/top_bar.h"

namespace client {

namespace {
const char* const lossToast = "connection";
}

ServerController::ServerController(MainWindow& window, Connection& connection, ServerList& list, KeptSignIn& kept)
    : m_window(window), m_connection(connection), m_list(list), m_kept(kept), m_tasks(QStringLiteral("server")) {
    connect(&m_connection, &Connection::stateChanged, this, &ServerController::follow);
    connect(&m_connection, &Connection::pinged, this, &ServerController::show);
    connect(&m_connection, &Connection::troubled, this, [this](const QString& text) {
        m_problem = text.isEmpty() ? tr("It cannot be reached.") : text;
        show();
    });
    connect(&m_connection, &Connection::refused, this, [this](const Failure& failure) {
        if (m_chosen)
            showProblem(*m_chosen, failure.text());
    });
    connect(&m_list, &ServerList::changed, this, &ServerController::show);
    connect(m_window.loginPage(), &LoginPage::serverChosen, this, &ServerController::chooseText);
    connect(m_window.loginPage(), &LoginPage::serverAdded, this, &ServerController::chooseText);
    show();
}

void ServerController::choose(const ServerAddress& server) {
    m_chosen = server;
    m_problem.clear();
    m_window.loginPage()->setStatistics(std::nullopt);
    m_window.loginPage()->setUsername(m_kept.account(server));
    m_connection.open(server);
    if (m_usesKept)
        m_tasks.run(resumeKept(server));
    show();
}

// The keyring may take its time: the server is reached meanwhile.
QCoro::Task<void> ServerController::resumeKept(ServerAddress server) {
    const QString token = co_await m_kept.token(server);
    if (!token.isEmpty() && server == m_connection.server())
        m_connection.signIn(token);
}

void ServerController::chooseText(const QString& text) {
    QString error;
    const auto server = ServerAddress::parse(text, &error);
    if (!server)
        m_window.loginPage()->showError(QStringLiteral("address"), error);
    else if (server != m_chosen || m_connection.state() == ConnectionState::Offline)
        choose(*server);
}

void ServerController::showProblem(const ServerAddress& server, const QString& text) {
    if (server != m_chosen)
        return;
    m_problem = text;
    show();
}

void ServerController::follow(ConnectionState state) {
    if (m_connection.isUp() && m_chosen) {
        m_problem.clear();
        m_list.use(*m_chosen);
    }
    if (state == ConnectionState::Connected)
        m_tasks.run(fetchStatistics());
    tellOfLoss(state);
    show();
}

void ServerController::tellOfLoss(ConnectionState state) {
    const QString key = QString::fromLatin1(lossToast);
    if (state == ConnectionState::Reconnecting && m_wasSignedIn && !m_isLossShown) {
        m_isLossShown = true;
        m_window.showLastingToast(key, MainWindow::Notice::Problem, tr("Connection lost"),
                                  tr("Trying to reach the server again."));
    } else if (state != ConnectionState::Reconnecting && m_isLossShown) {
        m_isLossShown = false;
        m_window.dismissToast(key);
        if (state == ConnectionState::SignedIn)
            m_window.showToast(MainWindow::Notice::Done, tr("Connected again"));
    }
    if (state != ConnectionState::Reconnecting)
        m_wasSignedIn = state == ConnectionState::SignedIn;
}

void ServerController::show() {
    QList<ServerChoice> choices;
    if (m_chosen && !m_list.servers().contains(*m_chosen))
        choices.append(choiceOf(*m_chosen));
    for (const ServerAddress& server : m_list.servers())
        choices.append(choiceOf(server));
    m_window.loginPage()->setServers(choices, m_chosen ? m_chosen->text() : QString());
    m_window.homePage()->setOnline(m_connection.state() == ConnectionState::SignedIn);
    if (!m_chosen)
        return;
    const ServerChoice chosen = choiceOf(*m_chosen);
    m_window.topBar()->setServer(chosen);
    m_window.signUpPage()->setServerName(chosen.name.isEmpty() ? chosen.address : chosen.name);
}

ServerChoice ServerController::choiceOf(const ServerAddress& server) const {
    ServerChoice choice;
    choice.address = server.text();
    if (server != m_chosen)
        return choice;
    choice.state = shownState();
    choice.problem = choice.state == ServerState::Unreachable ? m_problem : QString();
    if (m_connection.isUp()) {
        choice.name = QString::fromStdString(m_connection.welcome().server_name());
        choice.online = static_cast<int>(m_connection.welcome().online());
        choice.pingMs = m_connection.pingMs();
    }
    return choice;
}

ServerState ServerController::shownState() const {
    if (m_connection.isUp())
        return ServerState::Online;
    if (!m_problem.isEmpty())
        return ServerState::Unreachable;
    return m_connection.state() == ConnectionState::Offline ? ServerState::Unknown : ServerState::Connecting;
}

QCoro::Task<void> ServerController::fetchStatistics() {
    const auto server = m_chosen;
    pong::wire::ServerStatisticsRequest body;
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!reply.ok() || server != m_chosen)
        co_return;
    ServerStatistics statistics;
    statistics.users = reply->users();
    statistics.matches = reply->matches();
    statistics.tournaments = reply->tournaments();
    statistics.points = reply->points();
    m_window.loginPage()->setStatistics(statistics);
}

}  // namespace client

#include "client/app/live_matches_controller.h"

#include "client/pages/home_page.h"
#include "client/pages/live_dialog.h"
#include "client/pages/main_window.h"

namespace client {

using namespace std::chrono_literals;
using Page = MainWindow::Page;

namespace {

constexpr auto askEvery = 4s;
constexpr int mostMatches = 20;
constexpr int mostOfAll = 50;  // that the server lists

}  // namespace

LiveMatchesController::LiveMatchesController(MainWindow& window, const Look& look, Connection& connection)
    : m_window(window), m_look(look), m_connection(connection), m_tasks(QStringLiteral("live matches")) {
    m_window.homePage()->setLiveMatches(&m_model);
    connect(m_window.homePage(), &HomePage::watchRequested, this, &LiveMatchesController::watchRequested);
    connect(m_window.homePage(), &HomePage::allLiveRequested, this, &LiveMatchesController::openAll);
    connect(&m_window, &MainWindow::pageChanged, this, &LiveMatchesController::follow);
    connect(&m_connection, &Connection::stateChanged, this, &LiveMatchesController::follow);
    connect(&m_timer, &QTimer::timeout, this, &LiveMatchesController::follow);
    m_timer.setInterval(askEvery);
}

void LiveMatchesController::follow() {
    const bool isUp = m_connection.state() == ConnectionState::SignedIn;
    if (!isUp)
        m_model.clear();
    if (!isUp || m_window.page() != Page::Home) {
        m_timer.stop();
        if (m_all)
            m_all->reject();
        return;
    }
    m_timer.start();
    if (!m_isLoading && !m_window.isMinimized())
        m_tasks.run(load());
}

void LiveMatchesController::openAll() {
    m_all = new LiveDialog(m_look, &m_model, &m_window);
    connect(m_all, &LiveDialog::watchRequested, this, &LiveMatchesController::watchRequested);
    m_all->open();
    follow();
}

QCoro::Task<void> LiveMatchesController::load() {
    m_isLoading = true;
    pong::wire::LiveMatchesRequest body;
    body.set_limit(m_all ? mostOfAll : mostMatches);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    m_isLoading = false;
    if (reply.ok())  // else what is shown stays until the next try
        m_model.setMatches(reply.value());
}

}  // namespace client

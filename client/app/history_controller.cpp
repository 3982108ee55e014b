#include "client/app/history_controller.h"

#include "client/app/session_controller.h"
#include "client/pages/history_page.h"
#include "client/pages/home_page.h"
#include "client/pages/main_window.h"
#include "client/pages/match_list.h"

namespace client {

using Page = MainWindow::Page;

namespace {

constexpr int recentMatches = 50;  // the home page counts today's, and shows the form of ten

}  // namespace

HistoryController::HistoryController(MainWindow& window, Connection& connection, SessionController& session)
    : m_window(window)
    , m_connection(connection)
    , m_recent(historyPagesOf(connection), recentMatches, HistoryModel::Paging::FirstPageOnly)
    , m_all(*window.historyPage()->list(), connection) {
    m_window.homePage()->setRecentMatches(&m_recent);
    m_window.historyPage()->setModel(&m_all.model());
    connectPages(session);
}

void HistoryController::connectPages(SessionController& session) {
    connect(m_window.historyPage()->list(), &MatchList::playRequested, &session, &SessionController::showStartPage);
    connect(m_window.historyPage()->list(), &MatchList::shown, this, &HistoryController::select);
    connect(m_window.homePage(), &HomePage::historyRequested, this, [this] { m_window.showPage(Page::History); });
    connect(&m_window, &MainWindow::pageChanged, this, [this](Page shown) {
        if (shown == Page::History && m_all.model().state() == HistoryModel::State::Empty)
            m_all.load();
    });
    connect(&session, &SessionController::signedIn, this, &HistoryController::refresh);
    connect(&session, &SessionController::signedOut, this, [this] {
        m_recent.clear();
        m_all.model().clear();
    });
    connect(&m_connection, &Connection::event, this, [this](const pong::wire::ServerMessage& event) {
        if (event.has_match_ended())
            refresh();
    });
    connect(&m_connection, &Connection::stateChanged, this, [this](ConnectionState state) {
        if (state == ConnectionState::SignedIn)
            m_recent.retry();
    });
}

void HistoryController::open(qint64 matchId) {
    m_wanted = matchId;
    m_window.showPage(Page::History);
    select();
}

void HistoryController::select() {
    if (m_wanted != 0 && m_window.historyPage()->select(m_wanted))
        m_wanted = 0;
}

void HistoryController::refresh() {
    m_recent.load(history::Filter::All);
    if (m_window.page() == Page::History)
        m_all.load();
    else
        m_all.model().clear();  // asked for when the page is shown
}

}  // namespace client

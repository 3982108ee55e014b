#include "client/app/history_controller.h"

#include "client/app/session_controller.h"
#include "client/pages/history_page.h"
#include "client/pages/home_page.h"
#include "client/pages/main_window.h"

namespace client {

using namespace std::chrono_literals;
using Page = MainWindow::Page;
using State = HistoryModel::State;

namespace {

constexpr int recentMatches = 50;  // the home page counts today's, and shows the form of ten
constexpr int pageSize = 50;
constexpr auto furtherPageAgainAfter = 5s;

HistoryModel::Source pagesOf(Connection& connection) {
    return [&connection](pong::wire::HistoryPageRequest request) { return connection.request(std::move(request)); };
}

}  // namespace

HistoryController::HistoryController(MainWindow& window, Connection& connection, SessionController& session)
    : m_window(window)
    , m_connection(connection)
    , m_recent(pagesOf(connection), recentMatches, HistoryModel::Paging::FirstPageOnly)
    , m_all(pagesOf(connection), pageSize, HistoryModel::Paging::All) {
    m_window.homePage()->setRecentMatches(&m_recent);
    m_window.historyPage()->setModel(&m_all);
    connectPages(session);
}

void HistoryController::connectPages(SessionController& session) {
    HistoryPage* page = m_window.historyPage();
    connect(&m_all, &HistoryModel::stateChanged, this, &HistoryController::showState);
    connect(&m_all, &HistoryModel::totalsChanged, page, &HistoryPage::setTotals);
    connect(page, &HistoryPage::filterChanged, &m_all, &HistoryModel::load);
    connect(page, &HistoryPage::retryRequested, &m_all, &HistoryModel::retry);
    connect(page, &HistoryPage::playRequested, &session, &SessionController::showStartPage);
    connect(m_window.homePage(), &HomePage::historyRequested, this, [this] { m_window.showPage(Page::History); });
    connect(&m_window, &MainWindow::pageChanged, this, [this](Page shown) {
        if (shown == Page::History && m_all.state() == State::Empty)
            m_all.load(m_window.historyPage()->filter());
    });
    connect(&session, &SessionController::signedIn, this, &HistoryController::refresh);
    connect(&session, &SessionController::signedOut, this, [this] {
        m_recent.clear();
        m_all.clear();
    });
    connect(&m_connection, &Connection::event, this, [this](const pong::wire::ServerMessage& event) {
        if (event.has_match_ended())
            refresh();
    });
    connect(&m_connection, &Connection::stateChanged, this, [this](ConnectionState state) {
        if (state == ConnectionState::SignedIn) {
            m_recent.retry();
            m_all.retry();
        }
    });
}

void HistoryController::refresh() {
    m_recent.load(history::Filter::All);
    if (m_window.page() == Page::History)
        m_all.load(m_window.historyPage()->filter());
    else
        m_all.clear();  // asked for when the page is shown
}

void HistoryController::showState(State state) {
    HistoryPage* page = m_window.historyPage();
    switch (state) {
        case State::Empty:
            break;
        case State::Loading:
            page->showLoading();
            break;
        case State::Ready:
            page->showRows();
            break;
        case State::Failed:
            if (m_all.rowCount() == 0) {
                page->showError(m_all.error());
            } else {  // the rows that are there stay
                page->showRows();
                QTimer::singleShot(furtherPageAgainAfter, &m_all, &HistoryModel::retry);
            }
            break;
    }
}

}  // namespace client

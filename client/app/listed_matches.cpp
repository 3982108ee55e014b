#include "client/app/listed_matches.h"

#include "client/net/connection.h"
#include "client/pages/match_list.h"

#include <QTimer>

namespace client {

using namespace std::chrono_literals;
using State = HistoryModel::State;

namespace {

constexpr int pageSize = 50;
constexpr auto furtherPageAgainAfter = 5s;

}  // namespace

HistoryModel::Source historyPagesOf(Connection& connection) {
    return [&connection](pong::wire::HistoryPageRequest request) { return connection.request(std::move(request)); };
}

ListedMatches::ListedMatches(MatchList& list, Connection& connection)
    : m_list(list), m_model(historyPagesOf(connection), pageSize, HistoryModel::Paging::All) {
    connect(&m_model, &HistoryModel::stateChanged, this, &ListedMatches::showState);
    connect(&m_model, &HistoryModel::totalsChanged, &m_list, &MatchList::setTotals);
    connect(&m_list, &MatchList::filterChanged, &m_model, &HistoryModel::load);
    connect(&m_list, &MatchList::retryRequested, &m_model, &HistoryModel::retry);
    connect(&connection, &Connection::stateChanged, &m_model, [this](ConnectionState state) {
        if (state == ConnectionState::SignedIn)
            m_model.retry();
    });
}

void ListedMatches::load() {
    m_model.load(m_list.filter());
}

void ListedMatches::showState(State state) {
    switch (state) {
        case State::Empty:
            break;
        case State::Loading:
            m_list.showLoading();
            break;
        case State::Ready:
            m_list.showRows();
            break;
        case State::Failed:
            if (m_model.rowCount() == 0) {
                m_list.showError(m_model.error());
            } else {  // the rows that are there stay
                m_list.showRows();
                QTimer::singleShot(furtherPageAgainAfter, &m_model, &HistoryModel::retry);
            }
            break;
    }
}

}  // namespace client

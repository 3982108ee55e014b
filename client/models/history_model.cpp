#include "client/models/history_model.h"

#include <QDateTime>

namespace client {

using history::Ending;
using history::Filter;
using history::Outcome;
using pong::wire::HistoryPageRequest;
using pong::wire::HistoryRow;

namespace {

Outcome outcomeOf(const HistoryRow& row) {
    if (row.draw())
        return Outcome::Draw;
    return row.won() ? Outcome::Won : Outcome::Lost;
}

Ending endingOf(const HistoryRow& row) {
    switch (row.reason()) {
        case pong::wire::END_FORFEIT:
            return Ending::Forfeit;
        case pong::wire::END_ABANDONED:
            return Ending::Abandoned;
        default:
            return Ending::Played;
    }
}

QString modeText(pong::wire::MatchMode mode) {
    switch (mode) {
        case pong::wire::MODE_FRIEND:
            return HistoryModel::tr("Friendly match");
        case pong::wire::MODE_TOURNAMENT:
            return HistoryModel::tr("Tournament match");
        default:
            return HistoryModel::tr("Quick game");
    }
}

HistoryPageRequest::Result resultOf(Filter filter) {
    switch (filter) {
        case Filter::Won:
            return HistoryPageRequest::WON;
        case Filter::Lost:
            return HistoryPageRequest::LOST;
        case Filter::All:
        case Filter::AgainstMe:
            break;
    }
    return HistoryPageRequest::ANY;
}

}  // namespace

HistoryModel::HistoryModel(Source source, int pageSize, Paging paging, QObject* parent)
    : QAbstractListModel(parent)
    , m_source(std::move(source))
    , m_pageSize(pageSize)
    , m_paging(paging)
    , m_tasks(QStringLiteral("history")) {}

int HistoryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const HistoryRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case history::OpponentNameRole:
            return QString::fromStdString(row.opponent().username());
        case history::MatchIdRole:
            return static_cast<qint64>(row.match_id());
        case history::OpponentAvatarUrlRole:
            return QString::fromStdString(row.opponent().avatar_url());
        case history::OpponentRatingRole:
            return row.opponent().rating();
        case history::OutcomeRole:
            return QVariant::fromValue(outcomeOf(row));
        case history::MyScoreRole:
            return static_cast<int>(row.my_score());
        case history::OpponentScoreRole:
            return static_cast<int>(row.opponent_score());
        case history::LengthMsRole:
            return static_cast<qint64>(row.length_ms());
        case history::PlayedAtRole:
            return QDateTime::fromMSecsSinceEpoch(row.played_at_ms());
        case history::ModeTextRole:
            return modeText(row.mode());
        case history::EndingRole:
            return QVariant::fromValue(endingOf(row));
        case history::RatingChangeRole:
            return row.rating_change();
        case history::OpponentIdRole:
            return static_cast<qint64>(row.opponent().user_id());
        default:
            return {};
    }
}

bool HistoryModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_state == State::Ready && m_more && !m_fetching;
}

void HistoryModel::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent))
        m_tasks.run(fetch(false));
}

void HistoryModel::setPlayer(std::int64_t player, std::int64_t me) {
    m_player = player;
    m_me = me;
    clear();
}

void HistoryModel::load(Filter filter) {
    ++m_generation;
    m_filter = filter;
    setState(State::Loading);
    m_tasks.run(fetch(true));
}

void HistoryModel::retry() {
    if (m_state != State::Failed)
        return;
    if (m_firstPageFailed) {
        load(m_filter);
    } else {
        setState(State::Ready);
        fetchMore({});
    }
}

void HistoryModel::clear() {
    ++m_generation;
    m_fetching = false;
    m_more = false;
    beginResetModel();
    m_rows.clear();
    endResetModel();
    setState(State::Empty);
}

HistoryPageRequest HistoryModel::nextRequest(bool firstPage) const {
    HistoryPageRequest request;
    request.set_limit(static_cast<std::uint32_t>(m_pageSize));
    request.set_result(resultOf(m_filter));
    request.set_user_id(m_player);
    if (m_filter == Filter::AgainstMe)
        request.set_opponent_id(m_me);
    if (!firstPage && !m_rows.empty()) {
        request.set_before_ms(m_rows.back().played_at_ms());
        request.set_before_match_id(m_rows.back().match_id());
    }
    return request;
}

QCoro::Task<void> HistoryModel::fetch(bool firstPage) {
    const int generation = m_generation;
    m_fetching = true;
    auto request = m_source(nextRequest(firstPage));
    const Page page = co_await request;
    if (generation != m_generation)
        co_return;
    if (page.ok())
        take(firstPage, page.value());
    else
        m_error = page.failure().text();
    m_fetching = false;  // only now: a view may ask for more while rows come in
    m_firstPageFailed = firstPage && !page.ok();
    setState(page.ok() ? State::Ready : State::Failed);
}

void HistoryModel::take(bool firstPage, const pong::wire::HistoryPageReply& page) {
    // "More" after a page without rows would be asked for again and again.
    m_more = page.more() && page.rows_size() > 0 && m_paging == Paging::All;
    if (firstPage) {
        beginResetModel();
        m_rows.assign(page.rows().begin(), page.rows().end());
        endResetModel();
        Q_EMIT totalsChanged(page.matches(), page.won());
    } else if (page.rows_size() > 0) {
        const int first = rowCount();
        beginInsertRows({}, first, first + page.rows_size() - 1);
        m_rows.insert(m_rows.end(), page.rows().begin(), page.rows().end());
        endInsertRows();
    }
}

void HistoryModel::setState(State state) {
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

}  // namespace client

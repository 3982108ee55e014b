#include "client/models/tournaments_model.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace client {

using pong::wire::TournamentInfo;
using pong::wire::TournamentListed;
using pong::wire::TournamentsRequest;

namespace {

constexpr std::uint32_t pageSize = 30;

tournaments::State stateOf(const TournamentInfo& tournament) {
    switch (tournament.status()) {
        case TournamentInfo::RUNNING:
            return tournaments::State::Running;
        case TournamentInfo::FINISHED:
            return tournaments::State::Finished;
        case TournamentInfo::CANCELLED:
            return tournaments::State::Cancelled;
        default:
            return tournaments::State::Open;
    }
}

TournamentsRequest pageAfter(const std::vector<TournamentListed>& over) {
    TournamentsRequest request;
    request.set_over(true);
    request.set_limit(pageSize);
    if (!over.empty()) {
        request.set_before_ms(over.back().tournament().ended_ms());
        request.set_before_id(over.back().tournament().id());
    }
    return request;
}

}  // namespace

TournamentsModel::TournamentsModel(Source source, QObject* parent)
    : RowListModel(parent), m_source(std::move(source)), m_tasks(QStringLiteral("tournaments")) {}

QVariant TournamentsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TournamentRow& row = this->row(index);
    const TournamentInfo& tournament = row.listed.tournament();
    switch (role) {
        case tournaments::IsHeadingRole:
            return !row.heading.isEmpty();
        case Qt::DisplayRole:
            return row.heading.isEmpty() ? QString::fromStdString(tournament.name()) : row.heading;
        case tournaments::IdRole:
            return static_cast<qint64>(tournament.id());
        case tournaments::NameRole:
            return QString::fromStdString(tournament.name());
        case tournaments::OrganiserNameRole:
            return QString::fromStdString(tournament.organiser().username());
        case tournaments::OrganiserAvatarUrlRole:
            return QString::fromStdString(tournament.organiser().avatar_url());
        case tournaments::StateRole:
            return QVariant::fromValue(stateOf(tournament));
        case tournaments::PlayersRole:
            return static_cast<int>(tournament.players());
        case tournaments::SizeRole:
            return static_cast<int>(tournament.size());
        case tournaments::PointsRole:
            return static_cast<int>(tournament.rules().points_to_win());
        case tournaments::RoundRole:
            return static_cast<int>(tournament.round());
        case tournaments::RoundsRole:
            return static_cast<int>(tournament.rounds());
        case tournaments::WinnerNameRole:
            return QString::fromStdString(tournament.winner().username());
        case tournaments::EndedAtRole:
            return tournament.ended_ms() == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(tournament.ended_ms());
        case tournaments::JoinedRole:
            return row.listed.joined();
        default:
            return {};
    }
}

bool TournamentsModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_state == State::Ready && m_more && !m_fetching && !m_loading;
}

void TournamentsModel::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent))
        m_tasks.run(fetchOlder());
}

void TournamentsModel::load() {
    if (m_loading)
        return;
    if (m_state != State::Ready)
        setState(State::Loading);
    m_tasks.run(fetchAll());
}

QCoro::Task<void> TournamentsModel::fetchAll() {
    const int generation = m_generation;
    m_loading = true;
    TournamentsRequest open;
    auto current = m_source(std::move(open));
    const Page now = co_await current;
    if (generation != m_generation)
        co_return;
    TournamentsRequest newest = pageAfter({});
    auto past = m_source(std::move(newest));
    const Page over = co_await past;
    if (generation != m_generation)
        co_return;
    m_loading = false;
    if (!now.ok() || !over.ok()) {
        m_error = (now.ok() ? over : now).failure().text();
        if (m_state != State::Ready)  // else what is shown stays
            setState(State::Failed);
        co_return;
    }
    m_current.assign(now->tournaments().begin(), now->tournaments().end());
    Listed older;  // pages that were fetched before stay where they continue the first one
    const auto last = over->tournaments_size() > 0 ? over->tournaments().rbegin()->tournament().id() : 0;
    const auto known = std::find_if(m_over.begin(), m_over.end(), [last](const TournamentListed& listed) {
        return listed.tournament().id() == last;
    });
    if (known != m_over.end())
        older.assign(known + 1, m_over.end());
    if (older.empty())
        m_more = over->more() && over->tournaments_size() > 0;
    m_over.assign(over->tournaments().begin(), over->tournaments().end());
    m_over.insert(m_over.end(), older.begin(), older.end());
    arrange();
    setState(State::Ready);
}

QCoro::Task<void> TournamentsModel::fetchOlder() {
    const int generation = m_generation;
    m_fetching = true;
    TournamentsRequest next = pageAfter(m_over);
    const std::int64_t after = next.before_id();
    auto request = m_source(std::move(next));
    const Page page = co_await request;
    if (generation != m_generation)
        co_return;
    // A load() meanwhile may have made another list.
    if (page.ok() && !m_over.empty() && m_over.back().tournament().id() == after) {
        m_more = page->more() && page->tournaments_size() > 0;
        m_over.insert(m_over.end(), page->tournaments().begin(), page->tournaments().end());
        arrange();
    }
    m_fetching = false;  // only now: a view may ask for more while rows come in
}

void TournamentsModel::note(const TournamentInfo& tournament, bool joined) {
    const auto known = std::find_if(m_current.begin(), m_current.end(), [&tournament](const TournamentListed& listed) {
        return listed.tournament().id() == tournament.id();
    });
    const bool isOver =
        tournament.status() == TournamentInfo::FINISHED || tournament.status() == TournamentInfo::CANCELLED;
    TournamentListed listed;
    *listed.mutable_tournament() = tournament;
    listed.set_joined(joined);
    if (known != m_current.end() && isOver)
        m_current.erase(known);
    else if (known != m_current.end())
        *known = listed;
    else if (!isOver)
        m_current.insert(m_current.begin(), listed);
    else
        return;
    if (tournament.status() == TournamentInfo::FINISHED)
        m_over.insert(m_over.begin(), listed);
    arrange();
}

void TournamentsModel::clear() {
    ++m_generation;
    m_loading = m_fetching = m_more = false;
    m_current.clear();
    m_over.clear();
    setRows({});
    setState(State::Empty);
}

bool TournamentsModel::isOrganising(std::int64_t userId) const {
    return std::any_of(m_current.begin(), m_current.end(), [userId](const TournamentListed& listed) {
        return listed.tournament().organiser().user_id() == userId;
    });
}

void TournamentsModel::arrange() {
    std::vector<TournamentRow> rows;
    const auto add = [&rows](const QString& heading, const Listed& from, auto isWanted) {
        const std::size_t before = rows.size();
        for (const TournamentListed& listed : from) {
            if (!isWanted(listed.tournament()))
                continue;
            if (rows.size() == before) {
                rows.emplace_back();
                rows.back().heading = heading;
            }
            rows.emplace_back();
            rows.back().listed = listed;
        }
    };
    const auto isOpen = [](const TournamentInfo& tournament) { return tournament.status() == TournamentInfo::OPEN; };
    add(tr("Running"), m_current, [&isOpen](const TournamentInfo& tournament) { return !isOpen(tournament); });
    add(tr("Open to join"), m_current, isOpen);
    add(tr("Over"), m_over, [](const TournamentInfo&) { return true; });
    setRows(std::move(rows));
}

void TournamentsModel::setState(State state) {
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

}  // namespace client

#include "client/models/notifications_model.h"

#include <QDateTime>

#include <algorithm>

namespace client {

using pong::wire::Notification;

NotificationsModel::NotificationsModel(Source source, QObject* parent)
    : QAbstractListModel(parent), m_source(std::move(source)), m_tasks(QStringLiteral("notifications")) {}

int NotificationsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant NotificationsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Notification& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case inbox::TextRole:
            return QString::fromStdString(row.text());
        case inbox::NotificationIdRole:
            return static_cast<qint64>(row.id());
        case inbox::KindRole:
            return static_cast<int>(row.kind());
        case inbox::FromIdRole:
            return static_cast<qint64>(row.from().user_id());
        case inbox::FromNameRole:
            return QString::fromStdString(row.from().username());
        case inbox::FromAvatarUrlRole:
            return QString::fromStdString(row.from().avatar_url());
        case inbox::SubjectIdRole:
            return static_cast<qint64>(row.subject_id());
        case inbox::CreatedAtRole:
            return QDateTime::fromMSecsSinceEpoch(row.created_ms());
        case inbox::SeenRole:
            return row.seen();
        default:
            return {};
    }
}

bool NotificationsModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_more && !m_fetching;
}

void NotificationsModel::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent))
        m_tasks.run(fetch(false));
}

void NotificationsModel::load() {
    ++m_generation;
    m_tasks.run(fetch(true));
}

void NotificationsModel::clear() {
    ++m_generation;
    m_more = false;
    m_fetching = false;
    beginResetModel();
    m_rows.clear();
    endResetModel();
    setUnseen(0);
}

QCoro::Task<void> NotificationsModel::fetch(bool firstPage) {
    const int generation = m_generation;
    m_fetching = true;
    pong::wire::NotificationsRequest body;
    body.set_limit(pageSize);
    if (!firstPage && !m_rows.empty())
        body.set_before_id(m_rows.back().id());
    auto request = m_source(std::move(body));
    const Page page = co_await request;
    if (generation != m_generation)
        co_return;
    if (page.ok())
        take(firstPage, page.value());
    m_fetching = false;  // only now: a view may ask for more while rows come in
}

void NotificationsModel::take(bool firstPage, const pong::wire::NotificationsReply& page) {
    m_more = page.more() && !page.notifications().empty();
    if (firstPage) {
        beginResetModel();
        m_rows.assign(page.notifications().begin(), page.notifications().end());
        endResetModel();
    } else if (!page.notifications().empty()) {
        beginInsertRows({}, rowCount(), rowCount() + page.notifications_size() - 1);
        m_rows.insert(m_rows.end(), page.notifications().begin(), page.notifications().end());
        endInsertRows();
    }
    setUnseen(static_cast<int>(page.unseen()));
}

void NotificationsModel::receive(const pong::wire::NotificationReceived& received) {
    const Notification& notification = received.notification();
    setUnseen(static_cast<int>(received.unseen()));
    if (notification.id() <= newestId())
        return;  // it was in the page
    removeReplaced(notification);
    beginInsertRows({}, 0, 0);
    m_rows.insert(m_rows.begin(), notification);
    endInsertRows();
}

void NotificationsModel::removeReplaced(const Notification& by) {
    const auto old = std::find_if(m_rows.begin(), m_rows.end(), [&by](const Notification& row) {
        return !row.seen() && row.kind() == by.kind() && by.has_from() && row.from().user_id() == by.from().user_id();
    });
    if (old == m_rows.end())
        return;
    const int row = static_cast<int>(old - m_rows.begin());
    beginRemoveRows({}, row, row);
    m_rows.erase(old);
    endRemoveRows();
}

void NotificationsModel::noteSeen(std::int64_t upToId, int unseen) {
    for (Notification& row : m_rows)
        if (row.id() <= upToId)
            row.set_seen(true);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {inbox::SeenRole});
    setUnseen(unseen);
}

void NotificationsModel::setUnseen(int unseen) {
    if (std::exchange(m_unseen, unseen) != unseen)
        Q_EMIT unseenChanged(unseen);
}

}  // namespace client

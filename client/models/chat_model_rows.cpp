// ChatModel: its window of messages, and what each row of it answers.

#include "client/models/chat_model.h"

#include <QDateTime>

#include <algorithm>

namespace client {

using chat::Delivery;
using pong::wire::ChatMessage;

namespace {
constexpr auto byId = [](const ChatMessage& message, std::int64_t id) { return message.id() < id; };
}

// --- the window -----------------------------------------------------------------------------------------------------

void ChatModel::insert(const ChatMessage& message) {
    const auto place = std::lower_bound(m_messages.begin(), m_messages.end(), message.id(), byId);
    if (place != m_messages.end() && place->id() == message.id())
        return;
    const int row = static_cast<int>(place - m_messages.begin());
    if (row == 0 && m_hasOlder)
        return;  // older than the window: in a page that is not here
    beginInsertRows({}, row, row);
    m_messages.insert(place, message);
    endInsertRows();
    refreshRow(row + 1);
    if (storedRows() > mostRows + pageSize)
        dropOldest();
}

void ChatModel::append(const Messages& messages) {
    const auto isNew = [this](const ChatMessage& message) {
        return m_messages.empty() || message.id() > m_messages.back().id();
    };
    const auto first = std::find_if(messages.begin(), messages.end(), isNew);
    if (first == messages.end())
        return;
    const int row = storedRows();
    beginInsertRows({}, row, row + static_cast<int>(messages.end() - first) - 1);
    m_messages.insert(m_messages.end(), first, messages.end());
    m_newestId = std::max(m_newestId, m_messages.back().id());
    endInsertRows();
    refreshRow(storedRows());
}

void ChatModel::prepend(const Messages& messages) {
    const auto end = std::find_if(messages.begin(), messages.end(), [this](const ChatMessage& message) {
        return message.id() >= m_messages.front().id();
    });
    const int count = static_cast<int>(end - messages.begin());
    if (count == 0)
        return;
    beginInsertRows({}, 0, count - 1);
    m_messages.insert(m_messages.begin(), messages.begin(), end);
    endInsertRows();
    refreshRow(count);
}

void ChatModel::dropOldest() {
    const int count = storedRows() - mostRows;
    if (count <= 0)
        return;
    beginRemoveRows({}, 0, count - 1);
    m_messages.erase(m_messages.begin(), m_messages.begin() + count);
    endRemoveRows();
    m_hasOlder = true;
    refreshRow(0);
}

void ChatModel::dropNewest() {
    const int count = storedRows() - mostRows;
    if (count <= 0)
        return;
    beginRemoveRows({}, mostRows, storedRows() - 1);
    m_messages.erase(m_messages.begin() + mostRows, m_messages.end());
    endRemoveRows();
    m_hasNewer = true;
    refreshRow(mostRows);
}

void ChatModel::refreshRow(int row) {
    if (row < rowCount())
        Q_EMIT dataChanged(index(row), index(row));
}

// --- rows -----------------------------------------------------------------------------------------------------------

int ChatModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : storedRows() + static_cast<int>(m_pending.size());
}

QVariant ChatModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    switch (role) {
        case chat::SentAtRole:
            return QDateTime::fromMSecsSinceEpoch(timeMs(row));
        case chat::SenderIdRole:
            return static_cast<qint64>(senderOf(row));
        case chat::OwnRole:
            return senderOf(row) == m_me.user_id();
        case chat::StartsDayRole:
            return startsDay(row);
        case chat::StartsGroupRole:
            return startsGroup(row);
        default:
            return row < storedRows() ? storedData(row, role) : pendingData(row - storedRows(), role);
    }
}

QVariant ChatModel::storedData(int row, int role) const {
    const ChatMessage& message = m_messages[static_cast<std::size_t>(row)];
    switch (role) {
        case Qt::DisplayRole:
        case chat::TextRole:
            return QString::fromStdString(message.text());
        case chat::KeyRole:
        case chat::MessageIdRole:
            return static_cast<qint64>(message.id());
        case chat::SenderNameRole:
            return QString::fromStdString(message.sender().username());
        case chat::SenderAvatarUrlRole:
            return QString::fromStdString(message.sender().avatar_url());
        case chat::DeliveryRole:
            return QVariant::fromValue(Delivery::Sent);
        default:
            return {};
    }
}

QVariant ChatModel::pendingData(int row, int role) const {
    const Pending& pending = m_pending[static_cast<std::size_t>(row)];
    switch (role) {
        case Qt::DisplayRole:
        case chat::TextRole:
            return QString::fromStdString(pending.text);
        case chat::KeyRole:
            return pending.key;
        case chat::MessageIdRole:
            return qint64(0);
        case chat::SenderNameRole:
            return QString::fromStdString(m_me.username());
        case chat::SenderAvatarUrlRole:
            return QString::fromStdString(m_me.avatar_url());
        case chat::DeliveryRole:
            return QVariant::fromValue(pending.delivery);
        case chat::ErrorRole:
            return pending.error;
        default:
            return {};
    }
}

std::int64_t ChatModel::timeMs(int row) const {
    return row < storedRows() ? m_messages[static_cast<std::size_t>(row)].sent_ms()
                              : m_pending[static_cast<std::size_t>(row - storedRows())].writtenMs;
}

std::int64_t ChatModel::senderOf(int row) const {
    return row < storedRows() ? m_messages[static_cast<std::size_t>(row)].sender().user_id() : m_me.user_id();
}

qint64 ChatModel::dayOf(std::int64_t ms) const {
    if (ms < m_day.fromMs || ms >= m_day.untilMs) {
        const QDate date = QDateTime::fromMSecsSinceEpoch(ms).date();
        m_day = {date.toJulianDay(), date.startOfDay().toMSecsSinceEpoch(),
                 date.addDays(1).startOfDay().toMSecsSinceEpoch()};
    }
    return m_day.number;
}

bool ChatModel::startsDay(int row) const {
    return row == 0 || dayOf(timeMs(row)) != dayOf(timeMs(row - 1));
}

bool ChatModel::startsGroup(int row) const {
    constexpr std::int64_t apartMs = 5 * 60 * 1000;
    return startsDay(row) || senderOf(row) != senderOf(row - 1) || timeMs(row) - timeMs(row - 1) > apartMs;
}

}  // namespace client

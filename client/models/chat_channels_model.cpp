#include "client/models/chat_channels_model.h"

#include <QDateTime>

#include <algorithm>

namespace client {

using pong::wire::Channel;
using pong::wire::ChatChannelInfo;

namespace {

constexpr int mostCounted = 100;  // as the server counts

int rank(const Channel& channel) {
    return channel.kind() == Channel::LOBBY ? 0 : channel.kind() == Channel::DIRECT ? 2 : 1;
}

QString titleOf(const ChatChannelInfo& info) {
    switch (info.channel().kind()) {
        case Channel::LOBBY:
            return ChatChannelsModel::tr("Lobby");
        case Channel::DIRECT:
            return QString::fromStdString(info.other().username());
        case Channel::MATCH:
            return ChatChannelsModel::tr("Match");
        default:
            return QString::fromStdString(info.title());
    }
}

}  // namespace

bool isSame(const Channel& left, const Channel& right) {
    return left.kind() == right.kind() && left.id() == right.id();
}

Channel channelOf(Channel::Kind kind, std::int64_t id) {
    Channel channel;
    channel.set_kind(kind);
    channel.set_id(id);
    return channel;
}

ChatChannelsModel::ChatChannelsModel(QObject* parent) : QAbstractListModel(parent) {}

int ChatChannelsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_channels.size());
}

QVariant ChatChannelsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ChatChannelInfo& info = m_channels[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case chat::TitleRole:
            return titleOf(info);
        case chat::ChannelKindRole:
            return static_cast<int>(info.channel().kind());
        case chat::ChannelIdRole:
            return static_cast<qint64>(info.channel().id());
        case chat::UnreadRole:
            return static_cast<int>(info.unread());
        case chat::PreviewRole:
            return QString::fromStdString(info.preview());
        case chat::LastAtRole:
            return info.last_ms() == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(info.last_ms());
        default:
            return {};
    }
}

void ChatChannelsModel::replaceAll(const pong::wire::ChatChannelsReply& reply) {
    std::vector<ChatChannelInfo> channels(reply.channels().begin(), reply.channels().end());
    for (ChatChannelInfo& mine : m_channels) {
        const bool isKnown = std::any_of(channels.begin(), channels.end(), [&mine](const ChatChannelInfo& info) {
            return isSame(info.channel(), mine.channel());
        });
        if (!isKnown && mine.channel().kind() == Channel::DIRECT && mine.last_id() == 0)
            channels.push_back(std::move(mine));
    }
    std::stable_sort(channels.begin(), channels.end(), [](const ChatChannelInfo& left, const ChatChannelInfo& right) {
        return rank(left.channel()) < rank(right.channel());
    });
    beginResetModel();
    m_channels = std::move(channels);
    endResetModel();
    Q_EMIT unreadChanged(unread());
}

void ChatChannelsModel::clear() {
    beginResetModel();
    m_channels.clear();
    endResetModel();
    Q_EMIT unreadChanged(0);
}

int ChatChannelsModel::rowOf(const Channel& channel) const {
    const auto found = std::find_if(m_channels.begin(), m_channels.end(), [&channel](const ChatChannelInfo& info) {
        return isSame(info.channel(), channel);
    });
    return found == m_channels.end() ? -1 : static_cast<int>(found - m_channels.begin());
}

int ChatChannelsModel::placeFor(const Channel& channel) const {
    const auto place = std::find_if(m_channels.begin(), m_channels.end(), [&channel](const ChatChannelInfo& info) {
        return rank(info.channel()) > rank(channel);
    });
    return static_cast<int>(place - m_channels.begin());
}

int ChatChannelsModel::add(const Channel& channel, const QString& title) {
    if (const int row = rowOf(channel); row >= 0)
        return row;
    ChatChannelInfo info;
    *info.mutable_channel() = channel;
    if (channel.kind() == Channel::DIRECT) {
        info.mutable_other()->set_user_id(channel.id());
        info.mutable_other()->set_username(title.toStdString());
    } else {
        info.set_title(title.toStdString());
    }
    const int row = placeFor(channel);
    beginInsertRows({}, row, row);
    m_channels.insert(m_channels.begin() + row, std::move(info));
    endInsertRows();
    return row;
}

void ChatChannelsModel::remove(const Channel& channel) {
    const int row = rowOf(channel);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_channels.erase(m_channels.begin() + row);
    endRemoveRows();
    Q_EMIT unreadChanged(unread());
}

void ChatChannelsModel::noteMessage(int row, const pong::wire::ChatMessage& message, bool counts) {
    ChatChannelInfo& info = m_channels[static_cast<std::size_t>(row)];
    if (message.id() <= info.last_id())
        return;
    info.set_last_id(message.id());
    info.set_last_ms(message.sent_ms());
    info.set_preview(message.text());
    if (counts)
        info.set_unread(static_cast<std::uint32_t>(std::min<int>(mostCounted, static_cast<int>(info.unread()) + 1)));
    noteChange(row);
}

void ChatChannelsModel::setUnread(int row, int unread) {
    m_channels[static_cast<std::size_t>(row)].set_unread(static_cast<std::uint32_t>(unread));
    noteChange(row);
}

int ChatChannelsModel::unread() const {
    int sum = 0;
    for (const ChatChannelInfo& info : m_channels)
        sum += static_cast<int>(info.unread());
    return sum;
}

void ChatChannelsModel::noteChange(int row) {
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT unreadChanged(unread());
}

}  // namespace client

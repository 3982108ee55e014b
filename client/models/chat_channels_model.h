#pragma once

// The conversations of the signed-in person by the roles of chat_roles.h: the lobby first, then the match he is in,
// then those with one other person. Rows stay where they are while messages come; what is new is added at the end. Main
// thread only.

#include "client/models/chat_roles.h"

#include <QAbstractListModel>

#include <shared/protocol/chat.pb.h>
#include <vector>

namespace client {

class ChatChannelsModel : public QAbstractListModel {
    Q_OBJECT

 public:
    explicit ChatChannelsModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    // What the server says; conversations that were opened here and have no message yet stay.
    void replaceAll(const pong::wire::ChatChannelsReply& reply);
    void clear();

    // -1: not there.
    int rowOf(const pong::wire::Channel& channel) const;
    pong::wire::Channel channelAt(int row) const { return m_channels[static_cast<std::size_t>(row)].channel(); }
    // The row of this conversation, which is added where it is not there.
    int add(const pong::wire::Channel& channel, const QString& title);
    void remove(const pong::wire::Channel& channel);

    // Its newest message; `counts`: nobody has read it yet.
    void noteMessage(int row, const pong::wire::ChatMessage& message, bool counts);
    void setUnread(int row, int unread);
    int unread() const;

 Q_SIGNALS:
    // Of all together.
    void unreadChanged(int unread);

 private:
    int placeFor(const pong::wire::Channel& channel) const;
    void noteChange(int row);

    std::vector<pong::wire::ChatChannelInfo> m_channels;
};

// Whether both are the same conversation.
bool isSame(const pong::wire::Channel& left, const pong::wire::Channel& right);
pong::wire::Channel channelOf(pong::wire::Channel::Kind kind, std::int64_t id = 0);

}  // namespace client

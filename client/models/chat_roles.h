#pragma once

// What a row of a conversation and of the list of conversations answers, agreed between the models (client/models) and
// the views that draw them (client/docks). Every role answers at column 0. Main thread only.

#include <QObject>

namespace client::chat {
Q_NAMESPACE

// Of a message.
enum MessageRole {
    KeyRole = Qt::UserRole + 1,  // qint64: the same for a message as long as it is shown the same way
    MessageIdRole,               // qint64; 0: not stored yet
    SenderIdRole,                // qint64
    SenderNameRole,              // QString
    SenderAvatarUrlRole,         // QString; empty: the drawn default of the name
    TextRole,                    // QString, plain
    SentAtRole,                  // QDateTime, local time
    OwnRole,                     // bool
    DeliveryRole,                // client::chat::Delivery
    ErrorRole,                   // QString, why it was not sent
    StartsDayRole,               // bool: the first of its day
    StartsGroupRole              // bool: of somebody else than the one before, or some minutes later
};

enum class Delivery { Sent, Sending, Failed };
Q_ENUM_NS(Delivery)

// Of a conversation.
enum ChannelRole {
    ChannelKindRole = Qt::UserRole + 1,  // int, pong::wire::Channel::Kind
    ChannelIdRole,                       // qint64
    TitleRole,                           // QString
    UnreadRole,                          // int
    PreviewRole,                         // QString, the newest message, plain
    LastAtRole                           // QDateTime; invalid: nothing was written yet
};

}  // namespace client::chat

#pragma once

// Words for the states of friends. Main thread only.

#include <QString>

class QDateTime;
class QModelIndex;

namespace client {

enum class FriendAction;

class FriendTexts {
 public:
    // Under a name: "Online · 1524", "In a match · 7 – 5", "Wants to be your friend", "Last seen yesterday".
    static QString status(const QModelIndex& index, const QDateTime& now);
    static QString lastSeen(const QDateTime& seen, const QDateTime& now);
    static QString action(FriendAction action);
    // Name and status in one sentence, for who listens.
    static QString spoken(const QModelIndex& index, const QDateTime& now);
};

}  // namespace client

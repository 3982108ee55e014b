#pragma once

// What a row of the friend list shows, for the model that knows it and the delegates that draw it. Headings of the
// groups are rows too. Plain values; any thread.

#include <QMetaType>
#include <QObject>

#include <cstdint>

namespace client::friends {
Q_NAMESPACE

enum class Group { Requests, Online, Offline };
Q_ENUM_NS(Group)

enum class Relation { None, Friend, Asks, Asked, Blocked };
Q_ENUM_NS(Relation)

enum class Presence { Offline, Online, Idle, InMatch, InTournament };
Q_ENUM_NS(Presence)

enum Role {
    IsHeadingRole = Qt::UserRole + 1,
    GroupRole,
    // Of a heading:
    CountRole,  // of requests those that wait for the user
    IsCollapsedRole,
    // Of a person:
    UserIdRole,
    NameRole,
    AvatarUrlRole,
    RatingRole,  // 0: unrated
    RelationRole,
    PresenceRole,
    LastSeenRole,  // QDateTime; invalid: never, or not to be told
    MatchIdRole,   // 0: none
    OwnScoreRole,  // theirs
    OpponentScoreRole
};

}  // namespace client::friends

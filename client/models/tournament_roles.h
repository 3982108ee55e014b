#pragma once

// What a row of the list of tournaments shows, for the model that knows it and the delegate that draws it. Headings of
// the sections are rows too. Plain values; any thread.

#include <QMetaType>
#include <QObject>

namespace client::tournaments {
Q_NAMESPACE

enum class State { Open, Running, Finished, Cancelled };
Q_ENUM_NS(State)

enum Role {
    IsHeadingRole = Qt::UserRole + 1,
    // Of a tournament:
    IdRole,
    NameRole,
    OrganiserNameRole,
    OrganiserAvatarUrlRole,
    StateRole,
    PlayersRole,  // who have joined
    SizeRole,     // who may join
    PointsRole,   // to win a match
    RoundRole,    // 0: not started
    RoundsRole,   // 0: not started
    WinnerNameRole,
    EndedAtRole,  // QDateTime; invalid: not yet
    JoinedRole    // this user is in it, or was
};

}  // namespace client::tournaments

#pragma once

// What a row of a tournament's participants shows. Headings are rows too. Plain values; any thread.

#include <QMetaType>
#include <QObject>

namespace client::participants {
Q_NAMESPACE

enum class Doing { Nothing, Organises, Next, Ready, Plays, Champion, GaveUp };
Q_ENUM_NS(Doing)

enum Role {
    IsHeadingRole = Qt::UserRole + 1,
    // Of a participant:
    UserIdRole,
    NameRole,
    AvatarUrlRole,
    RatingRole,  // 0: unrated
    IsMeRole,
    IsOutRole,
    DoingRole,
    OpponentNameRole,  // Next, Ready; empty: not known yet
    OwnScoreRole,      // Plays; theirs
    OpponentScoreRole
};

}  // namespace client::participants

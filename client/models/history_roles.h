#pragma once

// What a row of the history model answers, agreed between the model (client/models) and the views that draw it
// (client/pages). Every role answers at column 0. Main thread only.

#include <QObject>

namespace client::history {
Q_NAMESPACE

enum Role {
    MatchIdRole = Qt::UserRole + 1,  // qint64
    OpponentNameRole,                // QString
    OpponentAvatarUrlRole,           // QString; empty: the drawn default of the name
    OpponentRatingRole,              // int; 0: unrated
    OutcomeRole,                     // client::history::Outcome
    MyScoreRole,                     // int
    OpponentScoreRole,               // int
    LengthMsRole,                    // qint64, milliseconds of play
    PlayedAtRole,                    // QDateTime, local time
    ModeTextRole,                    // QString for a person: "Quick game"
    EndingRole,                      // client::history::Ending
    RatingChangeRole,                // int; 0: not rated
    OpponentIdRole                   // qint64, of the user
};

enum class Outcome { Won, Lost, Draw };
Q_ENUM_NS(Outcome)

enum class Ending { Played, Forfeit, Abandoned };
Q_ENUM_NS(Ending)

// Which matches a list shows.
enum class Filter { All, Won, Lost, AgainstMe };
Q_ENUM_NS(Filter)

}  // namespace client::history

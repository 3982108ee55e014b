#pragma once

// What a row of the inbox answers, agreed between the model (client/models) and the views that draw it (client/pages).
// Every role answers at column 0. Main thread only.

#include <QObject>

namespace client::inbox {

enum Role {
    NotificationIdRole = Qt::UserRole + 1,  // qint64
    KindRole,                               // int, pong::wire::NotificationKind
    FromIdRole,                             // qint64; 0: the server itself
    FromNameRole,                           // QString; empty: the server itself
    FromAvatarUrlRole,                      // QString; empty: the drawn default of the name
    TextRole,                               // QString, plain; may be empty
    SubjectIdRole,                          // qint64
    CreatedAtRole,                          // QDateTime, local time
    SeenRole                                // bool
};

}  // namespace client::inbox

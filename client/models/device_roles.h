#pragma once

// What a row of the devices model answers, agreed between the model (client/models) and the view that draws it
// (client/pages). Every role answers at column 0. Main thread only.

#include <QObject>

namespace client::devices {
Q_NAMESPACE

enum Role {
    IdRole = Qt::UserRole + 1,  // qint64, within its kind
    KindRole,                   // client::devices::Kind
    NameRole,                   // QString: "Debian, mara-laptop"
    AddressRole,                // QString: the address of its last use
    LastSeenRole,               // QDateTime, local time
    CurrentRole,                // bool: the one in front of the person
    OnlineRole                  // bool: connected now
};

enum class Kind {
    Session,  // stays signed in
    Trusted   // is not asked for a second factor
};
Q_ENUM_NS(Kind)

}  // namespace client::devices

#pragma once

// What notifications say, in the inbox, in toasts and on the desktop. Main thread only.

#include <QCoreApplication>
#include <QString>

#include <array>
#include <shared/protocol/notifications.pb.h>

namespace client {

class NotificationTexts {
    Q_DECLARE_TR_FUNCTIONS(client::NotificationTexts)

 public:
    // "Noor wants to be your friend"; `name` is empty where it is the server itself.
    static QString title(pong::wire::NotificationKind kind, const QString& name);
    // "Friend requests", as a setting calls them.
    static QString plural(pong::wire::NotificationKind kind);
    static QString icon(pong::wire::NotificationKind kind);
    // Those that a person may turn off; what the host says of him is not among them.
    static const std::array<pong::wire::NotificationKind, 5>& optional();
};

}  // namespace client

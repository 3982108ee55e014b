#include "client/pages/notification_texts.h"

namespace client {

QString NotificationTexts::title(pong::wire::NotificationKind kind, const QString& name) {
    switch (kind) {
        case pong::wire::NOTIFICATION_FRIEND_REQUEST:
            return tr("%1 wants to be your friend").arg(name);
        case pong::wire::NOTIFICATION_FRIEND_ACCEPTED:
            return tr("%1 is your friend now").arg(name);
        case pong::wire::NOTIFICATION_INVITATION:
            return tr("%1 invites you to play").arg(name);
        case pong::wire::NOTIFICATION_DIRECT_MESSAGE:
            return tr("%1 wrote to you").arg(name);
        case pong::wire::NOTIFICATION_TOURNAMENT_CALL:
            return tr("Your tournament match is ready");
        default:
            return tr("The host of this server decided");
    }
}

QString NotificationTexts::plural(pong::wire::NotificationKind kind) {
    switch (kind) {
        case pong::wire::NOTIFICATION_FRIEND_REQUEST:
            return tr("Friend requests");
        case pong::wire::NOTIFICATION_FRIEND_ACCEPTED:
            return tr("Accepted requests");
        case pong::wire::NOTIFICATION_INVITATION:
            return tr("Invitations to play");
        case pong::wire::NOTIFICATION_DIRECT_MESSAGE:
            return tr("Direct messages");
        default:
            return tr("Tournament calls");
    }
}

QString NotificationTexts::icon(pong::wire::NotificationKind kind) {
    switch (kind) {
        case pong::wire::NOTIFICATION_FRIEND_REQUEST:
            return QStringLiteral("userplus");
        case pong::wire::NOTIFICATION_FRIEND_ACCEPTED:
            return QStringLiteral("users");
        case pong::wire::NOTIFICATION_INVITATION:
            return QStringLiteral("play");
        case pong::wire::NOTIFICATION_DIRECT_MESSAGE:
            return QStringLiteral("chat");
        case pong::wire::NOTIFICATION_TOURNAMENT_CALL:
            return QStringLiteral("bracket");
        default:
            return QStringLiteral("alert");
    }
}

const std::array<pong::wire::NotificationKind, 5>& NotificationTexts::optional() {
    static const std::array<pong::wire::NotificationKind, 5> kinds{
        pong::wire::NOTIFICATION_FRIEND_REQUEST, pong::wire::NOTIFICATION_FRIEND_ACCEPTED,
        pong::wire::NOTIFICATION_INVITATION, pong::wire::NOTIFICATION_DIRECT_MESSAGE,
        pong::wire::NOTIFICATION_TOURNAMENT_CALL};
    return kinds;
}

}  // namespace client

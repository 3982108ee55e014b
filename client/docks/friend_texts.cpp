#include "client/docks/friend_texts.h"

#include "client/docks/friend_action.h"
#include "client/models/friend_roles.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QModelIndex>

namespace client {

using friends::Presence;
using friends::Relation;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("FriendTexts", text);
}

QString presenceText(const QModelIndex& index, const QDateTime& now) {
    switch (index.data(friends::PresenceRole).value<Presence>()) {
        case Presence::Online:
            return tr("Online");
        case Presence::Idle:
            return tr("Away");
        case Presence::InMatch:
            return tr("In a match · %1 – %2")
                .arg(index.data(friends::OwnScoreRole).toInt())
                .arg(index.data(friends::OpponentScoreRole).toInt());
        case Presence::InTournament:
            return tr("In a tournament");
        case Presence::Offline:
            break;
    }
    return FriendTexts::lastSeen(index.data(friends::LastSeenRole).toDateTime(), now);
}

}  // namespace

QString FriendTexts::status(const QModelIndex& index, const QDateTime& now) {
    switch (index.data(friends::RelationRole).value<Relation>()) {
        case Relation::Asks:
            return tr("Wants to be your friend");
        case Relation::Asked:
            return tr("Asked, no answer yet");
        case Relation::Blocked:
            return tr("Blocked");
        case Relation::None: {
            const int rating = index.data(friends::RatingRole).toInt();
            return rating > 0 ? tr("Rating %1").arg(rating) : tr("Not rated yet");
        }
        case Relation::Friend:
            break;
    }
    const QString presence = presenceText(index, now);
    const int rating = index.data(friends::RatingRole).toInt();
    const bool isFree = index.data(friends::PresenceRole).value<Presence>() == Presence::Online;
    return isFree && rating > 0 ? tr("%1 · %2").arg(presence).arg(rating) : presence;
}

QString FriendTexts::lastSeen(const QDateTime& seen, const QDateTime& now) {
    if (!seen.isValid())
        return tr("Offline");
    const qint64 minutes = seen.secsTo(now) / 60;
    if (minutes < 1)
        return tr("Last seen just now");
    if (minutes < 60)
        return tr("Last seen %1 min ago").arg(minutes);
    const qint64 days = seen.date().daysTo(now.date());
    if (days == 0)
        return tr("Last seen at %1").arg(seen.toString(QStringLiteral("hh:mm")));
    if (days == 1)
        return tr("Last seen yesterday");
    if (days < 7)
        return tr("Last seen on %1").arg(QLocale().dayName(seen.date().dayOfWeek()));
    const bool isThisYear = seen.date().year() == now.date().year();
    return tr("Last seen %1")
        .arg(QLocale().toString(seen.date(), isThisYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy")));
}

QString FriendTexts::action(FriendAction action) {
    switch (action) {
        case FriendAction::Accept:
            return tr("Accept request");
        case FriendAction::Decline:
            return tr("Decline request");
        case FriendAction::Withdraw:
            return tr("Take request back");
        case FriendAction::Add:
            return tr("Add");
        case FriendAction::Invite:
            return tr("Invite to play");
        case FriendAction::Message:
            return tr("Message");
        case FriendAction::Watch:
            return tr("Watch match");
        case FriendAction::Profile:
            return tr("View profile");
        case FriendAction::Remove:
            return tr("Remove friend");
        case FriendAction::Block:
            return tr("Block");
        case FriendAction::Unblock:
            return tr("Unblock");
    }
    return {};
}

QString FriendTexts::spoken(const QModelIndex& index, const QDateTime& now) {
    if (index.data(friends::IsHeadingRole).toBool())
        return tr("%1, %2").arg(index.data().toString()).arg(index.data(friends::CountRole).toInt());
    return tr("%1, %2").arg(index.data().toString(), status(index, now));
}

}  // namespace client
